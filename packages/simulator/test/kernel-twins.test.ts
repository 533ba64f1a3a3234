/**
 * Every capture of test/kernel, beside the simulator's run of the same story under profile `linux`: the same segments in
 * the same order with the same flags, relative numbers and windows (and on SYNs their scale and MSS), at the same times
 * within the tolerance that each case states. Not compared: initial sequence numbers and the values of timestamps.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
  diagnose,
  readPcap,
  readTrace,
  traceFromPackets,
  traceToPcap,
  type CapturedPacket,
  type Trace,
} from '@lastack/trace';
import { run } from '../src/index.ts';
import { of, states } from './reading.ts';
import { TWINS, type Twin } from './kernel/twins.ts';

const FOLDER = new URL('kernel/', import.meta.url);

interface Line {
  /** ms since the first of them. */
  readonly at: number;
  readonly text: string;
}

function packetsIn(bytes: Uint8Array): readonly CapturedPacket[] {
  const read = readPcap(bytes);
  if (!read.ok) throw new Error(`${read.problem.message.en} at octet ${read.problem.offset}`);
  return read.packets;
}

const captured = (name: string): readonly CapturedPacket[] => packetsIn(readFileSync(new URL(`${name}.pcap`, FOLDER)));

/** The packets of one connection, counted from 0 in the order of their first packets. */
function connection(packets: readonly CapturedPacket[], index: number): CapturedPacket[] {
  const { records } = traceFromPackets(packets);
  const opened = records.flatMap((record) => (record.type === 'socket' ? [record.socket] : []));
  const [one, other] = opened.slice(2 * index, 2 * index + 2);
  const frames = records.flatMap((record) =>
    record.type === 'transmit' && (record.socket === one || record.socket === other) ? [record.packet.id] : [],
  );
  return packets.filter(({ frame }) => frames.includes(frame));
}

/** What a capture at the same place would have seen of the simulated run, from the same moment on. */
function simulated({ scenario, seenAt, from = 0, connection: index }: Twin): CapturedPacket[] {
  const bytes = traceToPcap(run(scenario), seenAt === 'wire' ? {} : { host: seenAt });
  const all = packetsIn(bytes).filter(({ at }) => at >= from * 1_000);
  return from === 0 && index !== undefined ? connection(all, index) : all;
}

/** Both sides are read by the same reader: `A FIN,ACK seq=1 ack=1 len=0 win=63`. */
function linesOf(packets: readonly CapturedPacket[]): Line[] {
  const trace: Trace = traceFromPackets(packets);
  const reading = readTrace(trace);
  return of(trace, 'transmit').map(({ at, host, packet }) => {
    const what = packet.identity.replace(/^\S+ /, '').replace(/ seq=.*/, '');
    const { seq, ack } = reading.numbers(packet);
    const { wnd, syn, options } = packet.segment;
    return {
      at: at / 1_000,
      text: `${host} ${what} seq=${seq}${ack === null ? '' : ` ack=${ack}`} len=${packet.segment.text.length} win=${wnd}${syn ? ` mss=${options.mss} scale=${options.windowScale}` : ''}`,
    };
  });
}

const kernelLines = (twin: Twin): Line[] => {
  const packets = captured(twin.capture);
  const lines = linesOf(twin.connection === undefined ? packets : connection(packets, twin.connection));
  return lines.filter((_, index) => !twin.limit?.without.includes(index));
};

describe.each(TWINS)('$capture: $shows', (twin) => {
  const kernel = kernelLines(twin);
  const ours = linesOf(simulated(twin));

  test('the same segments', () => {
    const known = twin.limit?.beyond ?? 0;
    expect(ours.map(({ text }) => text).slice(0, ours.length - known)).toEqual(kernel.map(({ text }) => text));
  });

  test(`the same times, give or take ${twin.tolerance} ms`, () => {
    for (const [index, { at, text }] of kernel.slice(0, twin.limit?.untimedFrom).entries()) {
      const got = ours[index]!.at;
      expect(Math.abs(got - at), `${text} at ${at} ms, ours at ${got} ms`).toBeLessThanOrEqual(twin.tolerance);
    }
  });

  test('the diagnosis of the capture, and the same of ours', () => {
    const index = twin.connection ?? 0;
    const said = diagnose(captured(twin.capture))[index]!;
    expect(said.text.en.slice(1)).toEqual(twin.says);
    const { repeatedFins, closedFirst, closingSegments, ending, reset, probes } = diagnose(simulated(twin))[0]!;
    expect({ closedFirst, closingSegments, ending, reset: reset?.reason, probes: probes?.sent }).toEqual({
      closedFirst: said.closedFirst,
      closingSegments: said.closingSegments,
      ending: said.ending,
      reset: said.reset?.reason,
      probes: said.probes?.sent,
    });
    if (twin.limit === undefined) expect(repeatedFins).toBe(said.repeatedFins);
  });
});

describe('states inferred from packets alone are those that the simulator’s machines passed', () => {
  const whole = TWINS.filter(({ from, connection: index }) => from === undefined && index === undefined);
  test.each(whole)('$capture', (twin) => {
    const inferred = traceFromPackets(captured(twin.capture));
    const passed = run(twin.scenario);
    for (const host of ['A', 'B']) {
      const path = states(inferred, host);
      expect(path.length).toBeGreaterThan(1);
      expect(
        states(passed, host)
          .filter((state) => state !== 'LISTEN')
          .slice(0, path.length),
      ).toEqual(path);
    }
  });
});

test('every capture of the folder has its twin and its line in the README', () => {
  const files = readdirSync(FOLDER)
    .filter((name) => name.endsWith('.pcap'))
    .map((name) => name.slice(0, -'.pcap'.length));
  expect([...new Set(TWINS.map(({ capture }) => capture))].sort()).toEqual(files.sort());
  const readme = readFileSync(new URL('README.md', FOLDER), 'utf8');
  for (const name of files) expect(readme).toContain(`| ${name} `);
});
