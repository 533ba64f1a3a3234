/** Grades TIME-WAIT: first its clock, then what it answers, then what must not get in. README.md states each rule. */
import { describe, test } from 'vitest';
import { timeWait } from '#subject';
import { exploreAll, questioned } from './grader/every-order.ts';
import { play, type Step } from './grader/play.ts';
import { playAtRandom } from './grader/random-plays.ts';
import { text, type Rule } from '@lastack/exercise-kit';
import { RULES } from './grader/rules.ts';
import { assassinate, meetOldSegment } from './grader/seq-301.ts';
import { loseLastAck, redial, waitTogether } from './grader/worlds.ts';
import {
  ack,
  CONNECTION,
  connectionAt,
  enter,
  fin,
  finAt,
  rst,
  syn,
  synAck,
  textAt,
  timeout,
  unacked,
} from './grader/segments.ts';

const MSL = 30_000;

/** One connection enters TIME-WAIT at 0 ms, and the steps happen to it. */
const after = (steps: readonly Step[], about: readonly Rule[], settings: { rfc1337?: boolean; rcvNxt?: number } = {}) =>
  play(timeWait, {
    connection: connectionAt(settings.rcvNxt ?? CONNECTION.rcvNxt),
    msl: MSL,
    rfc1337: settings.rfc1337 ?? false,
    rules: about,
    steps: [enter(0, 0), ...steps],
  });

describe('clock', () => {
  test('it starts when TIME-WAIT is entered, not at a FIN, and runs 2 MSL', () => {
    const about = [RULES.clockStart];
    for (const msl of [1_000, 30_000, 120_000]) {
      play(timeWait, { connection: CONNECTION, msl, rules: about, steps: [enter(5_000, 4_900)] });
      // Both ends closed at once: the FINs crossed, and the ACK of ours came last.
      play(timeWait, { connection: CONNECTION, msl, rules: about, steps: [enter(5_000, 4_800, 4_850)] });
    }
  });

  test('the connection is over when 2 MSL have passed, and not before', () => {
    const about = [RULES.clockEnd];
    const waiting = { ...CONNECTION, expires: 60_000 };
    for (const at of [1, 30_000, 59_999, 60_000, 60_001]) {
      play(timeWait, { connection: waiting, msl: MSL, rules: about, steps: [timeout(at)] });
    }
    after([timeout(2 * MSL - 1), timeout(2 * MSL)], [RULES.clockStart, RULES.clockEnd]);
  });
});

describe('segments', () => {
  test('a repeated FIN is acknowledged again', () => {
    after([fin(200), fin(600), fin(1_400)], [RULES.reack]);
    after([fin(200, 100)], [RULES.reack]);
  });

  test('a repeated FIN restarts 2 MSL, and the old clock means nothing', () => {
    after([fin(20_000), timeout(60_000), timeout(79_999), timeout(80_000)], [RULES.rearm, RULES.clockEnd]);
    after([fin(10_000), fin(50_000, 100), timeout(109_999)], [RULES.rearm, RULES.clockEnd]);
  });

  test('an RST with SEQ = RCV.NXT: it ends the wait, or with rfc1337 it does nothing', () => {
    after([rst(1_000)], [RULES.reset, RULES.resetClock]);
    after([rst(1_000), timeout(60_000)], [RULES.reset, RULES.resetClock, RULES.clockEnd], { rfc1337: true });
  });

  test('an RST with any other SEQ: the connection stays, and its clock too', () => {
    for (const rfc1337 of [false, true]) {
      for (const seq of [403, 1_402, 401, 301, 70_000]) {
        after([rst(1_000, seq)], [RULES.resetBlind, RULES.resetClock], { rfc1337 });
      }
    }
  });

  test('an RST is never answered', () => {
    for (const seq of [402, 401, 301, 70_000]) {
      after([rst(1_000, seq)], [RULES.resetAnswered], { rfc1337: true });
    }
    after([rst(1_000)], [RULES.resetAnswered]);
  });

  test('a SYN: a newer one opens a new connection, an old one gets an ACK', () => {
    const about = [RULES.newSyn, RULES.oldSyn];
    for (const seq of [403, 5_000, 70_000, 2 ** 31]) after([syn(1_000, seq)], about);
    for (const seq of [402, 401, 1, 2 ** 31 + 403, 2 ** 32 - 1]) after([syn(1_000, seq)], about);
    after([synAck(1_000, 5_000), synAck(2_000, 1)], about);
  });

  test('sequence numbers wrap at 2^32', () => {
    const about = [RULES.newSyn, RULES.oldSyn, RULES.reack, RULES.rearm, RULES.oldSegment];
    const last = 2 ** 32 - 1;
    after([syn(1_000, last - 9), syn(2_000, 10)], about, { rcvNxt: last - 5 });
    after([syn(1_000, last), syn(2_000, 4)], about, { rcvNxt: 3 });
    after([fin(1_000, 0, 0), fin(2_000, 50, 0), fin(3_000, 100, 0)], about, { rcvNxt: 0 });
    after([textAt(1_000, last - 200, 100), fin(2_000, 100, 50)], about, { rcvNxt: 50 });
  });

  test('an ACK that carries nothing: silence, or two ends would talk for ever', () => {
    after([ack(1_000), ack(1_001), timeout(2 * MSL - 1)], [RULES.bareAck]);
    after([ack(1_000)], [RULES.bareAck], { rfc1337: true });
  });
});

