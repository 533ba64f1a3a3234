import { describe, expect, test } from 'vitest';
import {
  COMMON,
  conversation,
  plainState,
  RuleBroken,
  ruleBook,
  segmentFrom,
  socketLadder,
  stays,
  tcpWith,
  text,
  transmits,
  verbatim,
  watch,
  world,
} from '../src/index.ts';

describe('a conversation with a function', () => {
  const talk = conversation();
  talk.moves(0, 'FIN-WAIT-2', 'TIME-WAIT', 'FIN,ACK');
  talk.hears(200, { seq: 401, ack: 1201, fin: true });
  talk.says(200, { seq: 1201, ack: 402 });

  test('is a trace like any other', () => {
    expect(talk.trace().records.map(({ type, host, at }) => `${at} ${host} ${type}`)).toEqual([
      '0 you state',
      '200000 peer transmit',
      '200000 you arrive',
      '200000 you transmit',
      '200000 peer arrive',
    ]);
  });

  test('and has a ladder in both languages, with the numbers as they were given', () => {
    const { en, 'zh-Hans': chinese } = talk.ladder();
    for (const ladder of [en, chinese]) {
      expect(ladder).toContain('TIME-WAIT');
      expect(ladder).toMatch(/FIN,ACK.*seq=401/);
      expect(ladder).toMatch(/ACK.*seq=1201/);
    }
  });
});

test('a segment without a control bit says so', () => {
  const talk = conversation();
  talk.hears(40, { seq: 402, ack: null, length: 5 });
  expect(talk.ladder().en).toContain('─ none seq=402 len=5 ─');
});

describe('a world in which two ends talk for ever', () => {
  /** TIME-WAIT that answers whatever comes, an ACK of an ACK above all. */
  const talkative = plainState('TIME-WAIT', {
    enter: (tcb, env) => stays({ ...tcb, deadline: env.now + 60_000_000 }),
    segment: (tcb) => stays(tcb, [transmits(segmentFrom(tcb, { seq: tcb.sndNxt, ack: tcb.rcvNxt }))]),
    timeout: (tcb) => stays(tcb),
  });
  const scene = world()
    .opens('hello')
    .closes(300, 'A')
    .closes(300, 'B')
    .doubles({ from: 'B', flags: 'ACK', seq: 2, nth: 1 }, 500, text("B's last ACK", 'B 的最后一个 ACK '))
    .until(10_000);

  test('shows how they began and where they are, and says how much lies between', () => {
    const machine = tcpWith(30_000, { 'TIME-WAIT': talkative });
    const seen = watch(scene, { machines: { A: machine, B: machine } });
    const rule = ruleBook({ prefix: 'wait', lesson: 'time-wait' }, COMMON).answer;
    let ladder = verbatim('');
    try {
      seen.fail(rule, null, { expected: verbatim('silence'), got: verbatim('talk') });
    } catch (thrown) {
      if (thrown instanceof RuleBroken) ladder = thrown.failure.ladder ?? ladder;
    }
    const { en, 'zh-Hans': chinese } = ladder;
    expect(en).toMatch(/FIN-WAIT-1[^]*TIME-WAIT[^]*… \d+ more events …[^]*TIME-WAIT[^]*ACK seq=7/);
    expect(en.split('\n').length).toBeLessThan(200);
    expect(chinese).toMatch(/中间略去 \d+ 件事/);
  });
});

describe('the ladder of a program', () => {
  test('shows what its peers saw, and crosses out what never came', () => {
    const { en } = socketLadder(
      ['client', 'your proxy', 'upstream'],
      [
        { from: 0, to: 1, label: 'hello' },
        { from: 2, to: 1, label: 'RST' },
        { from: 1, to: 0, label: 'no FIN from you', missing: true },
      ],
    );
    expect(en).toBe(
      [
        'client                             your proxy                         upstream',
        '│                                  │                                  │',
        '│──── hello ──────────────────────▶│                                  │',
        '│                                  │◀─── RST ─────────────────────────│',
        '│     no FIN from you             ✕│                                  │',
        '│                                  │                                  │',
      ].join('\n'),
    );
  });

  test('what was called stands beside its program, and a label that is too long says so', () => {
    const { en } = socketLadder(
      ['client', 'your server'],
      [{ call: 'stop()' }, { from: 1, to: 0, label: '2 × page a, a newline, 1 × page b' }],
    );
    expect(en.split('\n').slice(2, 4)).toEqual([
      '│                                  │  stop()',
      '│◀─── 2 × page a, a newline, 1 … ──│',
    ]);
  });
});
