/** Grades who gets which port, and how many a second last. README.md states each rule. */
import { describe, test } from 'vitest';
import { connect, perSecond } from '#subject';
import { randomCases, type Rule } from '@lastack/exercise-kit';
import { answers, lasts } from './grader/ask.ts';
import { bindTo, budget, full, host, listener, questionAtRandom, request, socket, THERE } from './grader/hosts.ts';
import { RULES } from './grader/rules.ts';
import type { Budget, Host, Request, Socket } from '#subject';

const gets = (rule: Rule, sockets: readonly Socket[], asked: Partial<Request> = {}, change: Partial<Host> = {}) =>
  answers(connect, host(sockets, change), request(asked), rule);

describe('connect() chooses', () => {
  test('ten ports, ten connections; the eleventh gets EADDRNOTAVAIL', () => {
    gets(RULES.taken, []);
    gets(RULES.taken, full({}, [40_004]));
    gets(RULES.taken, full());
  });

  test('whatever state they are in', () => {
    for (const state of ['ESTABLISHED', 'FIN-WAIT-2', 'CLOSE-WAIT', 'TIME-WAIT'] as const) {
      gets(RULES.taken, full({ state }, [40_007]));
      gets(RULES.taken, full({ state }));
    }
  });

  test('another destination, or another address of ours, is another budget', () => {
    gets(RULES.fourTuple, full(), { to: { ...THERE, port: 80 } });
    gets(RULES.fourTuple, full(), { to: { ...THERE, address: '10.0.1.2' } });
    gets(RULES.fourTuple, full(), { from: '10.0.0.3' });
  });

  test('both ends of the range belong to it, nothing else does', () => {
    gets(RULES.range, full({}, [40_000]));
    gets(RULES.range, full({}, [40_009]));
    gets(RULES.range, [], {}, { portRange: [40_005, 40_005] });
    gets(RULES.range, [socket(40_005)], {}, { portRange: [40_005, 40_005] });
  });

  test('never a reserved port', () => {
    gets(RULES.reserved, full({}, [40_003]), {}, { reserved: [40_003] });
    gets(RULES.reserved, full({}, [40_003, 40_006]), {}, { reserved: [40_003, 50_000] });
  });

  test('never one that somebody chose with bind()', () => {
    gets(RULES.bound, [listener(40_003), ...full({}, [40_003])]);
    const other = { local: { address: '10.0.0.3', port: 40_003 }, portFrom: 'bind' } as const;
    gets(RULES.bound, [socket(40_003, other), ...full({}, [40_003])]);
  });
});

describe('bind() names a port', () => {
  test('held at this address, or at every address: EADDRINUSE, whatever the destination', () => {
    const bind = bindTo(40_000);
    const to = { ...THERE, port: 80 };
    gets(RULES.bindPort, [socket(40_000)], { bind, to });
    gets(RULES.bindPort, [listener(40_000)], { bind, to });
    gets(RULES.bindPort, [socket(40_000, { state: 'ESTABLISHED' })], { bind });
    gets(RULES.bindPort, [socket(40_000)], { bind, from: '10.0.0.3' });
    gets(RULES.bindPort, [socket(40_001)], { bind });
  });

  test('SO_REUSEADDR: on both, and nobody listens', () => {
    const to = { ...THERE, port: 80 };
    const bind = bindTo(40_000, { reuseAddress: true });
    gets(RULES.reuseAddress, [socket(40_000, { reuseAddress: true })], { bind, to });
    gets(RULES.reuseAddress, [socket(40_000)], { bind, to });
    gets(RULES.reuseAddress, [socket(40_000, { reuseAddress: true })], { bind: bindTo(40_000), to });
    gets(RULES.reuseAddress, [listener(40_000)], { bind, to });
  });

  test('in the range or not; and then the four-tuple must be free', () => {
    gets(RULES.named, full(), { bind: bindTo(50_000) });
    gets(RULES.named, [], { bind: bindTo(40_003) }, { reserved: [40_003] });
    gets(RULES.named, [socket(40_000, { reuseAddress: true })], { bind: bindTo(40_000, { reuseAddress: true }) });
  });
});

describe('bind() with port 0', () => {
  test('a port that nobody holds here; none is left: EADDRINUSE', () => {
    const bind = bindTo(0);
    gets(RULES.bindAny, full(), { bind });
    gets(RULES.bindAny, full(), { bind, to: { ...THERE, port: 80 } });
    gets(RULES.bindAny, full({}, [40_006]), { bind });
    gets(RULES.bindAny, full(), { bind, from: '10.0.0.3' });
    const shared = bindTo(0, { reuseAddress: true });
    gets(RULES.bindAny, full({ reuseAddress: true }), { bind: shared, to: { ...THERE, port: 80 } });
    gets(RULES.bindAny, full({ reuseAddress: true }, [40_006]), { bind: shared });
  });

  test('IP_BIND_ADDRESS_NO_PORT: connect() chooses, EADDRNOTAVAIL is its errno', () => {
    const bind = bindTo(0, { addressNoPort: true });
    gets(RULES.addressNoPort, full(), { bind });
    gets(RULES.addressNoPort, full(), { bind, to: { ...THERE, port: 80 } });
    gets(RULES.addressNoPort, full({ portFrom: 'bind' }), { bind, to: { ...THERE, port: 80 } });
  });
});

describe('a second', () => {
  const last = (right: number, rule: Rule, change: Partial<Budget> = {}) =>
    lasts(perSecond, budget(change), right, rule);

  test('28,232 ports and 60 s: 470 a second to each destination from each address', () => {
    last(470, RULES.budget);
    last(470 * 2 + 1, RULES.budget, { destinations: 2 });
    last(4_705, RULES.budget, { sources: 5, destinations: 2 });
    last(1_075, RULES.budget, { portRange: [1_024, 65_535] });
    last(0, RULES.budget, { portRange: [40_000, 40_009] });
    last(1, RULES.budget, { portRange: [40_000, 40_119], reserved: [40_000, 50_000] });
    last(2, RULES.budget, { portRange: [40_000, 40_119], reserved: [39_999, 40_120] });
    last(28_232, RULES.budget, { timeWaitMs: 1_000 });
  });

  test('a connection holds its port while it lives, and TIME-WAIT only where the client closes first', () => {
    last(235, RULES.closer, { lifetimeMs: 60_000 });
    last(2_823, RULES.closer, { lifetimeMs: 10_000, closer: 'server' });
    last(705_800, RULES.closer, { lifetimeMs: 40, closer: 'server' });
    last(403, RULES.closer, { lifetimeMs: 10_000 });
  });
});

describe('random cases', () => {
  test('300 hosts by seed, and no hidden memory', () => {
    randomCases('port-budget', 300, (random, seed) => {
      const [at, asked] = questionAtRandom(random);
      const { bind } = asked;
      const rule =
        bind === null
          ? RULES.taken
          : bind.port !== 0
            ? RULES.bindPort
            : bind.addressNoPort
              ? RULES.addressNoPort
              : RULES.bindAny;
      answers(connect, at, asked, rule, seed);
    });
  });
});