describe('old segments', () => {
  test('SEQ 301 comes late: it gets an ACK, and its text goes nowhere', () => {
    const about = [RULES.oldSegment, RULES.numbers];
    after([textAt(1_000, 301, 100), textAt(1_001, 301, 100)], about);
    after([ack(1_000, 301), ack(2_000, 401), textAt(3_000, 2 ** 32 - 400, 100)], about);
  });

  test('text after the FIN gets an ACK, and RCV.NXT stays', () => {
    const about = [RULES.oldSegment, RULES.numbers];
    after([textAt(1_000, 402, 100), textAt(2_000, 502, 1)], about);
    after([textAt(1_000, 402 + 65_535, 100), textAt(2_000, 1_000_000, 100)], about);
  });

  test('a FIN with another number is not the peer’s: it gets an ACK, and ends nothing', () => {
    const about = [RULES.oldSegment, RULES.numbers, RULES.clockKept];
    for (const seq of [402, 403, 400, 301, 70_000]) after([finAt(1_000, seq), finAt(2_000, seq, 7)], about);
  });

  test('without the ACK bit nothing ends but by an RST or a new SYN', () => {
    const about = [RULES.noAckBit, RULES.numbers, RULES.clockKept];
    for (const seq of [402, 403, 5_000, 301, 70_000]) {
      after([unacked(1_000, seq, 100), unacked(2_000, seq), unacked(3_000, seq, 0, true)], about);
    }
  });
});

describe('random cases', () => {
  test('250 conversations by seed, every rule at once, and no hidden memory', () => {
    playAtRandom(timeWait, 250);
  });
});

describe('in a whole TCP', () => {
  test('the last ACK is lost, once or six times: the peer gets out of LAST-ACK', () => {
    loseLastAck(timeWait, 1);
    loseLastAck(timeWait, 6);
  });

  test('SEQ 301 is late by 29 s: no new connection reads it', () => {
    meetOldSegment(timeWait);
  });

  test('an old segment, an ACK, an RST: the assassination, and rfc1337', () => {
    assassinate(timeWait, false);
    assassinate(timeWait, true);
  });

  test('both ends wait: silence', () => {
    waitTogether(timeWait);
  });

  test('the client calls again from the same port: connected at once', () => {
    redial(timeWait);
  });
});

describe('in every order', () => {
  const asked = questioned(timeWait);

  test('segments that overtake each other: nothing old gets into the new connection', () => {
    const faults = text(
      'segments overtake each other and are late; none is lost or doubled',
      '报文段会迟到、会互相超车，不丢也不重复',
    );
    exploreAll(asked, { losses: 0, duplicates: 0, inFlight: 4 }, faults);
  });

  test('a segment lost: nothing old gets into the new connection', () => {
    exploreAll(asked, { losses: 1, duplicates: 0, inFlight: 3 }, text('one segment is lost', '丢一个报文段'));
  });

  test('a segment doubled: nothing old gets into the new connection', () => {
    exploreAll(asked, { losses: 0, duplicates: 1, inFlight: 3 }, text('one segment arrives twice', '一个报文段到两次'));
  });
});
