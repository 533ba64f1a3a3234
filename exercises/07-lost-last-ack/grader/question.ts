/** One call of the learner's function: what it is asked, the form of its answer, and both in words. */
import {
  asking,
  boolean,
  nullable,
  object,
  oneOf,
  relativeWords,
  segmentWords,
  sequenceNumber,
  text,
  whole,
  type Text,
} from '@lastack/exercise-kit';
import type { Answer, Connection, Event, Settings } from '#subject';
import { RULES } from './rules.ts';

export type LastAck = (connection: Connection, event: Event, settings: Settings) => Answer;

export interface Call {
  readonly connection: Connection;
  readonly event: Event;
  readonly settings: Settings;
}

const number = sequenceNumber;
const ANSWER = object({
  connection: nullable(
    object({ sndNxt: number, rcvNxt: number, rto: whole, retransmissions: whole, deadline: nullable(whole) }),
  ),
  transmit: nullable(object({ seq: number, ack: number, fin: boolean })),
  outcome: nullable(oneOf('closed', 'reset', 'timed-out')),
});

/** Asks, and checks the form; `twice`: an answer may hang on nothing but the arguments. */
export const ask = (subject: LastAck, twice = false) =>
  asking({ name: 'lastAck', subject, shape: ANSWER, rules: RULES, twice });

export function eventText({ connection, event, settings: { now, rtoMax, retries } }: Call): Text {
  const { deadline, rto, retransmissions } = connection;
  switch (event.type) {
    case 'enter':
      return text(
        `${now} ms: enters LAST-ACK, the FIN has left; rto = ${rto}, rtoMax = ${rtoMax}, retries = ${retries}`,
        `${now} ms：进入 LAST-ACK，FIN 已发出；rto = ${rto}，rtoMax = ${rtoMax}，retries = ${retries}`,
      );
    case 'timeout': {
      const state = `deadline = ${deadline}, rto = ${rto}, retransmissions = ${retransmissions}`;
      return text(`${now} ms: a clock rings; ${state}`, `${now} ms：定时器响了；${state}`);
    }
    case 'segment': {
      const { segment } = event;
      const places = [relativeWords('SEQ', segment.seq, 'RCV.NXT', connection.rcvNxt)];
      if (segment.ack !== null) places.push(relativeWords('ACK', segment.ack, 'SND.NXT', connection.sndNxt));
      const words = `${segmentWords(segment)} (${places.join(', ')})`;
      return text(`${now} ms: ${words} arrives`, `${now} ms：收到 ${words}`);
    }
  }
}

/** What the learner's function answered. */
export function answerText({ connection, transmit, outcome }: Answer): Text {
  const sent = transmit === null ? null : segmentWords({ ...transmit, length: 0, syn: false, rst: false });
  const state =
    connection === null
      ? `connection: null, outcome: ${outcome}`
      : `deadline = ${connection.deadline}, rto = ${connection.rto}, retransmissions = ${connection.retransmissions}${outcome === null ? '' : `, outcome: ${outcome}`}`;
  return text(`${state}; ${sent ?? 'nothing sent'}`, `${state}；${sent === null ? '什么也没发' : `发了 ${sent}`}`);
}
