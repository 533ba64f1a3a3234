import { describe, expect, test } from 'vitest';
import { seq } from '@lastack/tcp';
import { diffTraces, type Packet, type Trace, type TraceRecord } from '../src/index.ts';
import { fourWayClose, lostLastAck } from './traces.ts';

const changed = (trace: Trace, change: (record: TraceRecord, index: number) => TraceRecord): Trace => ({
  ...trace,
  records: trace.records.map(change),
});

const withPacket = (trace: Trace, change: (packet: Packet) => Packet): Trace =>
  changed(trace, (record) => ('packet' in record ? { ...record, packet: change(record.packet) } : record));

describe('nothing differs', () => {
  test('between a trace and itself', () => {
    expect(diffTraces(fourWayClose(), fourWayClose())).toBeNull();
  });

  test('when only packets, sockets and calls are numbered otherwise', () => {
    const other = changed(
      withPacket(fourWayClose(), (packet) => ({ ...packet, id: 900 - packet.id })),
      (record) => {
        if (record.type === 'call' || record.type === 'result') return { ...record, id: record.id + 50 };
        if (record.type === 'socket' && record.parent !== null)
          return { ...record, socket: record.socket + 7, parent: record.parent + 7 };
        return 'socket' in record && record.socket !== null ? { ...record, socket: record.socket + 7 } : record;
      },
    );
    expect(diffTraces(fourWayClose(), other)).toBeNull();
  });

  test('when only the initial sequence numbers differ', () => {
    const other = withPacket(fourWayClose(), (packet) => ({
      ...packet,
      segment: {
        ...packet.segment,
        seq: seq(packet.segment.seq + 12_345),
        ack: packet.segment.ack === null ? null : seq(packet.segment.ack + 12_345),
      },
    }));
    expect(diffTraces(fourWayClose(), other)).toBeNull();
  });
});

test('a packet that arrives in place of another is a difference, though both are only numbers', () => {
  const trace = lostLastAck();
  const first = trace.records.findIndex(({ type }) => type === 'arrive');
  const other = changed(trace, (record, index) =>
    index === first && record.type === 'arrive' ? { ...record, packet: { ...record.packet, id: 99 } } : record,
  );
  expect(diffTraces(trace, other)).toMatchObject({ a: first, b: first, path: 'packet.id' });
});

test('the first wrong acknowledgment is named by its field, told on both sides and in both languages', () => {
  const trace = fourWayClose();
  const index = trace.records.findIndex(
    (record) => record.type === 'transmit' && record.host === 'B' && record.at === 210_000,
  );
  const other = changed(trace, (record, at) =>
    at >= index && record.type === 'transmit' && record.host === 'B' && record.packet.segment.ack !== null
      ? {
          ...record,
          packet: { ...record.packet, segment: { ...record.packet.segment, ack: seq(record.packet.segment.ack - 1) } },
        }
      : record,
  );
  expect(diffTraces(trace, other)).toMatchObject({
    a: index,
    b: index,
    path: 'packet.segment.ack',
    values: { a: 102, b: 101 },
    text: {
      en: 'The first run: At 210 ms, B answers ACK 102. The second run: At 210 ms, B answers ACK 101.',
      'zh-Hans': '第一次运行：210 ms，B 回复 ACK 102。第二次运行：210 ms，B 回复 ACK 101。',
    },
  });
});

test('a trace that ends early differs where it ends', () => {
  const trace = fourWayClose();
  const short = { ...trace, records: trace.records.slice(0, -1) };
  expect(
    diffTraces(trace, short, {
      names: { a: { en: 'Expected', 'zh-Hans': '预期' }, b: { en: 'Got', 'zh-Hans': '实际' } },
    }),
  ).toMatchObject({
    a: trace.records.length - 1,
    b: null,
    path: '',
    text: {
      en: 'Expected: At 60.31 s, A is CLOSED: nothing is left of the connection. Got has ended.',
      'zh-Hans': '预期：60.31 s，A 进入 CLOSED：连接已不复存在。实际到此已经结束。',
    },
  });
});

test('times and kinds can be left out: only the order of packets and states counts then', () => {
  const late = changed(fourWayClose(), (record) => ({ ...record, at: record.at * 2 }));
  expect(diffTraces(fourWayClose(), late)?.path).toBe('at');
  expect(diffTraces(fourWayClose(), late, { ignoreTimes: true })).toBeNull();
  const quiet = { ...late, records: late.records.filter(({ type }) => type === 'transmit' || type === 'state') };
  expect(diffTraces(fourWayClose(), quiet, { ignoreTimes: true, kinds: ['transmit', 'state'] })).toBeNull();
});
