// mutant: SND.NXT goes back to what was sent again, and stays there
// fails: sending > sent again: the same SEQ, the newest ACK, and SND.NXT stays
// code: fin/resend
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
      return { sndNxt: event.seq, rcvNxt, seq: event.seq, ack: rcvNxt };
    case 'arrive': {
      const next = afterArrival(rcvNxt, event.seq, numbersTaken(event));
      return { sndNxt, rcvNxt: next, seq: null, ack: numbersTaken(event) === 0 ? null : next };
    }
  }
}

const numbersTaken = ({ length, syn, fin }: Carried): number => length + (syn ? 1 : 0) + (fin ? 1 : 0);

function afterArrival(rcvNxt: number | null, seq: number, size: number): number {
  const end = add(seq, size);
  if (rcvNxt === null) return end; // the peer's SYN: it says where the peer begins
  const isBeyondHole = distance(rcvNxt, seq) > 0;
  const bringsNothingNew = distance(rcvNxt, end) <= 0;
  return isBeyondHole || bringsNothingNew ? rcvNxt : end;
}

const add = (number: number, count: number): number => (number + count) % 2 ** 32;

const distance = (a: number, b: number): number => (b - a) | 0;
