/** Grades the closing half as a whole, in stages. README.md states each rule. */
import { describe, test } from 'vitest';
import { text } from '@lastack/exercise-kit';
import { openAndClose, textOneWay, twoConnections } from '@lastack/explorer';
import { closing } from '#subject';
import { exploreAll, questioned } from './grader/every-order.ts';
import { giveUpAlone } from './grader/alone.ts';
import { runScript, SCRIPTS } from './grader/scripts.ts';
import { check, checkAtRandom, checkWithOldClocks, CROSSING, FOUR, LAST_WORDS, QUICK } from './grader/worlds.ts';

describe('nothing is lost', () => {
  test('four segments, and text that comes after our FIN', () => check(closing, FOUR));
  test('the other end closes at once', () => check(closing, QUICK));
  test('crossing FINs', () => check(closing, CROSSING));
  test('a clock that was stopped or set anew rings all the same', () => {
    for (const plan of [FOUR, QUICK, CROSSING]) checkWithOldClocks(closing, plan);
  });

  test('30 connections by seed', () => checkAtRandom(closing, 'calm', 30, { delay: 10 }));
});

describe('segments are lost', () => {
  test('the FIN', () => {
    for (const plan of [FOUR, QUICK, CROSSING]) {
      check(closing, plan, (world) => world.loses({ from: 'A', has: 'FIN' }, text("A's FIN", 'A 的 FIN '), 3));
    }
  });

  test('the ACK of our FIN: the other FIN brings it, and three segments are enough', () => {
    check(closing, QUICK, (world) =>
      world.loses(
        { from: 'B', flags: 'ACK', seq: 1 },
        text('every bare ACK of B before its FIN', 'B 在 FIN 之前的纯 ACK '),
      ),
    );
  });

  test('the last words and the FIN behind them', () => {
    check(closing, LAST_WORDS, (world) =>
      world
        .loses({ from: 'A', length: 10, nth: 1 }, text("A's last words", 'A 最后的话'))
        .loses({ from: 'A', has: 'FIN', nth: 1 }, text("A's FIN", 'A 的 FIN ')),
    );
  });

  test('the last ACK, three times', () => {
    check(closing, FOUR, (world) =>
      world.loses({ from: 'A', flags: 'ACK', seq: 7, match: 3 }, text("A's last ACK", 'A 的最后一个 ACK ')),
    );
    check(closing, QUICK, (world) =>
      world.loses({ from: 'A', flags: 'ACK', seq: 7 }, text("A's last ACK", 'A 的最后一个 ACK '), 3),
    );
  });

  test('everything, for ever: it gives up', () => {
    giveUpAlone(closing, { retries: 4, rtoMax: 60_000 });
    giveUpAlone(closing, { retries: 6, rtoMax: 5_000 });
  });

  test('30 connections by seed over a network that loses a fifth', () =>
    checkAtRandom(closing, 'loss', 30, { delay: 10, loss: 0.2 }));
});

describe('segments are doubled and overtake each other', () => {
  test('30 connections by seed', () =>
    checkAtRandom(closing, 'doubled', 30, { delay: 10, duplicate: 0.3, reorder: 0.3 }));

  test('30 connections by seed, with loss as well', () =>
    checkAtRandom(closing, 'everything', 30, { delay: 40, loss: 0.15, duplicate: 0.2, reorder: 0.3 }));
});

describe('packetdrill', () => {
  for (const name of Object.keys(SCRIPTS)) test(name, () => runScript(closing, name));
});

describe('in every order', () => {
  const asked = questioned(closing);

  test('text, two closes, a segment lost', () => {
    const what = text(
      'A sends x, both close, in any order; one segment is lost',
      'A 发 x，双方关闭，次序任意；丢一个报文段',
    );
    exploreAll(asked, (machine) => textOneWay({ machine, losses: 1, duplicates: 0, inFlight: 3 }), what);
  });

  test('from the SYN on, and strangers who send RSTs', () => {
    const what = text(
      'open and close, nothing lost; anybody may send an RST from outside the window',
      '打开再关闭，什么都不丢；谁都可以发窗口外的 RST',
    );
    exploreAll(asked, (machine) => openAndClose({ machine, losses: 0, duplicates: 0 }), what);
  });

  test('and a second connection with the same numbers', () => {
    const what = text(
      'A sends x, closes first, opens again with the same numbers and closes again; one segment is lost',
      'A 发 x，先关，再用同样的序列号开一条、再关；丢一个报文段',
    );
    const first = [{ type: 'open', mode: 'active' }, { type: 'send', bytes: 'x' }, { type: 'shutdown' }] as const;
    const calls = { A: [first, [first[0], first[2]]], B: [[first[2]], [first[2]]] };
    const properties = ['old segments stay out', 'it ends'] as const;
    exploreAll(
      asked,
      (machine) => twoConnections({ machine, calls, losses: 1, duplicates: 0, inFlight: 3, properties }),
      what,
    );
  });
});
