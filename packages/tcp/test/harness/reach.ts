/** A pair whose A stands in a given state, and segments made for it: tests of one state begin here. */
import { add, NO_OPTIONS, seq, type Segment, type State, type Tcb } from '../../src/index.ts';
import { Pair, type PairOptions } from './pair.ts';

const WAYS: { readonly [state in State]: (pair: Pair) => void } = {
  CLOSED: () => undefined,
  LISTEN: (pair) => pair.call('A', { type: 'open', mode: 'passive' }),
  'SYN-SENT': (pair) => pair.call('A', { type: 'open', mode: 'active' }),
  'SYN-RECEIVED': (pair) => {
    pair.call('A', { type: 'open', mode: 'passive' });
    pair.call('B', { type: 'open', mode: 'active' });
    pair.wait(15);
  },
  ESTABLISHED: (pair) => pair.open(),
  'FIN-WAIT-1': (pair) => {
    pair.open();
    pair.call('A', { type: 'shutdown' });
  },
  'FIN-WAIT-2': (pair) => {
    WAYS['FIN-WAIT-1'](pair);
    pair.wait(100);
  },
  'CLOSE-WAIT': (pair) => {
    pair.open();
    pair.call('B', { type: 'shutdown' });
    pair.wait(100);
  },
  CLOSING: (pair) => {
    pair.open();
    pair.call('A', { type: 'shutdown' });
    pair.call('B', { type: 'shutdown' });
    pair.wait(15);
  },
  'LAST-ACK': (pair) => {
    WAYS['CLOSE-WAIT'](pair);
    pair.call('A', { type: 'shutdown' });
  },
  'TIME-WAIT': (pair) => {
    WAYS['FIN-WAIT-2'](pair);
    pair.call('B', { type: 'shutdown' });
    pair.wait(100);
  },
};

export function reach(state: State, options: PairOptions = {}): Pair {
  const pair = new Pair(options);
  WAYS[state](pair);
  if (pair.tcb.A.state !== state) throw new Error(`meant to reach ${state}, reached ${pair.tcb.A.state}`);
  return pair;
}

export interface Part {
  /** Relative to RCV.NXT; default 0. */
  readonly seq?: number;
  /** Relative to SND.NXT; default 0. `null`: no ACK bit. */
  readonly ack?: number | null;
  readonly syn?: boolean;
  readonly fin?: boolean;
  readonly rst?: boolean;
  readonly text?: string;
  readonly wnd?: number;
  readonly options?: Segment['options'];
}

/** What the peer of this Tcb might send, by default an ACK of everything with the next number. */
export function toward(tcb: Tcb, part: Part = {}): Segment {
  const [sndNxt, rcvNxt] = tcb.state === 'TIME-WAIT' ? [tcb.sndNxt, tcb.rcvNxt] : [tcb.snd.nxt, tcb.rcv.nxt];
  return {
    seq: add(rcvNxt, part.seq ?? 0),
    ack: part.ack === null ? null : add(sndNxt, part.ack ?? 0),
    wnd: part.wnd ?? 512,
    syn: part.syn ?? false,
    fin: part.fin ?? false,
    rst: part.rst ?? false,
    psh: false,
    text: part.text ?? '',
    options: part.options ?? stamps(tcb),
  };
}

/** Timestamps that pass PAWS, when the connection uses them. */
function stamps(tcb: Tcb): Segment['options'] {
  const recent = tcb.state === 'TIME-WAIT' ? tcb.tsRecent : tcb.rcv.tsRecent;
  return recent === null ? NO_OPTIONS : { timestamps: { val: seq(recent + 1), ecr: 1 } };
}
