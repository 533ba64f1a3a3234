/** What a capture shows beyond who closed first, with the packets that show it; and what it does not show. */
import { describe, expect, test } from 'vitest';
import { add } from '@lastack/tcp';
import { diagnose, traceFromPackets, type CapturedPacket } from '../src/index.ts';
import { capture, HANDSHAKE, type Line } from './written-captures.ts';

const found = (packets: readonly CapturedPacket[], connection = 0): string[] =>
  diagnose(packets)[connection]!.findings.map(({ code, host, frames }) => `${code} ${host} ${frames.join(',')}`);

const GOODBYE: readonly Line[] = [
  [100, 'A', 'F', 1, 1],
  [101, 'B', 'F', 1, 2],
  [102, 'A', '', 2, 2],
];

describe('TIME-WAIT', () => {
  test('stays where the FIN went before the other came, with both packets', () => {
    const [finding] = diagnose(capture(...HANDSHAKE, ...GOODBYE))[0]!.findings;
    expect(finding).toMatchObject({ code: 'time-wait', host: 'A', peer: 'B', frames: [4, 6] });
    expect(finding!.text.en).toMatch(/^TIME-WAIT stays with A, .* \(packets 4 and 6\)\.$/);
    expect(finding!.text['zh-Hans']).toMatch(/^TIME-WAIT 留在 A 一侧：.*（第 4、6 号包）。$/);
  });

  test('on both sides when the FINs crossed', () => {
    const crossing: Line[] = [
      [100, 'A', 'F', 1, 1],
      [100, 'B', 'F', 1, 1],
      [101, 'A', '', 2, 2],
      [101, 'B', '', 2, 2],
    ];
    expect(found(capture(...HANDSHAKE, ...crossing))).toEqual(['time-wait A 4,6', 'time-wait B 5,7']);
  });

  test('nowhere after a reset', () => {
    expect(found(capture(...HANDSHAKE, [10, 'A', 'R', 1, 1]))).toEqual([]);
  });
});

describe('CLOSE-WAIT', () => {
  const left: readonly Line[] = [...HANDSHAKE, [100, 'A', 'F', 1, 1], [101, 'B', '', 1, 2]];
  // Another connection keeps the capture running: nothing more comes of this one.
  const later = (ms: number): CapturedPacket[] => {
    const [syn] = capture([100 + ms, 'A', 'S', 0, null]);
    return [...capture(...left), { ...syn!, frame: 6, source: { address: '10.0.0.1', port: 50_000 } }];
  };

  test('a peer that has acknowledged the FIN, says nothing and does not close: perhaps a leak', () => {
    expect(found(later(5_000))).toEqual(['close-wait B 4,5']);
    expect(diagnose(later(5_000))[0]!.findings[0]!.text.en).toContain('not closed in 5 s');
  });

  test('not yet, in the first second', () => expect(found(later(900))).toEqual([]));

  test('not while it still sends: that is what half-close is for', () => {
    expect(found(capture(...left, [5_000, 'B', 'P', 1, 2, 3], [5_001, 'A', '', 2, 4]))).toEqual([]);
  });
});

describe('nobody answered', () => {
  test('a FIN, however often it was sent', () => {
    const packets = capture(...HANDSHAKE, [10, 'A', 'F', 1, 1], [210, 'A', 'F', 1, 1], [610, 'A', 'F', 1, 1]);
    expect(found(packets)).toEqual(['fin-unanswered A 4,5,6']);
  });

  test('a SYN', () => {
    const packets = capture([0, 'A', 'S', 0, null], [1_000, 'A', 'S', 0, null], [3_000, 'A', 'S', 0, null]);
    expect(found(packets)).toEqual(['syn-unanswered A 1,2,3']);
    expect(diagnose(packets)[0]!.findings[0]!.text.en).toMatch(/^B did not answer the SYN in 3 s:/);
  });

  test('probes', () => {
    const packets = capture(...HANDSHAKE, [2_000, 'A', '', 0, 1], [3_000, 'A', '', 0, 1]);
    expect(found(packets)).toEqual(['probes-unanswered A 4,5']);
  });

  test('and what was answered in the end is no finding', () => {
    expect(found(capture(...HANDSHAKE, [2_000, 'A', '', 0, 1], [2_001, 'B', '', 1, 1]))).toEqual([]);
  });
});

