/** Grades the reading of a close. README.md states each rule. */
import { describe, test } from 'vitest';
import { readClose } from '#subject';
import { randomCases } from '@lastack/exercise-kit';
import { reads } from './grader/ask.ts';
import {
  ack,
  AFTER,
  fin,
  FOUR,
  HANDSHAKE,
  mirrored,
  oneFileAfterTheOther,
  rst,
  shifted,
  text,
} from './grader/packets.ts';
import { captureAtRandom } from './grader/random-closes.ts';
import { RULES } from './grader/rules.ts';

describe('who and how', () => {
  test('four segments: a FIN and its ACK, twice', () => {
    reads(readClose, FOUR, { first: 'a', how: 'fin', segments: 4 });
    reads(readClose, mirrored(FOUR), { first: 'b', how: 'fin', segments: 4 });
    reads(readClose, [...HANDSHAKE, ...FOUR], { first: 'a', how: 'fin', segments: 4 });
  });

  test('three segments: the ACK rides on the second FIN', () => {
    const three = [fin('a'), fin('b', { ack: AFTER.a }), ack('a', AFTER.b, { seq: AFTER.a })];
    reads(readClose, three, { first: 'a', how: 'fin', segments: 3 });
    reads(readClose, [...HANDSHAKE, ...mirrored(three)], { first: 'b', how: 'fin', segments: 3 });
  });

  test('the server may close first', () => {
    reads(readClose, [...HANDSHAKE, ...mirrored(FOUR)], { first: 'b', how: 'fin', segments: 4 });
  });

  test('FINs that cross: both closed, neither first', () => {
    const [finA, finB] = [fin('a'), fin('b')];
    const [ackA, ackB] = [ack('a', AFTER.b, { seq: AFTER.a }), ack('b', AFTER.a, { seq: AFTER.b })];
    reads(readClose, [finA, finB, ackA, ackB], { first: 'crossed', how: 'fin', segments: 4 });
    reads(readClose, [finB, finA, ackA, ackB], { first: 'crossed', how: 'fin', segments: 4 });
  });

  test('the order of a capture proves nothing', () => {
    const about = { first: RULES.captureOrder };
    const three = [fin('a'), fin('b', { ack: AFTER.a }), ack('a', AFTER.b, { seq: AFTER.a })];
    for (const first of ['a', 'b'] as const) {
      const right = { first: 'a', how: 'fin' } as const;
      reads(readClose, oneFileAfterTheOther(FOUR, first), { ...right, segments: 4 }, { about });
      reads(readClose, oneFileAfterTheOther(three, first), { ...right, segments: 3 }, { about });
    }
  });
});

