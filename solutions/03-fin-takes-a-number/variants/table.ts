// variant: a table of what each event does to the two numbers; old and new are told apart by unsigned distance
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

const CIRCLE = 2 ** 32;
const forward = (from: number, to: number): number => (to - from + CIRCLE) % CIRCLE;
const size = (carried: Carried): number => [carried.syn, carried.fin].filter(Boolean).length + carried.length;

const EFFECTS: {
  readonly [type in Event['type']]: (end: End, event: Extract<Event, { readonly type: type }>) => Answer;
} = {
  send: (end, event) => ({
    rcvNxt: end.rcvNxt,
    ack: end.rcvNxt,
    seq: end.sndNxt,
    sndNxt: (end.sndNxt + size(event)) % CIRCLE,
  }),
  resend: (end, { seq }) => ({ ...end, ack: end.rcvNxt, seq }),
  arrive: (end, event) => {
    const rcvNxt = received(end.rcvNxt, event.seq, (event.seq + size(event)) % CIRCLE);
    return { sndNxt: end.sndNxt, rcvNxt, seq: null, ack: size(event) > 0 ? rcvNxt : null };
  },
};

function received(expected: number | null, from: number, to: number): number {
  if (expected === null || expected === from) return to;
  const isOldBeginning = forward(from, expected) < CIRCLE / 2;
  const isNewEnd = forward(expected, to) > 0 && forward(expected, to) < CIRCLE / 2;
  return isOldBeginning && isNewEnd ? to : expected;
}

export function advance(end: End, event: Event): Answer {
  const effect = EFFECTS[event.type] as (end: End, event: Event) => Answer;
  return effect(end, event);
}
