/** Initial sequence numbers as a peer sees them. RFC 9293 §3.4.1, RFC 6528. */
import { describe, expect, test } from 'vitest';
import { distance, type Seq } from '@lastack/tcp';
import { run, type Scenario } from '../src/index.ts';
import { of } from './reading.ts';

const dials = (seed: number, ...ports: readonly (readonly [at: number, from: number])[]): Scenario => ({
  version: 1,
  seed,
  hosts: { A: {}, B: {} },
  script: ports.flatMap(([at, from], index) => [
    { at, host: 'A', call: 'connect', socket: `a${index}`, to: 'B', port: 80, from },
    { at: at + 500, host: 'A', call: 'close', socket: `a${index}` },
  ]),
});

/** The ISN of every SYN, in order. Nobody listens: each is refused, and closed so that its port is free again. */
const isns = (scenario: Scenario): Seq[] =>
  of(run(scenario), 'transmit')
    .filter(({ packet }) => packet.segment.syn)
    .map(({ packet }) => packet.segment.seq);

describe('ISN = M + F(four-tuple, secret)', () => {
  test('on one four-tuple it grows by one every 4 µs (MUST-8)', () => {
    const [first, second] = isns(dials(1, [0, 40_000], [1_000, 40_000]));
    expect(distance(first!, second!)).toBe(250_000);
  });

  test('of another four-tuple it says nothing, and not the same under another secret (SHLD-1, MUST-9)', () => {
    const [one, next] = isns(dials(1, [0, 40_000], [0, 40_001]));
    const [other, after] = isns(dials(2, [0, 40_000], [0, 40_001]));
    expect(one).not.toBe(other);
    expect(distance(one!, next!)).not.toBe(distance(other!, after!));
  });
});
