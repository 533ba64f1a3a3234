// mutant: RCV.NXT is taken for 0 while it is null, so that the peer's SYN lies beyond a hole
// fails: arriving > the ACK of a SYN, of text, of a FIN, of both together
// code: fin/peer-begins
interface End {
  readonly sndNxt: number;
  readonly rcvNxt: number | null;
}

interface Carried {
  readonly length: number;
  readonly syn: boolean;
  readonly fin: boolean;
}

type Event =
  | ({ readonly type: 'send' } & Carried)
  | ({ readonly type: 'resend'; readonly seq: number } & Carried)
  | ({ readonly type: 'arrive'; readonly seq: number } & Carried);

interface Answer {
  readonly sndNxt: number;
  readonly rcvNxt: number | null;
  readonly seq: number | null;
  readonly ack: number | null;
}

export function advance(end: End, event: Event): Answer {
  const { sndNxt, rcvNxt } = end;
  switch (event.type) {
    case 'send':
      return { sndNxt: add(sndNxt, numbersTaken(event)), rcvNxt, seq: sndNxt, ack: rcvNxt };
    case 'resend':
      return { sndNxt, rcvNxt, seq: event.seq, ack: rcvNxt };
    case 'arrive': {
      const next = afterArrival(rcvNxt, event.seq, numbersTaken(event));
      return { sndNxt, rcvNxt: next, seq: null, ack: numbersTaken(event) === 0 ? null : next };
    }
  }
}

const numbersTaken = ({ length, syn, fin }: Carried): number => length + (syn ? 1 : 0) + (fin ? 1 : 0);

function afterArrival(rcvNxt: number | null, seq: number, size: number): number | null {
  const next = rcvNxt ?? 0;
  return distance(next, seq) > 0 ? rcvNxt : add(next, Math.max(0, distance(next, add(seq, size))));
}

const add = (number: number, count: number): number => (number + count) % 2 ** 32;

const distance = (a: number, b: number): number => (b - a) | 0;
