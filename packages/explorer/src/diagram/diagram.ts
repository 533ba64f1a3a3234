/**
 * A model of RFC 9293's state diagram (figure 5) that is not ours: M. Kuppe's tcp.tla and its bounds MCtcp, in the public
 * repository tlaplus/Examples, retold by hand. Two peers, a queue of symbols to each; no numbers, no loss, no clocks.
 * TLC's counts for it are published there, so it checks `explore`. It is looser than TCP: see `resets` below.
 * Next: ../tcp/exploration-profile.ts
 */
import type { State } from '@lastack/tcp';
import type { Space, Successor } from '../explore.ts';

export type Message = 'SYN' | 'SYN,ACK' | 'ACK' | 'FIN' | 'ACK of FIN' | 'RST';

export interface Peer {
  readonly state: State;
  /** Whether it holds a TCB: what makes it able to send an RST, and to leave TIME-WAIT. */
  readonly hasTcb: boolean;
  /** What the other has sent, in order. */
  readonly inbox: readonly Message[];
}

export type Peers = readonly [Peer, Peer];

export interface DiagramStep {
  readonly peer: 0 | 1;
  /** `rcv SYN`, `CLOSE`, `2 MSL timeout`, `snd RST`: as figure 5 writes them. */
  readonly what: string;
}

/** One arrow of the diagram. `takes`: what must stand first in the inbox. `hasTcb` absent: as before. */
interface Arrow {
  readonly what: string;
  readonly takes: readonly Message[];
  readonly to: State;
  readonly sends?: Message;
  readonly hasTcb?: boolean;
}

const NOTHING: readonly Message[] = [];

const rcv = (symbols: readonly Message[], to: State, sends?: Message): Arrow => {
  const arrow = { what: `rcv ${symbols.join(', ')}`, takes: symbols, to };
  return sends === undefined ? arrow : { ...arrow, sends };
};
const closing = (to: State): Arrow => ({ what: 'CLOSE', takes: NOTHING, to, sends: 'FIN' });
const abandoning: Arrow = { what: 'CLOSE', takes: NOTHING, to: 'CLOSED', hasTcb: false };

/** A model with opens has no end: MCtcp starts after the first and lets no further one be taken (SingleActiveOpen). */
const OPENS: ReadonlySet<string> = new Set(['passive OPEN', 'active OPEN', 'SEND']);

/** Figure 5. */
const ARROWS: { readonly [state in State]: readonly Arrow[] } = {
  CLOSED: [
    { what: 'passive OPEN', takes: NOTHING, to: 'LISTEN', hasTcb: true },
    { what: 'active OPEN', takes: NOTHING, to: 'SYN-SENT', sends: 'SYN', hasTcb: true },
  ],
  LISTEN: [
    rcv(['SYN'], 'SYN-RECEIVED', 'SYN,ACK'),
    { what: 'SEND', takes: NOTHING, to: 'SYN-SENT', sends: 'SYN' },
    abandoning,
  ],
  'SYN-SENT': [rcv(['SYN'], 'SYN-RECEIVED', 'SYN,ACK'), rcv(['SYN,ACK'], 'ESTABLISHED', 'ACK'), abandoning],
  'SYN-RECEIVED': [rcv(['RST'], 'LISTEN'), rcv(['ACK'], 'ESTABLISHED'), closing('FIN-WAIT-1')],
  ESTABLISHED: [rcv(['FIN'], 'CLOSE-WAIT', 'ACK of FIN'), closing('FIN-WAIT-1')],
  'FIN-WAIT-1': [
    rcv(['FIN'], 'CLOSING', 'ACK of FIN'),
    rcv(['ACK of FIN'], 'FIN-WAIT-2'),
    rcv(['FIN', 'ACK of FIN'], 'TIME-WAIT', 'ACK of FIN'), // figure 5, note 2
  ],
  'FIN-WAIT-2': [rcv(['FIN'], 'TIME-WAIT', 'ACK of FIN')],
  'CLOSE-WAIT': [closing('LAST-ACK')],
  CLOSING: [rcv(['ACK of FIN'], 'TIME-WAIT')],
  'LAST-ACK': [rcv(['ACK of FIN'], 'CLOSED')],
  'TIME-WAIT': [{ what: '2 MSL timeout', takes: NOTHING, to: 'CLOSED', hasTcb: false }],
};

