// variant: one octet, SYN or FIN at a time, as if each came alone
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

const after = (number: number): number => (number === 0xffff_ffff ? 0 : number + 1);

/** The numbers that a segment takes, one by one. */
function* numbers(seq: number, { length, syn, fin }: Carried): Generator<number> {
  let number = seq;
  for (let left = length + Number(syn) + Number(fin); left > 0; left -= 1) {
    yield number;
    number = after(number);
  }
}

export function advance({ sndNxt, rcvNxt }: End, event: Event): Answer {
  if (event.type === 'arrive') {
    let next = rcvNxt ?? event.seq;
    let anything = false;
    for (const number of numbers(event.seq, event)) {
      anything = true;
      if (number === next) next = after(next);
    }
    return { sndNxt, rcvNxt: next, seq: null, ack: anything ? next : null };
  }
  if (event.type === 'resend') return { sndNxt, rcvNxt, seq: event.seq, ack: rcvNxt };
  let end = sndNxt;
  for (const number of numbers(sndNxt, event)) end = after(number);
  return { sndNxt: end, rcvNxt, seq: sndNxt, ack: rcvNxt };
}
