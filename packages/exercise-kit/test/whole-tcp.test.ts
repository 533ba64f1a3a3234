/** A state of one's own in a whole TCP: what a world shows, what a failure draws, and what every order finds. */
import { explore, EXPLORATION, twoConnections } from '@lastack/explorer';
import { createMachine, createTcb, type ReplacedState } from '@lastack/tcp';
import { afterEach, describe, expect, test } from 'vitest';
import { casesReplayed } from '../src/border-door.ts';
import {
  COMMON,
  failureText,
  over,
  plainState,
  prove,
  proveModel,
  PUBLIC_SEED,
  replayOnly,
  randomCases,
  RuleBroken,
  ruleBook,
  seedFor,
  segmentFrom,
  setSeed,
  stays,
  Story,
  tcpWith,
  text,
  transmits,
  verbatim,
  watch,
  world,
  type Failure,
} from '../src/index.ts';

const RULES = ruleBook({ prefix: 'wait', lesson: 'time-wait' }, { ...COMMON, ends: COMMON.answer });
const EXPECTED = { expected: verbatim('a'), got: verbatim('b') };
const MSL = 1_000;

function failureOf(run: () => unknown): Failure {
  try {
    run();
  } catch (thrown) {
    if (thrown instanceof RuleBroken) return thrown.failure;
    throw thrown;
  }
  throw new Error('nothing was broken');
}

/** TIME-WAIT that answers nothing, and lasts `ms`. */
const deaf = (ms: number): ReplacedState =>
  plainState('TIME-WAIT', {
    enter: (tcb, env) => stays({ ...tcb, deadline: env.now + ms * 1_000 }),
    segment: (tcb) => stays(tcb),
    timeout: () => over(),
  });

const LAST_ACK = { from: 'A', flags: 'ACK', seq: 7, nth: 1 } as const;
const scene = world()
  .opens('hello')
  .closes(300, 'A')
  .closes(400, 'B')
  .loses(LAST_ACK, text("A's last ACK", 'A 的最后一个 ACK '));

const seenWith = (state?: ReplacedState) => {
  const reference = tcpWith(MSL);
  const A = state === undefined ? reference : tcpWith(MSL, { 'TIME-WAIT': state });
  return watch(scene, { machines: { A, B: reference }, reference });
};

