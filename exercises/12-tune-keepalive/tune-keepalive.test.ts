/** Grades when a failure is noticed, and settings that notice it in time. README.md states each rule; worlds judge. */
import { describe, test } from 'vitest';
import { choose, detect } from '#subject';
import { randomCases, type Rule } from '@lastack/exercise-kit';
import { chooses } from './grader/ask-choose.ts';
import { detects } from './grader/ask-detect.ts';
import { failureAtRandom, needsAtRandom } from './grader/random-cases.ts';
import { RULES } from './grader/rules.ts';
import type { Failure, Needs, NodeCall, SocketOptions } from '#subject';

/** TCP_KEEPIDLE 20, TCP_KEEPINTVL 5, TCP_KEEPCNT 4, changed so: the peer is gone, nobody sends. */
const noticed = (rule: Rule, options: Partial<SocketOptions> = {}, failure: Partial<Failure> = {}) =>
  detects(
    detect,
    {
      api: 'setsockopt',
      SO_KEEPALIVE: true,
      TCP_KEEPIDLE: 20,
      TCP_KEEPINTVL: 5,
      TCP_KEEPCNT: 4,
      TCP_USER_TIMEOUT: 0,
      ...options,
    },
    { then: 'silence', sentMs: null, ...failure },
    rule,
  );

const UNSET = { TCP_KEEPIDLE: null, TCP_KEEPINTVL: null, TCP_KEEPCNT: null } as const;

describe('detect, nobody sends', () => {
  test('without SO_KEEPALIVE: never, whatever else is set', () => {
    noticed(RULES.off, { SO_KEEPALIVE: false });
    noticed(RULES.off, { SO_KEEPALIVE: false, ...UNSET });
    noticed(RULES.off, { SO_KEEPALIVE: false, TCP_USER_TIMEOUT: 30_000 });
  });

  test('the idle time, then an interval for each probe, the last one too', () => {
    noticed(RULES.idle);
    noticed(RULES.idle, { TCP_KEEPIDLE: 2, TCP_KEEPINTVL: 1, TCP_KEEPCNT: 3 });
    noticed(RULES.idle, { TCP_KEEPCNT: 1 });
  });

  test('what was never set is 7200 s, 75 s and 9: two hours, 11 minutes and 15 seconds', () => {
    noticed(RULES.idle, UNSET);
    noticed(RULES.idle, { TCP_KEEPINTVL: null, TCP_KEEPCNT: null });
    noticed(RULES.idle, { TCP_KEEPIDLE: null });
  });

  test('a user timeout: the first tick after a probe that is not before it', () => {
    const few = { TCP_KEEPIDLE: 2, TCP_KEEPINTVL: 3, TCP_KEEPCNT: 2 };
    noticed(RULES.userTimeout, { ...few, TCP_USER_TIMEOUT: 4_000 });
    noticed(RULES.userTimeout, { ...few, TCP_USER_TIMEOUT: 1_000 });
    noticed(RULES.userTimeout, { ...few, TCP_USER_TIMEOUT: 5_000 });
    noticed(RULES.userTimeout, { ...few, TCP_USER_TIMEOUT: 9_000 });
  });
});

describe('detect, data in flight', () => {
  test('no probes: TCP_USER_TIMEOUT, from the sending on', () => {
    noticed(RULES.inFlight, { TCP_USER_TIMEOUT: 30_000 }, { sentMs: 500 });
    noticed(RULES.inFlight, { TCP_USER_TIMEOUT: 70_000 }, { sentMs: 22_500 });
    noticed(RULES.inFlight, { SO_KEEPALIVE: false, TCP_USER_TIMEOUT: 30_000 }, { sentMs: 500 });
  });

  test('and without it tcp_retries2: more than a quarter of an hour', () => {
    noticed(RULES.inFlight, {}, { sentMs: 500 });
    noticed(RULES.inFlight, {}, { sentMs: 32_500 });
    noticed(RULES.inFlight, { SO_KEEPALIVE: false }, { sentMs: 8_500 });
  });

  test('what is sent when the probes have given up changes nothing', () => {
    noticed(RULES.idle, {}, { sentMs: 40_500 });
    noticed(RULES.idle, { TCP_USER_TIMEOUT: 10_000 }, { sentMs: 60_500 });
  });
});

describe('detect, a host that has forgotten', () => {
  test('an RST answers what is sent first', () => {
    const then = 'reset';
    noticed(RULES.reset, {}, { then });
    noticed(RULES.reset, {}, { then, sentMs: 1_500 });
    noticed(RULES.reset, {}, { then, sentMs: 30_500 });
    noticed(RULES.reset, { SO_KEEPALIVE: false }, { then, sentMs: 30_500 });
    noticed(RULES.reset, { SO_KEEPALIVE: false }, { then });
    noticed(RULES.reset, { TCP_USER_TIMEOUT: 90_000 }, { then });
  });
});

