/** Plays events to the learner's function, judges each answer, and tells the first wrong one as a story. */
import {
  controlBits,
  conversation,
  judge,
  onward,
  Story,
  type Conversation,
  type PlainSegment,
  type Rule,
} from '@lastack/exercise-kit';
import type { Answer, Connection, Event } from '#subject';
import { answerText, ask, eventText, type Call, type LastAck } from './question.ts';
import { kindOf, REQUIREMENTS } from './requirements.ts';

export interface Step {
  readonly at: number;
  readonly event: Event;
}

/** The peer sent text up to 400 and its FIN (401); we sent text up to 1199, and our FIN holds 1200. */
export const CONNECTION: Connection = { sndNxt: 1201, rcvNxt: 402, rto: 200, retransmissions: 0, deadline: null };

const arrives = (at: number, segment: Partial<PlainSegment>): Step => ({
  at,
  event: {
    type: 'segment',
    segment: { seq: 402, ack: 1200, length: 0, syn: false, fin: false, rst: false, ...segment },
  },
});

export const enter = (at: number): Step => ({ at, event: { type: 'enter' } });
export const timeout = (at: number): Step => ({ at, event: { type: 'timeout' } });
/** A bare ACK; 1201 acknowledges our FIN. */
export const ack = (at: number, number: number, seq = 402): Step => arrives(at, { ack: number, seq });
export const rst = (at: number, seq = 402): Step => arrives(at, { seq, ack: null, rst: true });
export const syn = (at: number, seq: number): Step => arrives(at, { seq, ack: null, syn: true });
/** The peer's FIN again, with the last `length` octets of its text if it was sent together with them. */
export const fin = (at: number, length = 0, rcvNxt = 402): Step =>
  arrives(at, { seq: onward(rcvNxt, -1 - length), length, fin: true });
/** What no honest peer sends any more: its FIN was the last, and every segment of an open connection has an ACK. */
export const strange = arrives;
export const oldText = (at: number, seq: number, length: number): Step => arrives(at, { seq, length });

export interface Play {
  readonly connection?: Partial<Connection>;
  readonly rtoMax?: number;
  readonly retries?: number;
  readonly steps: readonly Step[];
  /** What this test is about. Without it, every rule is judged. */
  readonly rules?: readonly Rule[];
  /** Of a random play: every question is put twice. */
  readonly seed?: number;
}

export function play(lastAck: LastAck, { steps, rules: about, seed, ...given }: Play): void {
  const { rtoMax = 120_000, retries = 8 } = given;
  const ladder = conversation();
  const story = new Story({ ladder: () => ladder.ladder(), ...(seed === undefined ? {} : { seed }) });
  const asked = ask(lastAck, seed !== undefined);
  let connection: Connection | null = { ...CONNECTION, ...given.connection };
  for (const { at, event } of steps) {
    if (connection === null) return;
    const call: Call = { connection, event, settings: { now: at, rtoMax, retries } };
    story.tell(eventText(call));
    hear(ladder, call);
    const answer = asked(story, connection, event, call.settings);
    answered(ladder, call, answer);
    const stands = (): boolean =>
      (answer.connection !== null) !== mayLive(call) || answer.connection?.deadline === null;
    judge(REQUIREMENTS, story, { call, answer, got: answerText(answer), about, stands });
    connection = answer.connection;
  }
}

/** Whether the rest of a play goes on from here. */
const mayLive = (call: Call): boolean => !['RST', 'ACK of FIN', 'hopeless'].includes(kindOf(call));

function hear(ladder: Conversation, { connection, event, settings: { now } }: Call): void {
  if (event.type === 'segment') ladder.hears(now, event.segment);
  if (event.type === 'timeout') ladder.note(now, 'timeout');
  if (event.type !== 'enter') return;
  ladder.moves(now, 'CLOSE-WAIT', 'LAST-ACK', 'close');
  ladder.says(now, { seq: onward(connection.sndNxt, -1), ack: connection.rcvNxt, fin: true });
}

function answered(ladder: Conversation, { event, settings: { now } }: Call, { connection, transmit }: Answer): void {
  if (transmit !== null) ladder.says(now, transmit);
  if (connection !== null) return;
  ladder.moves(now, 'LAST-ACK', 'CLOSED', event.type === 'segment' ? controlBits(event.segment) : 'retransmission');
}
