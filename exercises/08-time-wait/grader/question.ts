/** One call of the learner's function: what it is asked, the form of its answer, and both in words. */
import {
  asking,
  nullable,
  object,
  relativeWords,
  segmentWords,
  sequenceNumber,
  text,
  whole,
  type Text,
} from '@lastack/exercise-kit';
import type { Answer, Connection, Event, Settings } from '#subject';
import { RULES } from './rules.ts';

export type TimeWait = (connection: Connection, event: Event, settings: Settings) => Answer;

export interface Call {
  readonly connection: Connection;
  readonly event: Event;
  readonly settings: Settings;
}

const number = sequenceNumber;
const ANSWER = object({
  connection: nullable(object({ sndNxt: number, rcvNxt: number, rcvWnd: whole, expires: nullable(whole) })),
  transmit: nullable(object({ seq: number, ack: number })),
});

/** Asks, and checks the form; `twice`: an answer may hang on nothing but the arguments. */
export const ask = (subject: TimeWait, twice = false) =>
  asking({ name: 'timeWait', subject, shape: ANSWER, rules: RULES, twice });

/** What happens to the connection, with the segment's number as the rules see it: relative to RCV.NXT. */
export function eventText({ connection, event, settings: { now, msl, rfc1337 } }: Call): Text {
  switch (event.type) {
    case 'enter':
      return text(
        `${now} ms: enters TIME-WAIT. Our FIN left at ${event.finSent}, the peer's came at ${event.finReceived}; msl = ${msl}`,
        `${now} ms：进入 TIME-WAIT。我方 FIN 于 ${event.finSent} 发出，对端 FIN 于 ${event.finReceived} 到达；msl = ${msl}`,
      );
    case 'timeout':
      return text(
        `${now} ms: a clock rings; expires = ${connection.expires}`,
        `${now} ms：定时器响了；expires = ${connection.expires}`,
      );
    case 'segment': {
      const { segment } = event;
      const place = relativeWords('SEQ', segment.seq, 'RCV.NXT', connection.rcvNxt);
      const words = `${segmentWords(segment)} (${place})`;
      const also = segment.rst ? [`, rfc1337 = ${rfc1337}`, `，rfc1337 = ${rfc1337}`] : ['', ''];
      return text(`${now} ms: ${words} arrives${also[0]}`, `${now} ms：收到 ${words}${also[1]}`);
    }
  }
}

/** What the learner's function answered. */
export function answerText({ connection, transmit }: Answer): Text {
  const sent = transmit === null ? null : `<SEQ=${transmit.seq}><ACK=${transmit.ack}><CTL=ACK>`;
  const state =
    connection === null
      ? 'connection: null'
      : `expires = ${connection.expires}, sndNxt = ${connection.sndNxt}, rcvNxt = ${connection.rcvNxt}, rcvWnd = ${connection.rcvWnd}`;
  return text(`${state}; ${sent ?? 'nothing sent'}`, `${state}；${sent === null ? '什么也没发' : `发了 ${sent}`}`);
}