describe('resets', () => {
  test('to a SYN: refused', () => {
    expect(found(capture([0, 'A', 'S', 0, null], [1, 'B', 'R', 0, 1]))).toEqual(['refused B 2,1']);
  });

  test('to data, by an end that had closed', () => {
    const packets = capture(...HANDSHAKE, [9, 'B', 'F', 1, 1], [10, 'A', 'P', 1, 2, 5], [11, 'B', 'R', 2, null]);
    expect(found(packets)).toEqual(['reset-after-data B 6,5']);
  });

  test('to data, by an end that does not know the connection: half-open', () => {
    expect(found(capture([0, 'A', 'P', 1, 1, 5], [1, 'B', 'R', 1, null]))).toEqual(['half-open B 2,1']);
  });

  test('to a probe, by an end that does not know the connection: half-open', () => {
    expect(found(capture([0, 'A', '', 0, 1], [1, 'B', 'R', 1, null]))).toEqual(['half-open B 2,1']);
  });
});

describe('on the way', () => {
  test('a window that was shut, and when it opened', () => {
    const packets = capture(
      ...HANDSHAKE,
      [10, 'A', 'P', 1, 1, 9],
      [11, 'B', '', 1, 10],
      [711, 'B', '', 1, 10],
      [712, 'A', '', 10, 1],
    );
    const shut = packets.map((packet) =>
      packet.frame === 5 ? { ...packet, segment: { ...packet.segment, wnd: 0 } } : packet,
    );
    expect(found(shut)).toEqual(['zero-window B 5,6']);
    expect(diagnose(shut)[0]!.findings[0]!.text.en).toContain('for 700 ms');
  });

  test('text that was sent again', () => {
    const packets = capture(...HANDSHAKE, [10, 'A', 'P', 1, 1, 9], [210, 'A', 'P', 1, 1, 9], [211, 'B', '', 1, 10]);
    expect(found(packets)).toEqual(['sent-again A 5']);
  });

  test('a capture of one direction says so, and the peer is not called silent', () => {
    const both = capture(...HANDSHAKE, [10, 'A', 'P', 1, 1, 9], [12, 'A', '', 10, 50], [13, 'A', '', 10, 90]);
    const one = both.filter(({ source }) => source.port === 40_000);
    expect(found(one)).toEqual(['one-sided A 1,3']);
  });
});

test('a four-tuple that is used twice: each connection has its own packets', () => {
  const first = capture(...HANDSHAKE, ...GOODBYE);
  const second = first.map((packet): CapturedPacket => {
    const { seq, ack } = packet.segment;
    const segment = { ...packet.segment, seq: add(seq, 900_000), ack: ack === null ? null : add(ack, 900_000) };
    return { ...packet, frame: packet.frame + 6, at: packet.at + 90_000_000, segment };
  });
  expect(diagnose([...first, ...second]).map(({ frames }) => frames)).toEqual([
    [1, 2, 3, 4, 5, 6],
    [7, 8, 9, 10, 11, 12],
  ]);
});

test('the work grows with the packets, not with their square: 100,000 segments that nobody acknowledges, then a reset', () => {
  const [a, b] = capture([0, 'A', 'P', 1, 1, 1], [0, 'B', '', 1, 1]);
  const packets = Array.from({ length: 100_000 }, (_, index): CapturedPacket => {
    const packet = index % 2 === 0 ? a! : b!;
    const segment = { ...packet.segment, seq: add(packet.segment.seq, index % 2 === 0 ? index / 2 : 0) };
    return { ...packet, frame: index + 1, segment };
  });
  packets.push({ ...b!, frame: 100_001, segment: { ...b!.segment, ack: null, rst: true } });
  // At 64,000 a search from each segment to the end took 14.5 s: this would outlast the test's limit.
  expect(traceFromPackets(packets).records.filter(({ type }) => type === 'transmit')).toHaveLength(100_001);
});
