/** Conversations drawn by seed: any order of events, sequence numbers that wrap, every rule judged. */
import { onward, randomCases, type PlainSegment, type Random } from '@lastack/exercise-kit';
import type { Connection } from '#subject';
import { play, type Step } from './play.ts';
import type { TimeWait } from './question.ts';

/** Plays `count` conversations, and asks every question twice: an answer may hang on nothing but the arguments. */
export function playAtRandom(timeWait: TimeWait, count: number): void {
  randomCases('time-wait', count, (random, seed) => {
    const msl = random.pick([500, 1_000, 15_000, 30_000, 60_000, 120_000]);
    const connection: Connection = {
      sndNxt: random.sequenceNumber(),
      rcvNxt: random.sequenceNumber(),
      rcvWnd: random.pick([1_024, 29_200, 65_535]),
      expires: null,
    };
    const steps = stepsFrom(random, connection, msl);
    play(timeWait, { connection, msl, rfc1337: random.oneIn(2), steps, seed });
  });
}

function stepsFrom(random: Random, connection: Connection, msl: number): readonly Step[] {
  let now = random.integer(1_000, 100_000);
  const finReceived = now - random.integer(0, 200);
  const steps: Step[] = [
    { at: now, event: { type: 'enter', finSent: finReceived - random.integer(0, 200), finReceived } },
  ];
  // The deadline as the rules set it; a clock that was set earlier still rings.
  const deadlines = [now + 2 * msl];
  for (let i = random.integer(1, 8); i > 0; i -= 1) {
    const due = deadlines.at(-1) as number;
    now = Math.min(due - 1, now + random.integer(0, msl));
    const segment = segmentFrom(random, connection);
    steps.push({ at: now, event: { type: 'segment', segment } });
    if (segment.fin && onward(segment.seq, segment.length + 1) === connection.rcvNxt) deadlines.push(now + 2 * msl);
    if (random.oneIn(4)) steps.push({ at: now, event: { type: 'timeout' } });
  }
  for (const at of deadlines) if (at > now) steps.push({ at, event: { type: 'timeout' } });
  return steps;
}

/** A segment an honest peer, an old one or a stranger could send: near RCV.NXT, in its window, behind it, anywhere. */
function segmentFrom(random: Random, { sndNxt, rcvNxt, rcvWnd }: Connection): PlainSegment {
  const offset = random.pick([0, 1, -1, -100, random.integer(1, rcvWnd - 1), rcvWnd, -random.integer(1, 100_000)]);
  const plain = { seq: onward(rcvNxt, offset), ack: sndNxt, length: 0, syn: false, fin: false, rst: false };
  switch (random.integer(0, 7)) {
    case 0:
      return { ...plain, rst: true, ack: random.oneIn(2) ? null : sndNxt };
    case 1:
      return { ...plain, syn: true, ack: random.oneIn(4) ? sndNxt : null };
    case 2: {
      const length = random.pick([0, 0, 1, 100, 1_460]);
      return { ...plain, seq: onward(rcvNxt, -1 - length), length, fin: true };
    }
    case 3:
      return plain;
    case 4:
      return { ...plain, length: random.pick([0, 1, 100]), fin: true };
    case 5:
      return { ...plain, ack: null, length: random.pick([0, 1, 100]), fin: random.oneIn(3) };
    default:
      return { ...plain, length: random.integer(1, 1_460) };
  }
}
