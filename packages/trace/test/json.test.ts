import { expect, test } from 'vitest';
import { traceFromJson, traceToJson, type Trace } from '../src/index.ts';
import { fourWayClose, lostLastAck } from './traces.ts';

const roundTrip = (trace: Trace): unknown => traceFromJson(JSON.parse(JSON.stringify(traceToJson(trace))));

test.each([fourWayClose, lostLastAck])('a trace survives its JSON: %o', (make) => {
  expect(roundTrip(make())).toEqual({ ok: true, trace: make() });
});

test('times are milliseconds in JSON, and no microsecond is lost', () => {
  const trace = fourWayClose();
  const odd: Trace = {
    ...trace,
    records: [{ at: 1_234_567, type: 'note', host: 'A', text: 'here' }],
    end: 60_000_001,
  };
  expect(traceToJson(odd)).toMatchObject({ records: [{ at: 1234.567 }], end: 60000.001 });
  expect(roundTrip(odd)).toEqual({ ok: true, trace: odd });
});

test('a window scale of more than 14 is what a careless peer sent, and survives (RFC 7323 §2.3)', () => {
  const trace = fourWayClose();
  const records = trace.records.map((record) =>
    record.type === 'transmit'
      ? {
          ...record,
          packet: { ...record.packet, segment: { ...record.packet.segment, options: { windowScale: 200 } } },
        }
      : record,
  );
  expect(roundTrip({ ...trace, records })).toEqual({ ok: true, trace: { ...trace, records } });
});

test('octets above 127 survive', () => {
  const trace = fourWayClose();
  const records = trace.records.map((record) =>
    record.type === 'transmit'
      ? { ...record, packet: { ...record.packet, segment: { ...record.packet.segment, text: '\u0000\u00ff' } } }
      : record,
  );
  expect(roundTrip({ ...trace, records })).toEqual({ ok: true, trace: { ...trace, records } });
});

/** One change to a good document, and where the problem must be reported. */
const damaged = (change: (json: ReturnType<typeof asAny>) => void): unknown => {
  const json = asAny();
  change(json);
  return traceFromJson(json);
};
// eslint-disable-next-line @typescript-eslint/no-explicit-any
const asAny = (): any => JSON.parse(JSON.stringify(traceToJson(lostLastAck())));

test.each([
  ['a version that does not exist', 'version', (json) => (json.version = 2)],
  ['a state of another dialect', 'records[2].to', (json) => (json.records[2].to = 'CLOSED_WAIT')],
  ['a kind of record that there is not', 'records[0].type', (json) => (json.records[0].type = 'teleport')],
  [
    'a sequence number off the circle',
    'records[11].packet.segment.seq',
    (json) => (json.records[11].packet.segment.seq = 2 ** 32),
  ],
  ['an unknown key', 'records[0].colour', (json) => (json.records[0].colour = 'red')],
  ['time that runs backwards', 'records[12].at', (json) => (json.records[12].at = -1)],
  ['a host that is not in the list', 'records[3].host', (json) => (json.records[3].host = 'C')],
  ['no object at all', '', () => undefined],
] as [string, string, (json: ReturnType<typeof asAny>) => void][])(
  '%s is refused, with its place',
  (name, path, change) => {
    const result = name === 'no object at all' ? traceFromJson('hello') : damaged(change);
    expect(result).toMatchObject({ ok: false, problems: [{ path }] });
  },
);
