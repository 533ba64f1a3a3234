/** One call of the learner's function: what it is asked, the form of its answer, and both in words. */
import { asking, nullable, object, oneOf, text, verbatim, type Text } from '@lastack/exercise-kit';
import type { Answer, Event, State } from '#subject';
import { RULES } from './rules.ts';

export type Next = (state: State, event: Event) => Answer;

export type Arrival = Extract<Event, { readonly type: 'segment' }>;

export interface Call {
  readonly state: State;
  readonly event: Event;
}

export const STATES = [
  'ESTABLISHED',
  'FIN-WAIT-1',
  'FIN-WAIT-2',
  'CLOSE-WAIT',
  'CLOSING',
  'LAST-ACK',
  'TIME-WAIT',
  'CLOSED',
] as const satisfies readonly State[];

const ANSWER = object({ state: oneOf(...STATES), send: nullable(oneOf('FIN', 'ACK', 'RST')) });

/** Asks, and checks the form; `twice`: an answer may hang on nothing but the arguments. */
export const ask = (subject: Next, twice = false) =>
  asking({ name: 'next', subject, shape: ANSWER, rules: RULES, twice });

const plain = { type: 'segment', ack: true, acksOurFin: false, fin: false, rst: false } as const;
export const CLOSE: Event = { type: 'close' };
export const TIMEOUT: Event = { type: 'timeout' };
/** An ACK of something that is not our FIN. */
export const ACK: Arrival = plain;
export const ACK_OF_FIN: Arrival = { ...plain, acksOurFin: true };
export const FIN: Arrival = { ...plain, fin: true };
export const FIN_AND_ACK: Arrival = { ...plain, fin: true, acksOurFin: true };
export const RST: Arrival = { ...plain, ack: false, rst: true };

export function eventText({ state, event }: Call): Text {
  switch (event.type) {
    case 'close':
      return text(`${state}: the application closes`, `${state}：应用程序关闭`);
    case 'timeout':
      return text(`${state}: the clock of 2 MSL rings`, `${state}：2 MSL 的定时器响了`);
    case 'segment':
      return text(`${state}: ${arrivalText(event).en} arrives`, `${state}：收到${arrivalText(event)['zh-Hans']}`);
  }
}

function arrivalText({ rst, fin, acksOurFin, ack }: Arrival): Text {
  if (rst) return text('an RST', ' RST');
  const acknowledges = acksOurFin ? ['that acknowledges our FIN', '确认我方 FIN'] : ['', ''];
  if (fin)
    return text(`the peer's FIN ${acknowledges[0]}`.trim(), acksOurFin ? '对端的 FIN，同时确认我方 FIN' : '对端的 FIN');
  if (acksOurFin) return text('the ACK of our FIN', '对我方 FIN 的确认');
  return ack ? text('an ACK that is not of our FIN', '一个 ACK，确认的不是我方 FIN') : text('a segment', '一个报文段');
}

export const answerText = ({ state, send }: Answer): Text =>
  send === null ? text(`${state}, nothing sent`, `${state}，什么也不发`) : verbatim(`${state}, ${send}`);
