/** Plays what one end sends and receives to the learner's function, and tells the first wrong answer as a story. */
import { conversation, judge, randomCases, Story, type Random } from '@lastack/exercise-kit';
import type { Carried, End, Event } from '#subject';
import { answerText, ask, eventText, type Advance } from './question.ts';
import { REQUIREMENTS, sizeOf } from './requirements.ts';

const carried = (what: Partial<Carried>): Carried => ({ length: 0, syn: false, fin: false, ...what });

export const sends = (what: Partial<Carried> = {}): Event => ({ type: 'send', ...carried(what) });
export const resends = (seq: number, what: Partial<Carried>): Event => ({ type: 'resend', seq, ...carried(what) });
export const arrives = (seq: number, what: Partial<Carried> = {}): Event => ({ type: 'arrive', seq, ...carried(what) });

/** Every answer is judged by every rule that speaks of it. Of a random play (`seed`) every question is put twice. */
export function play(advance: Advance, start: End, events: readonly Event[], seed?: number): void {
  const talk = conversation();
  const story = new Story({ ladder: () => talk.ladder(), ...(seed === undefined ? {} : { seed }) });
  const asked = ask(advance, seed !== undefined);
  let end = start;
  events.forEach((event, step) => {
    const at = (step + 1) * 10;
    const { length, syn, fin } = event;
    story.tell(eventText({ end, event }));
    // What the peer acknowledges is no part of the exercise: it has seen everything that we have sent.
    if (event.type === 'arrive')
      talk.hears(at, { seq: event.seq, ack: end.rcvNxt === null && syn ? null : end.sndNxt, length, syn, fin });
    // Without a right answer nobody knows what would have left: the ladder shows that something should have.
    else if (step === 0) talk.note(at, event.type);
    const answer = asked(story, end, event);
    if (event.type !== 'arrive' && answer.seq !== null)
      talk.says(at, { seq: answer.seq, ack: answer.ack, length, syn, fin });
    judge(REQUIREMENTS, story, { call: { end, event }, answer, got: answerText(answer) });
    end = { sndNxt: answer.sndNxt, rcvNxt: answer.rcvNxt };
  });
}

/** Any end, about to wrap half of the time, and anything that an honest peer, an old segment or a hole can bring. */
export function playAtRandom(advance: Advance, count: number): void {
  randomCases('fin', count, (random, seed) => {
    const sndNxt = random.sequenceNumber();
    const peer = random.sequenceNumber();
    const opening: Event[] = random.oneIn(2)
      ? [sends({ syn: true }), arrives(peer, { syn: true })]
      : [arrives(peer, { syn: true }), sends({ syn: true })];
    const rest = Array.from({ length: random.integer(1, 6) }, () => randomEvent(random, sndNxt));
    play(advance, { sndNxt, rcvNxt: null }, relative([...opening, ...rest], peer), seed);
  });
}

/** `arrive` with a SEQ that counts from RCV.NXT; made absolute by `relative`. */
function randomEvent(random: Random, iss: number): Event {
  const what = { length: random.pick([0, 0, 1, 100, 1_460]), fin: random.oneIn(4), syn: false };
  switch (random.integer(0, 4)) {
    case 0:
      return sends(what);
    case 1:
      return resends((iss + 1) % 2 ** 32, { length: random.integer(1, 100) });
    case 2:
      return arrives(random.pick([1, 100, -1, -100, -random.integer(1, 2_000)]), what);
    default:
      return arrives(0, what);
  }
}

function relative(events: readonly Event[], peer: number): Event[] {
  let rcvNxt = peer;
  return events.map((event) => {
    if (event.type !== 'arrive') return event;
    const offset = event.syn ? 0 : event.seq;
    const seq = (rcvNxt + offset) >>> 0;
    const size = sizeOf(event);
    if (offset <= 0 && offset + size > 0) rcvNxt = (seq + size) >>> 0;
    return { ...event, seq };
  });
}
