/** Grades the numbers: what a segment takes, and what acknowledges it. README.md states each rule. */
import { describe, test } from 'vitest';
import { advance } from '#subject';
import { arrives, play, playAtRandom, resends, sends } from './grader/play.ts';
import { compareWithTcp, CONNECTIONS } from './grader/whole-tcp.ts';

/** We have sent our SYN (100) and heard the peer's (300). */
const OPEN = { sndNxt: 101, rcvNxt: 301 };
const LAST = 2 ** 32 - 1;

describe('sending', () => {
  test('a SYN, an octet and a FIN take one number each', () => {
    play(advance, { sndNxt: 100, rcvNxt: null }, [sends({ syn: true })]);
    play(advance, { sndNxt: 100, rcvNxt: 301 }, [sends({ syn: true })]);
    play(advance, OPEN, [sends({ length: 1 }), sends({ length: 1_460 })]);
    play(advance, OPEN, [sends({ fin: true })]);
    play(advance, OPEN, [sends({ length: 5, fin: true })]);
  });

  test('a bare ACK takes no number', () => {
    play(advance, OPEN, [sends(), sends(), sends({ length: 5 }), sends()]);
  });

  test('every segment carries the newest RCV.NXT, and none before the peer’s SYN', () => {
    play(advance, { sndNxt: 100, rcvNxt: null }, [sends({ syn: true }), arrives(300, { syn: true }), sends()]);
    play(advance, OPEN, [arrives(301, { length: 7 }), sends(), arrives(308, { fin: true }), sends({ fin: true })]);
  });

  test('sent again: the same SEQ, the newest ACK, and SND.NXT stays', () => {
    play(advance, OPEN, [sends({ length: 5 }), arrives(301, { length: 9 }), resends(101, { length: 5 })]);
    play(advance, OPEN, [sends({ length: 5 }), sends({ fin: true }), resends(101, { length: 5, fin: true })]);
    play(advance, { sndNxt: 100, rcvNxt: null }, [sends({ syn: true }), resends(100, { syn: true })]);
  });
});

describe('arriving', () => {
  test('the ACK of a SYN, of text, of a FIN, of both together', () => {
    play(advance, { sndNxt: 100, rcvNxt: null }, [arrives(300, { syn: true })]);
    play(advance, OPEN, [arrives(301, { length: 100 }), arrives(401, { fin: true })]);
    play(advance, OPEN, [arrives(301, { length: 100, fin: true })]);
  });

  test('a bare ACK is not acknowledged', () => {
    play(advance, OPEN, [arrives(301), arrives(301), sends({ fin: true }), arrives(301)]);
  });

  test('what has come before is acknowledged again and moves nothing; of what is half old the rest counts', () => {
    play(advance, OPEN, [arrives(301, { length: 100 }), arrives(301, { length: 100 })]);
    play(advance, OPEN, [arrives(301, { length: 100 }), arrives(301, { length: 100, fin: true })]);
    play(advance, OPEN, [arrives(301, { length: 50 }), arrives(321, { length: 100 }), arrives(301, { length: 20 })]);
    play(advance, OPEN, [arrives(301, { fin: true }), arrives(301, { fin: true }), arrives(300, { syn: true })]);
  });

  test('beyond a hole nothing is acknowledged, not even a FIN', () => {
    play(advance, OPEN, [arrives(401, { length: 100 }), arrives(501, { fin: true }), arrives(302, { fin: true })]);
    play(advance, OPEN, [arrives(401, { fin: true }), arrives(301, { length: 100 }), arrives(401, { fin: true })]);
  });
});

describe('the circle', () => {
  test('after 2^32 − 1 comes 0, for us and for the peer', () => {
    play(advance, { sndNxt: LAST, rcvNxt: null }, [sends({ syn: true }), arrives(LAST, { syn: true }), sends()]);
    play(advance, { sndNxt: LAST - 4, rcvNxt: 7 }, [sends({ length: 5 }), sends({ fin: true })]);
    play(advance, { sndNxt: 7, rcvNxt: LAST - 4 }, [arrives(LAST - 4, { length: 100 }), arrives(95, { fin: true })]);
    // 10 numbers from before the end of the circle, old; and a hole that lies behind it.
    play(advance, { sndNxt: 7, rcvNxt: 3 }, [arrives(LAST - 5, { length: 9 }), arrives(LAST - 5, { length: 20 })]);
    play(advance, { sndNxt: 7, rcvNxt: LAST - 4 }, [arrives(5, { fin: true }), arrives(LAST - 4, { length: 10 })]);
  });
});

describe('random cases', () => {
  test('300 connections by seed, and no hidden memory', () => {
    playAtRandom(advance, 300);
  });
});

describe('a whole TCP', () => {
  for (const name of Object.keys(CONNECTIONS)) {
    test(`every SEQ and ACK of both ends: ${name}`, () => compareWithTcp(advance, name));
  }
});