describe('detect, Node', () => {
  const inNode = (call: Omit<NodeCall, 'api'>, failure: Partial<Failure> = {}) =>
    detects(detect, { api: 'node', ...call }, { then: 'silence', sentMs: null, ...failure }, RULES.node);

  test('setKeepAlive(true, d): d in whole seconds, 1 s, 10 probes', () => {
    inNode({ enable: true, initialDelay: 60_000 });
    inNode({ enable: true, initialDelay: 1_900 });
    inNode({ enable: false, initialDelay: 60_000 });
    inNode({ enable: true, initialDelay: 60_000 }, { sentMs: 500 });
  });

  test('a delay below a second leaves 7200 s, 75 s and 9', () => {
    inNode({ enable: true, initialDelay: 0 });
    inNode({ enable: true, initialDelay: 999 });
  });
});

/** Nothing is asked, changed so. */
const needs = ({
  notice,
  ...change
}: Partial<Omit<Needs, 'notice'>> & { notice?: Partial<Needs['notice']> }): Needs => ({
  api: 'setsockopt',
  balancer: null,
  outage: 0,
  packetsPerHour: 1_000,
  ...change,
  notice: { idle: null, sending: null, hung: null, ...notice },
});

const NLB = { forgetsAfter: 350_000, counts: 'packets' } as const;

describe('choose', () => {
  test('a balancer that forgets after 350 s', () => {
    chooses(choose, needs({ balancer: NLB }));
    chooses(choose, needs({ balancer: { ...NLB, forgetsAfter: 240_000 } }));
    chooses(choose, needs({ api: 'node', balancer: NLB }));
  });

  test('a peer that vanished while nobody was sending', () => {
    chooses(choose, needs({ notice: { idle: 30_000 } }));
    chooses(choose, needs({ balancer: NLB, notice: { idle: 120_000 } }));
    chooses(choose, needs({ api: 'node', notice: { idle: 30_000 } }));
  });

  test('a peer that vanished with data in flight', () => {
    chooses(choose, needs({ notice: { sending: 30_000 } }));
    chooses(choose, needs({ balancer: NLB, notice: { idle: 60_000, sending: 20_000 } }));
    chooses(choose, needs({ api: 'node', notice: { sending: 30_000 } }));
  });

  test('a balancer that counts octets, not packets', () => {
    chooses(choose, needs({ balancer: { forgetsAfter: 60_000, counts: 'octets' } }));
    chooses(choose, needs({ balancer: { forgetsAfter: 350_000, counts: 'octets' }, packetsPerHour: 45 }));
  });

  test('a program that hangs while its kernel answers', () => {
    chooses(choose, needs({ notice: { hung: 30_000 } }));
    chooses(choose, needs({ api: 'node', balancer: NLB, notice: { idle: 60_000, hung: 45_000 } }));
  });

  test('an outage is no death', () => {
    chooses(choose, needs({ outage: 20_000, notice: { idle: 60_000 } }));
    chooses(choose, needs({ outage: 12_000, packetsPerHour: 400, notice: { idle: 30_000 } }));
    chooses(choose, needs({ outage: 12_000, notice: { idle: 90_000, sending: 60_000 } }));
    chooses(choose, needs({ outage: 12_000, notice: { idle: 300_000, sending: 60_000 } }));
    chooses(choose, needs({ outage: 12_000, notice: { sending: 60_000 } }));
    chooses(choose, needs({ outage: 20_000, notice: { hung: 60_000 } }));
    chooses(choose, needs({ api: 'node', outage: 20_000, notice: { idle: 90_000 } }));
  });

  test('few packets on a quiet connection', () => {
    const packetsPerHour = 25;
    chooses(choose, needs({ balancer: NLB, packetsPerHour: 22 }));
    chooses(choose, needs({ api: 'node', packetsPerHour: 10, notice: { idle: 600_000 } }));
    chooses(choose, needs({ balancer: NLB, packetsPerHour, outage: 10_000, notice: { idle: 600_000 } }));
    chooses(choose, needs({ balancer: NLB, packetsPerHour, notice: { idle: 600_000, sending: 30_000 } }));
  });
});

describe('random cases', () => {
  test('100 failures by seed, each run in a world, and no hidden memory', () => {
    randomCases('failure', 100, (random, seed) => {
      const { config, failure, rule } = failureAtRandom(random);
      detects(detect, config, failure, rule, seed);
    });
  });

  test('15 needs by seed, each run in worlds, and no hidden memory', () => {
    randomCases('needs', 15, (random, seed) => chooses(choose, needsAtRandom(random), seed));
  });
});
