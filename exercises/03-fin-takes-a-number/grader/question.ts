/** One call of the learner's function: what it is asked, the form of its answer, and both in words. */
import { asking, nullable, object, relativeWords, sequenceNumber, text, type Text } from '@lastack/exercise-kit';
import type { Answer, Carried, End, Event } from '#subject';
import { RULES } from './rules.ts';

export type Advance = (end: End, event: Event) => Answer;

export interface Call {
  readonly end: End;
  readonly event: Event;
}

const number = sequenceNumber;
const ANSWER = object({ sndNxt: number, rcvNxt: nullable(number), seq: nullable(number), ack: nullable(number) });

/** Asks, and checks the form; `twice`: an answer may hang on nothing but the arguments. */
export const ask = (subject: Advance, twice = false) =>
  asking({ name: 'advance', subject, shape: ANSWER, rules: RULES, twice });

/** `SYN`, `FIN with 100 octets`, `bare ACK`. */
function carriedText({ length, syn, fin }: Carried): Text {
  const bits = [syn && 'SYN', fin && 'FIN'].filter(Boolean).join(',');
  if (length === 0) return bits === '' ? text('a bare ACK', '纯 ACK') : text(`a ${bits}`, bits);
  const octets = text(`${length} octet${length === 1 ? '' : 's'}`, `${length} 字节`);
  return bits === '' ? octets : text(`a ${bits} with ${octets.en}`, `${bits} 带 ${octets['zh-Hans']}`);
}

export function eventText({ end, event }: Call): Text {
  const { en, 'zh-Hans': chinese } = carriedText(event);
  const zh = chinese.startsWith('纯') ? chinese : ` ${chinese}`;
  switch (event.type) {
    case 'send':
      return text(`you send ${en}; SND.NXT = ${end.sndNxt}`, `你发送${zh}；SND.NXT = ${end.sndNxt}`);
    case 'resend':
      return text(`you send ${en} again, with SEQ ${event.seq}`, `你重传${zh}，SEQ ${event.seq}`);
    case 'arrive': {
      const place = end.rcvNxt === null ? '' : relativeWords('SEQ', event.seq, 'RCV.NXT', end.rcvNxt);
      const [at, there] = place === '' ? ['', ''] : [` (${place})`, `（${place}）`];
      const arrive = /^\d+ octets/.test(en) ? 'arrive' : 'arrives';
      return text(`${en} with SEQ ${event.seq} ${arrive}${at}`, `收到${zh}，SEQ ${event.seq}${there}`);
    }
  }
}

export function answerText({ sndNxt, rcvNxt, seq, ack }: Answer): Text {
  const words = `sndNxt = ${sndNxt}, rcvNxt = ${rcvNxt}, seq = ${seq}, ack = ${ack}`;
  return text(words, words);
}
