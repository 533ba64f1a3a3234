/** Grades who may take over a connection in TIME-WAIT. README.md states each rule. */
import { describe, test } from 'vitest';
import { mayReuse } from '#subject';
import { randomCases } from '@lastack/exercise-kit';
import { decides, question, type Change } from './grader/ask.ts';
import { questionAtRandom } from './grader/random-questions.ts';
import type { Rule } from '#subject';

/** A connection that may be reused, changed so, is decided by this rule. */
const is = (rule: Rule, change: Change = {}) => decides(mayReuse, question(change), rule);

const local = { address: '10.0.0.2', port: 40_000 };
const peer = { address: '10.0.1.1', port: 443 };

describe('whom it concerns', () => {
  test('another four-tuple is another connection', () => {
    is('other-tuple', { attempt: { local: { ...local, port: 40_001 } } });
    is('other-tuple', { attempt: { peer: { ...peer, port: 80 } } });
    is('other-tuple', { attempt: { local: { ...local, address: '10.0.0.9' } } });
    is('other-tuple', { attempt: { peer: { ...peer, address: '10.0.1.2' } } });
    is('other-tuple', { attempt: { peer: { ...peer, port: 80 } }, old: { state: 'ESTABLISHED' } });
  });

  test('only TIME-WAIT gives way', () => {
    for (const state of ['FIN-WAIT-2', 'ESTABLISHED', 'CLOSE-WAIT', 'LAST-ACK'] as const) {
      is('not-waiting', { old: { state } });
      is('not-waiting', { old: { state }, attempt: { direction: 'syn' } });
    }
  });

  test('a SYN that comes in is none of its business', () => {
    is('incoming', { attempt: { direction: 'syn' } });
    is('incoming', { attempt: { direction: 'syn' }, old: { timestamps: false }, sysctls: { tcp_tw_reuse: 0 } });
  });
});

describe('timestamps', () => {
  test('without them on the old connection, never', () => {
    is('no-timestamps', { old: { timestamps: false } });
    is('no-timestamps', { old: { timestamps: false }, age: 59_000 });
    is('no-timestamps', { old: { timestamps: false }, sysctls: { tcp_tw_reuse: 0 } });
    is('no-timestamps', { old: { timestamps: false }, attempt: { port: 'bound' } });
  });

  test('what counts is what the old connection did, not today’s sysctl', () => {
    is('reuse', { sysctls: { tcp_timestamps: 0 } });
    is('no-timestamps', { old: { timestamps: false }, sysctls: { tcp_timestamps: 1 } });
  });
});

describe('the port', () => {
  test('one that bind() gave is taken over at once', () => {
    for (const tcp_tw_reuse of [0, 1, 2] as const)
      is('bound', { attempt: { port: 'bound' }, sysctls: { tcp_tw_reuse } });
    is('bound', { attempt: { port: 'bound' }, age: 0 });
  });
});

describe('tcp_tw_reuse', () => {
  test('0: never; 1: everywhere', () => {
    is('off', { sysctls: { tcp_tw_reuse: 0 } });
    is('off', { sysctls: { tcp_tw_reuse: 0 }, age: 0 });
    is('off', { sysctls: { tcp_tw_reuse: 0 }, peer: { address: '127.0.0.1', port: 80 } });
    is('reuse');
    is('reuse', { peer: { address: '2001:db8::7', port: 443 }, local: { address: '2001:db8::1', port: 40_000 } });
  });

  test('2: over loopback, at either end', () => {
    const sysctls = { tcp_tw_reuse: 2 } as const;
    for (const address of ['127.0.0.1', '127.0.0.53', '127.255.0.1', '::1', '::ffff:127.0.0.1']) {
      is('reuse', { sysctls, local: { address, port: 40_000 }, peer: { address, port: 80 } });
      is('reuse', { sysctls, peer: { address, port: 80 } });
      is('reuse', { sysctls, local: { address, port: 40_000 } });
    }
  });

  test('2: nowhere else, not even to one’s own other address', () => {
    const sysctls = { tcp_tw_reuse: 2 } as const;
    is('not-loopback', { sysctls });
    is('not-loopback', {
      sysctls,
      local: { address: '10.0.0.2', port: 40_000 },
      peer: { address: '10.0.0.2', port: 80 },
    });
    const neighbours = ['128.0.0.1', '12.7.0.1', '1.127.0.1', '1270:db8::7'];
    for (const address of [...neighbours, '2001:db8::1', '::ffff:10.0.0.1', 'fe80::1']) {
      is('not-loopback', { sysctls, peer: { address, port: 80 } });
      is('not-loopback', { sysctls, peer: { address, port: 80 }, age: 0 });
    }
  });
});

describe('tcp_tw_reuse_delay', () => {
  test('longer than the delay; as long is not longer', () => {
    for (const tcp_tw_reuse_delay of [1, 200, 1_000, 3_000]) {
      const sysctls = { tcp_tw_reuse_delay };
      is('too-young', { sysctls, age: 0 });
      is('too-young', { sysctls, age: tcp_tw_reuse_delay });
      is('reuse', { sysctls, age: tcp_tw_reuse_delay + 1 });
    }
  });

  test('it counts from TIME-WAIT, not from the connection’s beginning', () => {
    is('too-young', { age: 500, lived: 100_000 });
    is('reuse', { age: 1_001, lived: 0 });
  });
});

describe('random cases', () => {
  test('400 questions by seed, and no hidden memory', () => {
    randomCases('may-i-reuse', 400, (random, seed) => {
      const { asked, rule } = questionAtRandom(random);
      decides(mayReuse, asked, rule, seed);
    });
  });
});