/** Figure 5, note 3, as the model reads it: anybody with a TCB may reset at any time, and any RST is believed. */
const RESETS: readonly Arrow[] = [
  { what: 'snd RST', takes: NOTHING, to: 'TIME-WAIT', sends: 'RST' },
  { what: 'rcv RST', takes: ['RST'], to: 'LISTEN' },
  { what: 'rcv RST', takes: ['RST'], to: 'CLOSED' },
];

export interface DiagramOptions {
  /** Figure 5's note 3; `true` by default. Without it an RST never appears. */
  readonly resets?: boolean;
}

export function diagram(options: DiagramOptions = {}): Space<Peers, DiagramStep> {
  const { resets = true } = options;
  const opener: Peer = { state: 'SYN-SENT', hasTcb: true, inbox: NOTHING };
  const listener: Peer = { state: 'LISTEN', hasTcb: true, inbox: ['SYN'] };
  return {
    initial: [
      [opener, listener],
      [listener, opener],
    ],
    next: (peers) => [...stepsOf(peers, 0, resets), ...stepsOf(peers, 1, resets)],
    key: (peers) => `${keyOf(peers[0])}/${keyOf(peers[1])}`,
    check: agreeWhenQuiet,
    isInside: ([one, other], step) =>
      !repeats(one.inbox) && !repeats(other.inbox) && (step === null || !OPENS.has(step.what)),
  };
}

function stepsOf(peers: Peers, peer: 0 | 1, resets: boolean): Successor<Peers, DiagramStep>[] {
  const { state, hasTcb, inbox } = peers[peer];
  const successors: Successor<Peers, DiagramStep>[] = [];
  const walk = (arrow: Arrow) => {
    if (arrow.takes.every((symbol, index) => inbox[index] === symbol))
      successors.push({ step: { peer, what: arrow.what }, state: after(peers, peer, arrow) });
  };
  for (const arrow of ARROWS[state]) {
    if (state !== 'TIME-WAIT' || hasTcb) walk(arrow);
  }
  if (resets) {
    for (const arrow of RESETS) {
      if (arrow.sends === undefined || hasTcb) walk(arrow);
    }
  }
  return successors;
}

function after(peers: Peers, peer: 0 | 1, arrow: Arrow): Peers {
  const { hasTcb, inbox } = peers[peer];
  const here: Peer = { state: arrow.to, hasTcb: arrow.hasTcb ?? hasTcb, inbox: inbox.slice(arrow.takes.length) };
  const other = peers[peer === 0 ? 1 : 0];
  const there: Peer = arrow.sends === undefined ? other : { ...other, inbox: [...other.inbox, arrow.sends] };
  return peer === 0 ? [here, there] : [there, here];
}

const keyOf = ({ state, hasTcb, inbox }: Peer): string => `${state}${hasTcb ? '+' : '-'}${inbox.join('.')}`;

/** TLC's bound NoRetransmission: no symbol twice in a row. */
const repeats = (inbox: readonly Message[]): boolean => inbox.some((symbol, index) => symbol === inbox[index + 1]);

/** The model's invariant Inv: with nothing in flight, both peers are ESTABLISHED or neither is. */
function agreeWhenQuiet([one, other]: Peers): string | null {
  if (one.inbox.length > 0 || other.inbox.length > 0) return null;
  if ((one.state === 'ESTABLISHED') === (other.state === 'ESTABLISHED')) return null;
  return `nothing is in flight, and one is in ${one.state}, the other in ${other.state}`;
}
