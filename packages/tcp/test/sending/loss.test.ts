import { describe, expect, test } from 'vitest';
import { distance, PROFILES, type Profile, type ProfileName } from '../../src/index.ts';
import { Pair } from '../harness/pair.ts';

const MSS = 1448;
const UNPROBED: Profile = { ...PROFILES.linux, tailLossProbe: false };

/** A sends so many segments; those of the set are lost once. */
function send(
  segments: number,
  lost: readonly number[],
  options: { sack?: boolean; profile?: ProfileName | Profile } = {},
): Pair {
  const missing = new Set(lost);
  let base = 0;
  const pair = new Pair({
    profile: options.profile ?? 'linux',
    sysctls: { tcp_sack: options.sack ?? true },
    tcb: { receiveBuffer: 1_000_000 },
    lose: ({ from, segment }) => {
      if (from !== 'A' || segment.text === '') return false;
      if (base === 0) base = segment.seq;
      return missing.delete((segment.seq - base) / MSS + 1);
    },
  }).open();
  pair.call('A', { type: 'send', bytes: 'x'.repeat(segments * MSS) });
  return pair;
}

/** Which segments A sent twice, and when (ms after the open). */
const repeated = (pair: Pair): [number, number][] => {
  const seen = new Set<number>();
  const first = pair.sent.find(({ segment }) => segment.text !== '')?.segment.seq ?? 0;
  return pair.sent
    .filter(({ from, segment }) => from === 'A' && segment.text !== '')
    .flatMap(({ at, segment }): [number, number][] => {
      if (seen.has(segment.seq)) return [[(segment.seq - first) / MSS + 1, at / 1000 - 50]];
      seen.add(segment.seq);
      return [];
    });
};

describe('fast retransmit (RFC 5681 §3.2)', () => {
  test('limited transmit: two new segments, then what is missing (RFC 3042)', () => {
    const pair = send(20, [1], { sack: false, profile: UNPROBED });
    pair.run(1_000_000);
    const text = pair.sent.filter(({ from, segment }) => from === 'A' && segment.text !== '');
    const [first] = text;
    const order = text.map(({ segment }) => distance(first?.segment.seq ?? segment.seq, segment.seq) / MSS + 1);
    expect(order.slice(0, 13)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 1]);
  });

  test('one segment lost of ten: repeated with the third duplicate ACK, after one round trip', () => {
    const pair = send(10, [3]);
    pair.wait(100);
    expect(repeated(pair)).toEqual([[3, 20]]);
    expect(pair.received.B.length).toBe(10 * MSS);
  });

  test('without SACK: a partial ACK shows the next hole, one a round trip (RFC 6582)', () => {
    const pair = send(10, [2, 5, 7], { sack: false });
    pair.wait(150);
    expect(repeated(pair)).toEqual([
      [2, 20],
      [5, 40],
      [7, 60],
    ]);
    expect(pair.received.B.length).toBe(10 * MSS);
  });

  test('with SACK: all holes in the same round trip (RFC 6675)', () => {
    const pair = send(10, [2, 5, 7]);
    pair.wait(100);
    expect(repeated(pair).map(([segment]) => segment)).toEqual([2, 5, 7]);
    expect(repeated(pair).every(([, at]) => at === 20)).toBe(true);
  });

  test('what was repeated is not measured (RFC 6298 §3)', () => {
    const pair = send(10, [1], { sack: false });
    const { timedAt } = pair.connection('A').snd;
    expect(timedAt).not.toBeNull();
    pair.wait(21);
    expect(repeated(pair)).toEqual([[1, 20]]);
    expect(pair.connection('A').snd.timedAt).toBeNull();
  });

  test('afterwards the window is half of what was out', () => {
    const pair = send(10, [3]);
    pair.wait(100);
    const { ssthresh, recover } = pair.connection('A').snd;
    expect(ssthresh).toBe(((10 - 2) * MSS) / 2);
    expect(recover).toBeNull();
  });
});

describe('too few duplicate ACKs: the clock (RFC 5681 §3.1)', () => {
  test('the last segment lost: a tail loss probe finds it, without RTO and slow start (RFC 8985 §7)', () => {
    const pair = send(4, [4]);
    pair.wait(270);
    expect(repeated(pair).map(([segment]) => segment)).toEqual([4]);
    expect(pair.received.B.length).toBe(4 * MSS);
    expect(pair.connection('A').snd.cwnd).toBeGreaterThan(10 * MSS);
  });

  test('the last segment lost: RTO, then slow start from one segment', () => {
    const pair = send(4, [4], { profile: UNPROBED });
    pair.wait(270);
    expect(repeated(pair).map(([segment]) => segment)).toEqual([4]);
    expect(pair.connection('A').snd.cwnd).toBe(2 * MSS); // one, and one more for its ACK
    pair.wait(100);
    expect(pair.received.B.length).toBe(4 * MSS);
  });

  test('everything lost: one segment, then two, until all is there', () => {
    const pair = send(8, [1, 2, 3, 4, 5, 6, 7, 8], { profile: UNPROBED });
    pair.wait(2000);
    expect(pair.received.B.length).toBe(8 * MSS);
    const times = repeated(pair).map(([, at]) => at);
    expect(times.filter((at) => at === times[0]).length).toBe(1);
    expect(times.filter((at) => at === times[1]).length).toBe(2);
  });
});

describe('slow start and congestion avoidance (§3.8.2, MUST-19)', () => {
  test.each([
    ['linux', 10],
    ['rfc9293', 3],
  ] as const)('%s: the first window is %i segments', (profile, expected) => {
    const pair = send(40, [], { profile });
    expect(pair.flags(3).length).toBe(expected);
  });

  test('the window doubles each round trip while ACKs come, up to ssthresh', () => {
    const pair = send(60, []);
    pair.wait(22);
    const { cwnd } = pair.connection('A').snd;
    expect(cwnd).toBeGreaterThanOrEqual(15 * MSS);
    expect(cwnd).toBeLessThanOrEqual(20 * MSS);
  });

  test('never more in flight than the window', () => {
    const pair = send(200, [20, 50, 51]);
    for (let i = 0; i < 300; i += 1) {
      pair.wait(1);
      const { snd } = pair.connection('A');
      const held = snd.sacked.reduce((sum, [left, right]) => sum + distance(left, right), 0);
      // In recovery the window was just halved under what is already out.
      if (snd.recover === null) expect(distance(snd.una, snd.resend) - held).toBeLessThanOrEqual(snd.cwnd);
    }
  });

  test('IW of RFC 5681 by MSS: two, three or four segments', () => {
    const initial = (mss: number): number => {
      const pair = new Pair({ profile: 'rfc9293', tcb: { mss }, sysctls: { tcp_timestamps: false } }).open();
      return pair.connection('A').snd.cwnd / mss;
    };
    expect([3000, 1460, 536].map(initial)).toEqual([2, 3, 4]);
  });
});