describe('numbers', () => {
  test('a FIN with text takes the number after the text', () => {
    const about = { how: RULES.finNumber, segments: RULES.finNumber };
    const last = [fin('b', { ack: 202 }), ack('a', AFTER.b, { seq: 202 })];
    const four = [fin('a', { length: 100 }), ack('b', 202), ...last];
    reads(readClose, four, { first: 'a', how: 'fin', segments: 4 }, { about });
    // An ACK of the text alone says nothing of the FIN.
    const half = [fin('a', { length: 100 }), ack('b', 201), fin('b', { ack: 201 }), ack('a', AFTER.b, { seq: 202 })];
    reads(
      readClose,
      half,
      { first: 'crossed', how: 'open', segments: null },
      { about: { ...about, first: RULES.finNumber } },
    );
  });

  test('numbers wrap at 2^32', () => {
    const about = { how: RULES.finNumber, first: RULES.finNumber, segments: RULES.finNumber };
    for (const by of [
      { a: 2 ** 32 - 102, b: 0 },
      { a: 0, b: 2 ** 32 - 302 },
      { a: 2 ** 32 - 101, b: 2 ** 32 - 301 },
    ]) {
      reads(readClose, shifted(FOUR, by), { first: 'a', how: 'fin', segments: 4 }, { about });
      const text200 = [text('a', 200), ack('b', 301), fin('a', { seq: 301 }), ack('b', 302)];
      const rest = [fin('b', { ack: 302 }), ack('a', AFTER.b, { seq: 302 })];
      reads(readClose, shifted([...text200, ...rest], by), { first: 'a', how: 'fin', segments: 4 }, { about });
    }
  });

  test('repetitions are not counted', () => {
    const [finA, ackB, finB, ackA] = FOUR as [(typeof FOUR)[0], (typeof FOUR)[0], (typeof FOUR)[0], (typeof FOUR)[0]];
    const right = { first: 'a', how: 'fin', segments: 4 } as const;
    reads(readClose, [finA, finA, finA, ackB, ackB, finB, finB, ackA, ackA, ackA], right);
    // A repeated FIN carries what has been received by then: it is the first FIN that tells who knew.
    const crossing = [fin('a'), fin('b'), fin('a', { ack: AFTER.b }), ack('b', AFTER.a, { seq: AFTER.b })];
    reads(readClose, crossing, { first: 'crossed', how: 'fin', segments: 4 });
    const again = { ...finA, ack: AFTER.b };
    reads(readClose, [finA, ackB, finB, again, ackA], right);
  });

  test('between the two FINs there may be text, and ACKs of it', () => {
    const more = [
      text('b', 50, { ack: AFTER.a }),
      ack('a', 351, { seq: AFTER.a }),
      text('b', 50, { seq: 351, ack: AFTER.a }),
    ];
    const rest = [
      ack('a', 401, { seq: AFTER.a }),
      fin('b', { seq: 401, ack: AFTER.a }),
      ack('a', 402, { seq: AFTER.a }),
    ];
    reads(readClose, [fin('a'), ack('b', AFTER.a), ...more, ...rest], { first: 'a', how: 'fin', segments: 4 });
    reads(readClose, [fin('a'), ...more, ...rest], { first: 'a', how: 'fin', segments: 4 });
  });
});

describe('other endings', () => {
  test('an RST before the close is complete is an abort', () => {
    reads(readClose, [rst('a')], { first: 'a', how: 'rst', segments: null });
    reads(readClose, [...HANDSHAKE, text('a', 10), rst('b', { ack: 111 })], { first: 'b', how: 'rst', segments: null });
    reads(readClose, [fin('a'), ack('b', AFTER.a), rst('b', { ack: AFTER.a })], {
      first: 'a',
      how: 'rst',
      segments: null,
    });
    // A's FIN is acknowledged by nothing but B's RST.
    reads(readClose, [fin('b'), fin('a', { ack: AFTER.b }), rst('b', { seq: AFTER.b, ack: AFTER.a })], {
      first: 'b',
      how: 'rst',
      segments: null,
    });
    reads(readClose, [rst('a'), rst('b')], { first: 'crossed', how: 'rst', segments: null });
  });

  test('an RST after a complete close changes nothing', () => {
    const about = { how: RULES.lateReset, first: RULES.lateReset, segments: RULES.lateReset };
    const right = { first: 'a', how: 'fin', segments: 4 } as const;
    reads(readClose, [...FOUR, text('a', 10, { seq: 91 }), rst('b', { seq: AFTER.b, ack: null })], right, { about });
    reads(readClose, oneFileAfterTheOther([...FOUR, rst('b', { seq: AFTER.b })], 'b'), right, { about });
  });

  test('what is not complete is open', () => {
    reads(readClose, [], { first: null, how: 'open', segments: null });
    reads(readClose, [...HANDSHAKE, text('a', 10), ack('b', 111)], { first: null, how: 'open', segments: null });
    reads(readClose, FOUR.slice(0, 1), { first: 'a', how: 'open', segments: null });
    reads(readClose, FOUR.slice(0, 2), { first: 'a', how: 'open', segments: null });
    reads(readClose, FOUR.slice(0, 3), { first: 'a', how: 'open', segments: null });
    reads(readClose, [fin('a'), fin('b')], { first: 'crossed', how: 'open', segments: null });
  });
});

describe('random cases', () => {
  test('150 captures of a whole TCP by seed, and no hidden memory', () => {
    randomCases('who-closed-first', 150, (random, seed) => {
      const { packets, close } = captureAtRandom(random);
      reads(readClose, packets, close, { seed });
    });
  });
});
