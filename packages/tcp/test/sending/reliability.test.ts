/** Nothing is lost, doubled or out of order, whatever a network with any luck at all does. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ProfileName } from '../../src/index.ts';
import { Pair } from '../harness/pair.ts';

const stream = (length: number, salt: number): string =>
  Array.from({ length }, (_, i) => String.fromCharCode((i * 7 + salt + (i >> 8)) & 0xff)).join('');

describe.each<ProfileName>(['rfc9293', 'linux', 'freebsd'])('%s', (profile) => {
  test('both directions arrive whole and both ends close', () => {
    const network = fc.record({
      losses: fc.uniqueArray(fc.integer({ min: 1, max: 90 }), { maxLength: 20 }),
      lengths: fc.tuple(fc.integer({ min: 0, max: 30_000 }), fc.integer({ min: 0, max: 30_000 })),
      receiveBuffer: fc.constantFrom(2000, 8000, 65_535, 300_000),
      reading: fc.integer({ min: 500, max: 20_000 }),
      jitter: fc.constantFrom(0, 0, 7_000, 35_000),
      sack: fc.boolean(),
      stamps: fc.boolean(),
    });
    fc.assert(
      fc.property(network, ({ losses, lengths, receiveBuffer, reading, jitter, sack, stamps }) => {
        const lost = new Set(losses);
        let count = 0;
        const pair = new Pair({
          profile,
          tcb: { receiveBuffer },
          sysctls: { tcp_sack: sack, tcp_timestamps: stamps },
          jitter: () => ((count * 2_654_435_761) >>> 16) % (jitter + 1),
          lose: () => lost.has((count += 1)),
        });
        pair.call('B', { type: 'open', mode: 'passive' });
        pair.call('A', { type: 'open', mode: 'active' });
        pair.wait(200_000);
        expect(pair.states).toBe('ESTABLISHED/ESTABLISHED');
        const [up, down] = [stream(lengths[0], 1), stream(lengths[1], 2)];
        pair.call('A', { type: 'send', bytes: up });
        pair.call('A', { type: 'shutdown' });
        pair.wait(9_000);
        pair.call('B', { type: 'send', bytes: down });
        pair.call('B', { type: 'shutdown' });
        for (let i = 0; i < 2_000 && (pair.received.A !== down || pair.received.B !== up); i += 1) {
          pair.wait(500);
          pair.call('A', { type: 'receive', count: reading });
          pair.call('B', { type: 'receive', count: reading });
        }
        // A FIN takes a number: it waits for the window like text, so the rest must be read.
        for (const name of ['A', 'B'] as const) pair.call(name, { type: 'receive', count: 30_000 });
        pair.wait(600_000);
        expect(pair.received.B).toBe(up);
        expect(pair.received.A).toBe(down);
        expect(pair.states).toBe('CLOSED/CLOSED');
      }),
      { numRuns: 60, seed: 1981 },
    );
  });
});
