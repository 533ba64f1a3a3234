/** Walks through the states with the learner's function, judges each step, and tells the first wrong one as a story. */
import { conversation, randomCases, Story, text, type Conversation, type Text } from '@lastack/exercise-kit';
import type { Answer, Event, State } from '#subject';
import { cellFor } from './moves.ts';
import {
  answerText,
  ask,
  eventText,
  ACK,
  ACK_OF_FIN,
  CLOSE,
  FIN,
  FIN_AND_ACK,
  RST,
  STATES,
  TIMEOUT,
  type Next,
} from './question.ts';

/** Numbers for the ladder: our FIN is 100, the peer's is 300. */
const OURS = 100;
const THEIRS = 300;
const hasSentFin = (state: State): boolean => !['ESTABLISHED', 'CLOSE-WAIT', 'CLOSED'].includes(state);
const hasTheirFin = (state: State): boolean => ['CLOSE-WAIT', 'CLOSING', 'LAST-ACK', 'TIME-WAIT'].includes(state);

/** From `state` through the events, in order; each answer is judged, and the walk goes on from it. */
export function walk(next: Next, start: State, events: readonly Event[], seed?: number): void {
  const talk = conversation();
  const story = new Story({ ladder: () => talk.ladder(), ...(seed === undefined ? {} : { seed }) });
  const asked = ask(next, seed !== undefined);
  let state = start;
  events.forEach((event, step) => {
    const at = (step + 1) * 10;
    story.tell(eventText({ state, event }));
    hear(talk, at, state, event);
    const answer = asked(story, state, event);
    say(talk, at, state, event, answer);
    const { rule, right } = cellFor({ state, event });
    if (!right.some((one) => one.state === answer.state && one.send === answer.send))
      story.fail(rule, { expected: anyOf(right), got: answerText(answer) });
    state = answer.state;
  });
}

function anyOf(right: readonly Answer[]): Text {
  const texts = right.map(answerText);
  return text(texts.map(({ en }) => en).join('; or '), texts.map((one) => one['zh-Hans']).join('；或者 '));
}

function hear(talk: Conversation, at: number, state: State, event: Event): void {
  if (event.type === 'close') talk.note(at, 'close()');
  if (event.type === 'timeout') talk.note(at, '2 MSL');
  if (event.type !== 'segment') return;
  const { fin, rst, acksOurFin } = event;
  const seq = hasTheirFin(state) && !fin ? THEIRS + 1 : THEIRS;
  talk.hears(at, { seq, ack: rst ? null : acksOurFin ? OURS + 1 : OURS, fin, rst });
}

function say(talk: Conversation, at: number, from: State, event: Event, { state, send }: Answer): void {
  if (state !== from) talk.moves(at, from, state, event.type);
  if (send === null) return;
  const seq = send === 'FIN' || !hasSentFin(from) ? OURS : OURS + 1;
  const ack = hasTheirFin(state) || (event.type === 'segment' && event.fin) ? THEIRS + 1 : THEIRS;
  talk.says(at, { seq, ack: send === 'RST' ? null : ack, fin: send === 'FIN', rst: send === 'RST' });
}

/** Whether this can happen in this state at all: nobody acknowledges a FIN that was not sent. */
const canBe = (state: State, event: Event): boolean =>
  event.type !== 'segment' || !event.acksOurFin || hasSentFin(state);

const EVENTS = [CLOSE, TIMEOUT, ACK, ACK_OF_FIN, FIN, FIN_AND_ACK, RST] as const;

/** Walks drawn by seed: any state, any event that can happen there. */
export function walkAtRandom(next: Next, count: number): void {
  randomCases('next-state', count, (random, seed) => {
    let state: State = random.pick(STATES);
    const start = state;
    const events: Event[] = [];
    for (let i = random.integer(2, 12); i > 0; i -= 1) {
      const drawn = random.pick(EVENTS);
      if ((drawn === RST && !random.oneIn(4)) || !canBe(state, drawn)) continue;
      events.push(drawn);
      // Where several answers are right the learner's decides the rest of the walk: so it ends there.
      const { right } = cellFor({ state, event: drawn });
      if (right.length > 1) break;
      state = right[0]?.state ?? state;
    }
    walk(next, start, events, seed);
  });
}
