/** Conversations drawn by seed: any order of events, sequence numbers that wrap, every rule judged. */
import { onward, randomCases, type PlainSegment, type Random } from '@lastack/exercise-kit';
import type { Connection } from '#subject';
import { play, type Step } from './play.ts';
import type { LastAck } from './question.ts';

export function playAtRandom(lastAck: LastAck, count: number): void {
  randomCases('last-ack', count, (random, seed) => {
    const rto = random.pick([200, 1_000, 3_000, random.integer(200, 60_000)]);
    const connection = { sndNxt: random.sequenceNumber(), rcvNxt: random.sequenceNumber(), rto };
    const rtoMax = random.pick([rto, 2 * rto, 60_000 + rto, 120_000 + rto]);
    const retries = random.integer(0, 5);
    play(lastAck, { connection, rtoMax, retries, steps: stepsFrom(random, connection, rtoMax, retries), seed });
  });
}

type Start = Pick<Connection, 'sndNxt' | 'rcvNxt' | 'rto'>;

/** Between two deadlines anything arrives; each deadline comes, and sometimes an old clock rings before it. */
function stepsFrom(random: Random, start: Start, rtoMax: number, retries: number): readonly Step[] {
  let now = random.integer(1_000, 100_000);
  let { rto } = start;
  const steps: Step[] = [{ at: now, event: { type: 'enter' } }];
  for (let round = 0; round <= retries; round += 1) {
    const due = now + rto;
    for (let i = random.integer(0, 2); i > 0; i -= 1) {
      now = Math.min(due - 1, now + random.integer(0, rto));
      const last = round === retries || random.oneIn(6);
      steps.push({
        at: now,
        event: random.oneIn(5) ? { type: 'timeout' } : { type: 'segment', segment: segmentFrom(random, start, last) },
      });
    }
    now = due;
    rto = Math.min(2 * rto, rtoMax);
    steps.push({ at: now, event: { type: 'timeout' } });
  }
  return steps;
}

/** `ends`: what ends the connection may be drawn, too. */
function segmentFrom(random: Random, { sndNxt, rcvNxt }: Start, ends: boolean): PlainSegment {
  const before = random.pick([-1, -2, -100, -random.integer(1, 100_000)]);
  const ack = onward(sndNxt, random.pick([-1, before]));
  const plain = { seq: rcvNxt, ack, length: 0, syn: false, fin: false, rst: false };
  switch (random.integer(ends ? 0 : 2, 9)) {
    case 0:
      return { ...plain, ack: sndNxt };
    case 1:
      return { ...plain, ack: null, rst: true };
    case 2:
      return { ...plain, seq: onward(rcvNxt, random.pick([1, 1_000, before])), ack: null, rst: true };
    case 3:
      return { ...plain, seq: random.sequenceNumber(), ack: random.oneIn(3) ? sndNxt : null, syn: true };
    case 4:
      return { ...plain, seq: onward(rcvNxt, -1), fin: true };
    case 5: {
      const length = random.integer(1, 1_460);
      return { ...plain, seq: onward(rcvNxt, -1 - length), length, fin: true };
    }
    case 6:
      return { ...plain, ack: onward(sndNxt, random.integer(1, 100_000)) };
    case 7:
      return { ...plain, seq: onward(rcvNxt, before) };
    case 8:
      return {
        ...plain,
        seq: onward(rcvNxt, random.pick([0, 0, 1, 1_000])),
        ack: random.oneIn(2) ? null : ack,
        length: random.pick([0, 1, 100]),
      };
    default:
      return plain;
  }
}
