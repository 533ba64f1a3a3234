/** Grades LAST-ACK: its clock, what arrives, and what becomes of both ends. README.md states each rule. */
import { describe, test } from 'vitest';
import { text } from '@lastack/exercise-kit';
import { lastAck } from '#subject';
import { exploreAll, questioned } from './grader/every-order.ts';
import { ack, enter, fin, oldText, play, rst, strange, syn, timeout, type Play, type Step } from './grader/play.ts';
import { playAtRandom } from './grader/random-plays.ts';
import { RULES } from './grader/rules.ts';
import { hearNothing, loseLastAck, meetNewCall, meetNobody } from './grader/worlds.ts';

/** LAST-ACK is entered at 0 ms with an RTO of 200 ms, and the steps happen. */
const after = (steps: readonly Step[], rest: Omit<Play, 'steps'> = {}) =>
  play(lastAck, { ...rest, steps: [enter(0), ...steps] });

describe('clock', () => {
  test('it is set on entering: now + rto, and nothing is sent', () => {
    for (const rto of [200, 1_000, 3_000]) play(lastAck, { connection: { rto }, steps: [enter(5_000)] });
  });

  test('the FIN again, with the same number, when the deadline has come and not before', () => {
    after([timeout(199), timeout(200)], { rules: [RULES.early, RULES.retransmit] });
    after([timeout(200), timeout(300), timeout(600)], { rules: [RULES.early, RULES.retransmit] });
    after([timeout(250)], { rules: [RULES.retransmit] });
    after([timeout(200)], { connection: { sndNxt: 0, rcvNxt: 5 }, rules: [RULES.retransmit] });
  });

  test('each wait is twice the one before, and none is longer than rtoMax', () => {
    const rules = [RULES.backoff, RULES.longest, RULES.early];
    after([timeout(200), timeout(600), timeout(1_400), timeout(3_000)], { rules });
    after([timeout(200), timeout(550), timeout(900)], { rtoMax: 350, rules });
    after([timeout(210), timeout(609), timeout(610)], { rules });
  });

  test('after the last retransmission it waits once more, and then gives up', () => {
    const rules = [RULES.giveUp, RULES.count, RULES.early];
    after([timeout(200), timeout(600), timeout(1_399), timeout(1_400)], { retries: 2, rules });
    after([timeout(200)], { retries: 0, rules });
    after([timeout(200), timeout(600)], { retries: 1, rules });
  });
});

describe('ACKs', () => {
  test('the ACK of our FIN ends it', () => {
    after([ack(40, 1_201)]);
    after([timeout(200), ack(240, 1_201)], { rules: [RULES.closed] });
    after([ack(40, 0)], { connection: { sndNxt: 0 } });
  });

  test('another ACK does not, and changes neither clock nor count', () => {
    after([ack(40, 1_200), ack(50, 1_200), ack(60, 1_200), ack(70, 900)]);
    after([timeout(200), ack(300, 1_200), timeout(600)], {
      rules: [RULES.anotherAck, RULES.clockKept, RULES.retransmit],
    });
    after([ack(40, 2 ** 32 - 1)], { connection: { sndNxt: 0 } });
  });

  test('an ACK of what was never sent is answered with an ACK', () => {
    after([ack(40, 1_202), ack(50, 70_000)]);
    after([ack(40, 3)], { connection: { sndNxt: 2 ** 32 - 2 } });
  });
});

describe('other segments', () => {
  test('the peer’s FIN again is acknowledged; the clock runs on', () => {
    after([fin(100), fin(150, 100)]);
    after([timeout(200), fin(300)], { rules: [RULES.reack, RULES.clockKept] });
    after([oldText(100, 301, 100), ack(120, 1_200, 401)]);
    after([fin(100, 0, 0), fin(150, 100, 50)].slice(0, 1), { connection: { rcvNxt: 0 } });
  });

  test('an RST at RCV.NXT ends it, any other does not', () => {
    after([rst(100)]);
    for (const seq of [401, 403, 301, 70_000]) after([rst(100, seq)]);
  });

  test('a SYN is answered with an ACK and ends nothing', () => {
    for (const seq of [0, 401, 402, 403, 70_000]) after([syn(100, seq)]);
  });

  test('what no honest peer sends ends nothing: no ACK bit, text behind its FIN, SEQ after RCV.NXT', () => {
    const without = [strange(40, { ack: null }), strange(50, { ack: null, length: 100 })];
    after(without);
    // No ACK is not an ACK of 0.
    after(without, { connection: { sndNxt: 0 } });
    after([strange(40, { length: 100 }), strange(50, { fin: true }), strange(60, { seq: 403 })]);
  });
});

describe('random cases', () => {
  test('250 conversations by seed, every rule at once, and no hidden memory', () => {
    playAtRandom(lastAck, 250);
  });
});

describe('in a whole TCP', () => {
  test('the last ACK is lost, once, twice, four times: the first that passes ends it', () => {
    for (const times of [0, 1, 2, 4]) loseLastAck(lastAck, times);
  });

  test('no ACK ever comes: LAST-ACK ends by itself', () => {
    hearNothing(lastAck);
  });

  test('the peer has forgotten everything: its RST ends it', () => {
    meetNobody(lastAck);
  });

  test('the peer calls again from the same port: SYN, ACK, RST, SYN', () => {
    meetNewCall(lastAck);
  });
});

describe('in every order', () => {
  const asked = questioned(lastAck);

  test('a segment lost: B ends, and not before A has its FIN', () => {
    exploreAll(asked, { losses: 1, duplicates: 0 }, text('one segment is lost', '丢一个报文段'));
  });

  test('a segment doubled, and strangers who send RSTs from outside the window', () => {
    const faults = text(
      'one segment arrives twice; anybody may send an RST from outside the window',
      '一个报文段到两次；谁都可以发窗口外的 RST',
    );
    exploreAll(asked, { losses: 0, duplicates: 1, forgedResets: true }, faults);
  });
});