describe('a world', () => {
  test('tells its lines in both languages', () => {
    expect(scene.play.told.map(({ en }) => en)).toEqual([
      'A connects to B and says "hello"',
      '300 ms: A closes',
      '400 ms: B closes',
      "A's last ACK is lost",
    ]);
    expect(scene.play.told.every((told) => /\p{Script=Han}/u.test(told['zh-Hans']))).toBe(true);
  });

  test('shows who moved where and when', () => {
    const seen = seenWith();
    expect(seen.moves('A', { to: 'TIME-WAIT' })?.record.at).toBe(410_000);
    expect(seen.moves('B', { from: 'LAST-ACK' })?.record.at).toBe(1_420_000);
    expect(seen.moves('B', { to: 'TIME-WAIT' })).toBeNull();
  });

  test('a failure ends at its record, and shows how ours would have gone on', () => {
    const seen = seenWith(deaf(60_000));
    const left = seen.last((record) => record.type === 'arrive' && record.host === 'A');
    const { ladder, tried } = failureOf(() => seen.fail(RULES.ends, left, EXPECTED));
    expect(tried).toEqual(scene.play.told);
    expect(ladder?.en).toContain('here it goes wrong');
    const [wrong = '', right = ''] = ladder?.en.split('As it should have gone on:') ?? [];
    expect(wrong).toMatch(/FIN,ACK.*#2/);
    expect(right).toMatch(/ACK seq=7 ack=2/);
    expect(ladder?.['zh-Hans']).toContain('本应这样继续');
  });

  test('where ours does the same there is one ladder', () => {
    const { ladder } = failureOf(() => seenWith().fail(RULES.ends, null, EXPECTED));
    expect(ladder?.en).not.toContain('should have gone on');
  });

  test('what a state breaks on the way is told with the world and the ladder until then', () => {
    const fails = plainState('TIME-WAIT', {
      segment: () => new Story({ before: [verbatim('asked')] }).fail(RULES.answer, EXPECTED),
      timeout: () => over(),
    });
    const failure = failureOf(() => seenWith(fails));
    expect(failure.code).toBe('wait/answer');
    expect(failure.tried.map(({ en }) => en)).toEqual([...scene.play.told.map(({ en }) => en), 'asked']);
    expect(failure.ladder?.en).toMatch(/FIN,ACK.*#2/);
  });
});

describe('a plain state', () => {
  const env = { now: 5, iss: 0 as never, sysctls: {} as never };
  const waiting = { state: 'TIME-WAIT', sndNxt: 7, rcvNxt: 9, rcvWnd: 100, windowShift: 0, deadline: 10 } as never;
  const state = deaf(1);

  test('ABORT ends it, other calls change nothing', () => {
    expect(state.step(waiting, { type: 'call', call: { type: 'abort' } }, env).tcb.state).toBe('CLOSED');
    expect(state.step(waiting, { type: 'call', call: { type: 'close' } }, env)).toEqual({ tcb: waiting, effects: [] });
  });

  test('asked about another state it is the author who is wrong', () => {
    expect(() => state.step(createTcb(), { type: 'timeout', timer: 'time-wait' }, env)).toThrow(
      /TIME-WAIT was asked about/,
    );
  });

  test('a segment that it sends has the window of its connection', () => {
    expect(transmits(segmentFrom(waiting, { seq: 7, ack: 9 }))).toMatchObject({
      type: 'transmit',
      segment: { seq: 7, ack: 9, wnd: 100, fin: false, text: '' },
    });
  });
});

describe('every order', () => {
  const proof = { rule: RULES.ends, told: [verbatim('two connections')], expected: verbatim('nothing old gets in') };
  const space = (state?: ReplacedState) =>
    twoConnections({
      losses: 0,
      duplicates: 0,
      inFlight: 3,
      machine: createMachine({ profile: EXPLORATION, states: state === undefined ? {} : { 'TIME-WAIT': state } }),
    });

  test('safe: says how much was seen, as the explorer counts it', () => {
    const outcome = explore(space());
    expect(prove({ space: space(), ...proof }).distinct).toBe(outcome.distinct);
  });

  test('the shortest way to what must not be is the ladder', () => {
    const failure = failureOf(() => prove({ space: space(deaf(60_000)), ...proof }));
    expect(failure.got.en).toMatch(/of connection 1 in connection 2/);
    expect(failure.tried.map(({ en }) => en)[1]).toMatch(/^the shortest way to it has \d+ steps$/);
    expect(failure.ladder?.en).toContain('TIME-WAIT');
    expect(failureText(failure, 'zh-Hans')).toContain('旧报文段进了新连接');
  });

  test('a question that fails by itself has the ladder of the way to it', () => {
    const fails = plainState('TIME-WAIT', {
      segment: (tcb) => stays(tcb),
      timeout: () => new Story({ before: [verbatim('asked')] }).fail(RULES.answer, EXPECTED),
    });
    const failure = failureOf(() => prove({ space: space(fails), ...proof }));
    expect(failure.code).toBe('wait/answer');
    expect(failure.tried.at(-1)).toEqual(verbatim('asked'));
    expect(failure.ladder?.en).toContain('TIME-WAIT');
  });

  test('a bound that is reached is a failure, and never safe', () => {
    const failure = failureOf(() => prove({ space: space(), ...proof, bounds: { states: 10 } }));
    expect(failure.got.en).toContain('no end after');
  });

  test('a model of one’s own: its steps are told by itself', () => {
    const failure = failureOf(() =>
      proveModel<{ readonly n: number }, 'up'>(
        {
          initial: [{ n: 0 }],
          next: ({ n }) => [{ step: 'up', state: { n: n + 1 } }],
          key: ({ n }) => n,
          check: ({ n }) => (n === 3 ? verbatim('three') : null),
        },
        (_, steps) => ({ tried: steps.map(({ step }) => verbatim(step)), ladder: verbatim('picture') }),
        proof,
      ),
    );
    expect(failure.tried.map(({ en }) => en)).toEqual(['two connections', 'up', 'up', 'up']);
    expect(failure).toMatchObject({ got: verbatim('three'), ladder: verbatim('picture') });
  });
});

describe('random cases', () => {
  afterEach(() => replayOnly(null));

  test('each has a seed of its own, and one can be played again alone', () => {
    const drawn: [number, number][] = [];
    const play = () => randomCases('any', 5, (random, seed) => drawn.push([seed, random.integer(0, 1e6)]));
    play();
    expect(new Set(drawn.map(([seed]) => seed)).size).toBe(5);
    const third = drawn[2]!;
    drawn.length = 0;
    replayOnly(third[0]);
    play();
    expect([drawn, casesReplayed()]).toEqual([[third], 1]);
    drawn.length = 0;
    replayOnly(99);
    play();
    expect([drawn, casesReplayed()]).toEqual([[], 0]);
  });

  test('a seed that was drawn elsewhere is played under any name', () => {
    const drawn: [number, number][] = [];
    setSeed(1);
    randomCases('elsewhere', 1, (random, seed) => drawn.push([seed, random.integer(0, 1e6)]));
    setSeed(PUBLIC_SEED);
    const [there] = drawn.splice(0);
    replayOnly(there![0], true);
    randomCases('any', 5, (random, seed) => drawn.push([seed, random.integer(0, 1e6)]));
    expect([drawn, casesReplayed()]).toEqual([[there], 1]);
  });

  test('a failure that comes out of a world has its case’s seed, too', () => {
    const failure = failureOf(() => randomCases('any', 1, () => new Story().fail(RULES.answer, EXPECTED)));
    expect(failure.seed).toBe(seedFor('any 0'));
  });
});
