/** Captures written by hand: only packets, no calls, no states. What a reader may conclude from them, and what not. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { add, type State } from '@lastack/tcp';
import {
  diagnose,
  ladderText,
  readPcap,
  traceFromJson,
  traceFromPackets,
  traceToJson,
  traceToPcap,
  type CapturedPacket,
} from '../src/index.ts';
import { simultaneousClose } from './traces.ts';
import { capture, HANDSHAKE, type Line } from './written-captures.ts';
import { randomTrace } from './random-trace.ts';

const states = (packets: readonly CapturedPacket[], host: string): State[] =>
  traceFromPackets(packets).records.flatMap((record) =>
    record.type === 'state' && record.host === host ? [record.to] : [],
  );
const arrivals = (packets: readonly CapturedPacket[]): number[] =>
  traceFromPackets(packets).records.flatMap((record) => (record.type === 'arrive' ? [record.packet.id] : []));

describe('a close in four segments', () => {
  const packets = capture(
    ...HANDSHAKE,
    [100, 'A', 'F', 1, 1],
    [101, 'B', '', 1, 2],
    [200, 'B', 'F', 1, 2],
    [201, 'A', '', 2, 2],
  );

  test('both ends pass their states (figure 12); TIME-WAIT has no end in a capture', () => {
    expect(states(packets, 'A')).toEqual(['SYN-SENT', 'ESTABLISHED', 'FIN-WAIT-1', 'FIN-WAIT-2', 'TIME-WAIT']);
    expect(states(packets, 'B')).toEqual(['SYN-RECEIVED', 'ESTABLISHED', 'CLOSE-WAIT', 'LAST-ACK', 'CLOSED']);
  });

  test('the diagnosis, in both languages', () => {
    expect(diagnose(packets)).toMatchObject([
      {
        opened: 'in the capture',
        closedFirst: 'A',
        closingSegments: 4,
        repeatedFins: 0,
        reset: null,
        ending: 'closed',
        text: {
          en: ['A opened: A (10.0.0.1:40000) and B (10.0.0.2:80).', 'A closed first; the close took 4 segments.'],
          'zh-Hans': ['A 发起连接：A（10.0.0.1:40000）与 B（10.0.0.2:80）。', 'A 先关闭；关闭过程共 4 个报文段。'],
        },
      },
    ]);
  });

  test('time 0 is the first packet, and the ladder draws it', () => {
    expect(traceFromPackets(packets).end).toBe(201_000);
    expect(ladderText(traceFromPackets(packets))).toContain('LAST-ACK');
  });
});

test('three segments: FIN-WAIT-2 is left in the step that enters it (§3.10.7.4, fifth and eighth)', () => {
  const packets = capture(...HANDSHAKE, [100, 'A', 'F', 1, 1], [101, 'B', 'F', 1, 2], [102, 'A', '', 2, 2]);
  expect(states(packets, 'A').slice(-2)).toEqual(['FIN-WAIT-1', 'TIME-WAIT']);
  expect(diagnose(packets)).toMatchObject([{ closedFirst: 'A', closingSegments: 3 }]);
});

test('text between the FINs does not count as part of the close, but a FIN’s first ACK on it does', () => {
  const packets = capture(
    ...HANDSHAKE,
    [10, 'A', 'F', 1, 1],
    [11, 'B', 'P', 1, 2, 3],
    [12, 'A', '', 2, 4],
    [13, 'B', 'F', 4, 2],
    [14, 'A', '', 2, 5],
  );
  expect(diagnose(packets)).toMatchObject([{ closedFirst: 'A', closingSegments: 4, ending: 'closed' }]);
});

test('a FIN whose ACK number shows that the other FIN had not come crossed it: CLOSING on both sides (figure 13)', () => {
  const { packets } = readPcap(traceToPcap(simultaneousClose()));
  for (const host of ['A', 'B']) {
    expect(states(packets, host)).toEqual(['ESTABLISHED', 'FIN-WAIT-1', 'CLOSING', 'TIME-WAIT']);
  }
  expect(diagnose(packets)).toMatchObject([{ closedFirst: 'both', closingSegments: 4, ending: 'closed' }]);
});

describe('what was lost', () => {
  test('of two copies of a FIN the one arrived whose timestamp is echoed (RFC 7323)', () => {
    const again = (echo: number): CapturedPacket[] =>
      capture(
        ...HANDSHAKE,
        [10, 'A', 'F', 1, 1, 0, [1_000, 7]],
        [210, 'A', 'F', 1, 1, 0, [1_200, 7]],
        [220, 'B', 'F', 1, 2, 0, [50, echo]],
        [221, 'A', '', 2, 2, 0, [1_210, 50]],
      );
    expect(arrivals(again(1_200))).toEqual([1, 2, 3, 5, 6, 7]);
    expect(arrivals(again(1_000))).toEqual([1, 2, 3, 4, 6, 7]);
    expect(diagnose(again(1_200))).toMatchObject([{ repeatedFins: 1, closingSegments: 3 }]);
  });

  test('an ACK did not arrive when what it acknowledged is sent again', () => {
    const packets = capture(
      ...HANDSHAKE,
      [10, 'A', 'F', 1, 1],
      [20, 'B', 'F', 1, 2],
      [30, 'A', '', 2, 2],
      [230, 'B', 'F', 1, 2],
      [240, 'A', '', 2, 2],
    );
    expect(arrivals(packets)).not.toContain(6);
    expect(states(packets, 'B').slice(-2)).toEqual(['LAST-ACK', 'CLOSED']);
    expect(diagnose(packets)).toMatchObject([{ repeatedFins: 1, ending: 'closed' }]);
  });

  test('the last ACK is not there: LAST-ACK, and the peer’s state is not guessed', () => {
    const packets = capture(...HANDSHAKE, [10, 'A', 'F', 1, 1], [20, 'B', 'F', 1, 2], [220, 'B', 'F', 1, 2]);
    expect(diagnose(packets)).toMatchObject([
      { ending: 'last ACK missing', repeatedFins: 1, ends: [{ state: 'FIN-WAIT-1' }, { state: 'LAST-ACK' }] },
    ]);
  });
});

describe('resets', () => {
  const reset = (...lines: readonly Line[]): unknown => diagnose(capture(...lines))[0]!.reset;

  test('instead of a FIN: an abort (§3.10.5)', () => {
    expect(reset(...HANDSHAKE, [10, 'A', 'R', 1, 1])).toEqual({ by: 'A', reason: 'abort' });
  });

  test('with the number that the segment before acknowledged: the answer of a host without the connection (§3.10.7.1)', () => {
    expect(reset([0, 'A', 'F', 1, 1], [1, 'B', 'R', 1, null])).toEqual({ by: 'B', reason: 'no-connection' });
  });

  test('to a SYN: nobody listens', () => {
    const packets = capture([0, 'A', 'S', 0, null], [1, 'B', 'R', 0, 1]);
    expect(diagnose(packets)).toMatchObject([{ opened: 'never', reset: { by: 'B', reason: 'refused' } }]);
    expect(states(packets, 'A')).toEqual(['SYN-SENT', 'CLOSED']);
    expect(states(packets, 'B')).toEqual([]);
  });

  test('after probes without an answer: keepalive; nobody says that the peer took it', () => {
    const packets = capture(
      ...HANDSHAKE,
      [2_000, 'A', '', 0, 1],
      [2_001, 'B', '', 1, 1],
      [4_000, 'A', '', 0, 1],
      [5_000, 'A', '', 0, 1],
      [6_000, 'A', 'R', 1, 1],
    );
    expect(diagnose(packets)).toMatchObject([
      { probes: { by: 'A', sent: 3, answered: 1 }, reset: { by: 'A', reason: 'keepalive' } },
    ]);
    expect(states(packets, 'B').at(-1)).toBe('ESTABLISHED');
  });
});

describe('where a capture begins and ends', () => {
  test('inside a connection: whoever speaks is taken to be ESTABLISHED', () => {
    const packets = capture([0, 'B', 'F', 1, 1], [1, 'A', '', 1, 2]);
    expect(states(packets, 'A')).toEqual(['ESTABLISHED', 'FIN-WAIT-1', 'FIN-WAIT-2']);
    expect(diagnose(packets)).toMatchObject([{ opened: 'before the capture', ending: 'half-closed' }]);
  });

  test('a first segment that is answered with one number more was a probe', () => {
    const packets = capture([0, 'A', '', 0, 1], [1, 'B', '', 1, 1]);
    expect(diagnose(packets)).toMatchObject([{ probes: { by: 'A', sent: 1, answered: 1 }, ending: 'open' }]);
  });

  test('never closed: said so, in both languages', () => {
    const { text } = diagnose(capture(...HANDSHAKE))[0]!;
    expect(text.en.at(-1)).toBe('No FIN and no RST: it was never closed while the capture ran.');
    expect(text['zh-Hans'].at(-1)).toBe('没有 FIN 也没有 RST：抓包期间连接始终没有关闭。');
  });

  test('no packets: no hosts, no connections', () => {
    expect(traceFromPackets([])).toMatchObject({ hosts: [], records: [], end: 0 });
    expect(diagnose([])).toEqual([]);
  });
});

test('a clock that was set back: the order of the file holds, and time stands still until it catches up', () => {
  const packets = capture(...HANDSHAKE, [100, 'A', 'F', 1, 1], [40, 'B', '', 1, 2], [120, 'B', 'F', 1, 2]);
  const times = traceFromPackets(packets).records.map(({ at }) => at);
  expect(times).toEqual(times.toSorted((a, b) => a - b));
  expect(traceFromPackets(packets).end).toBe(120_000);
});

test('a later SYN with another number is another connection on the same four-tuple', () => {
  const close: readonly Line[] = [...HANDSHAKE, [10, 'A', 'F', 1, 1], [11, 'B', 'F', 1, 2], [12, 'A', '', 2, 2]];
  const first = capture(...close);
  const second = first.map((packet, index): CapturedPacket => {
    const { seq, ack } = packet.segment;
    const segment = { ...packet.segment, seq: add(seq, 900_000), ack: ack === null ? null : add(ack, 900_000) };
    return { ...packet, frame: first.length + index + 1, at: packet.at + 90_000, segment };
  });
  expect(diagnose([...first, ...second]).map(({ closingSegments }) => closingSegments)).toEqual([3, 3]);
});

test('whatever a capture holds, in whatever order: a valid trace that draws, and a diagnosis of each connection', () => {
  fc.assert(
    fc.property(randomTrace, fc.infiniteStream(fc.nat(9)), (trace, chances) => {
      const { packets } = readPcap(traceToPcap(trace));
      const some = packets.filter(() => chances.next().value !== 0);
      const told = traceFromPackets(some);
      expect(traceFromJson(traceToJson(told))).toEqual({ ok: true, trace: told });
      expect(told.records.filter(({ type }) => type === 'transmit')).toHaveLength(some.length);
      for (const { text } of diagnose(some)) expect(text.en).toHaveLength(text['zh-Hans'].length);
      ladderText(told);
    }),
    { numRuns: 100 },
  );
});
