/** States of the screen for tests that need no terminal. */
import type { Failure, Verdict } from '@lastack/exercise-kit';
import { NOTHING_YET } from '../src/progress/progress.ts';
import { reduce } from '../src/watch/reduce.ts';
import type { Command, ScreenEvent } from '../src/watch/event.ts';
import { TOP, type Item, type Room, type ScreenState } from '../src/watch/state.ts';

const both = (en: string, zhHans: string) => ({ en, 'zh-Hans': zhHans });

export const ITEMS: readonly Item[] = [
  ['01-name-the-state', 'Name the state', '说出状态的名字'],
  ['08-time-wait', 'Implement TIME-WAIT', '实现 TIME-WAIT'],
  ['15-the-last-ack', 'The last ACK', '最后一个 ACK'],
].map(([id = '', en = '', zhHans = '']) => ({
  id,
  title: both(en, zhHans),
  minutes: 20,
  version: 2,
  file: `exercises/${id}/src/subject.ts`,
  path: `/course/exercises/${id}/src/subject.ts`,
}));

const LADDER = [
  'A 10.0.0.1'.padStart(30) + 'B 10.0.0.2'.padStart(60),
  '├──── FIN,ACK seq=1 ack=1 len=0 ────▶│'.padStart(90),
].join('\n');

const FAILURE: Failure = {
  code: 'time-wait/rearm',
  rule: both('A repeated FIN is acknowledged again, and 2 MSL start again.', '重复的 FIN 要再次确认，2 MSL 重新计时。'),
  tried: Array.from({ length: 12 }, (_, i) =>
    both(
      `at ${i} s B sends FIN, and it takes the whole width of a line that has to be folded`,
      `第 ${i} 秒 B 发送 FIN，这一行很长，必须折行，才能在六十列的终端里完整显示出来`,
    ),
  ),
  ladder: both(LADDER, LADDER),
  expected: both('{ reply: true, restart: true }', '{ reply: true, restart: true }'),
  got: both('{ reply: true, restart: false }', '{ reply: true, restart: false }'),
  section: 'RFC 9293 §3.10.7.4, eighth',
  lesson: 'time-wait',
  look: both('what happens when a FIN comes twice', 'FIN 第二次到来时会怎样'),
  seed: 7,
};

const BASE = { exercise: '', place: 'terminal', maxScore: 10, limit: null, message: null, output: '' } as const;
export const PASSED: Verdict = {
  ...BASE,
  outcome: 'passed',
  score: 10,
  tests: [{ name: 'clock > runs 2 MSL', state: 'passed', points: 10, maxPoints: 10, failure: null, message: null }],
};
export const FAILED: Verdict = {
  ...BASE,
  outcome: 'failed',
  score: 4,
  output: `printed ${'中'.repeat(80)}\n\u001b[2J`,
  tests: [
    { name: 'clock > runs 2 MSL', state: 'passed', points: 4, maxPoints: 4, failure: null, message: null },
    { name: 'clock > a repeated FIN', state: 'failed', points: 0, maxPoints: 6, failure: FAILURE, message: null },
  ],
};
export const STOPPED: Verdict = {
  ...BASE,
  outcome: 'limit',
  limit: 'time',
  score: 0,
  tests: [],
  message: both('One call took more than 1 s.', '一次调用超过 1 秒。'),
};
export const BROKEN: Verdict = {
  ...BASE,
  outcome: 'infrastructure',
  score: 0,
  tests: [],
  message: both('vitest did not start', 'vitest 没有启动'),
};

export const START: ScreenState = {
  items: ITEMS,
  progress: { ...NOTHING_YET, current: ITEMS[0]!.id },
  current: ITEMS[0]!.id,
  run: { type: 'none' },
  view: { type: 'exercise' },
  filter: 'all',
  hint: null,
  question: null,
  notice: null,
  warning: null,
  scroll: TOP,
};

export const AT = '2026-11-22T12:00:00.000Z';
export const ROOM: Room = { down: 30, right: 40, page: 10 };

/** One event after the other; the state at the end and every command on the way. */
export function after(
  state: ScreenState,
  ...events: readonly (ScreenEvent | string)[]
): { state: ScreenState; commands: Command[] } {
  const commands: Command[] = [];
  for (const event of events) {
    const [next, asked] = reduce(state, typeof event === 'string' ? { type: 'key', key: event, room: ROOM } : event);
    state = next;
    commands.push(...asked);
  }
  return { state, commands };
}

export const judgedAs = (verdict: Verdict, id = ITEMS[0]!.id): ScreenEvent => ({ type: 'judged', id, verdict, at: AT });
