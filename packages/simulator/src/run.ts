/**
 * A whole scenario at once: pure, the same arguments give the same trace to the last character.
 * Next: parse/problem.ts
 */
import type { Micros } from '@lastack/tcp';
import type { Trace, TraceRecord } from '@lastack/trace';
import type { Scenario } from './scenario.ts';
import { HOUR, micros } from './time.ts';
import { createWorld, type WorldOptions } from './world.ts';

/** Where a run ends that would go on for ever: a day. */
const LONGEST: Micros = 24 * HOUR;

/** More than anybody reads, and less than a page can hold. */
const MOST_RECORDS = 1_000_000;

/**
 * Runs until nothing is left to happen, or the scenario's `until`. Throws after a million records: two ends that
 * answer each other's ACKs would otherwise go on for a day.
 */
export function run(scenario: Scenario, options: Omit<WorldOptions, 'observe'> = {}): Trace {
  const records: TraceRecord[] = [];
  const world = createWorld(scenario, { ...options, observe: (record) => write(records, record) });
  const last = scenario.until === undefined ? LONGEST : micros(scenario.until);
  for (let at = world.next(); at !== null && at <= last; at = world.next()) world.advance(at);
  // A scenario that says how long it lasts, lasts so long.
  const end = scenario.until === undefined ? world.now : last;
  return { version: 1, seed: world.seed, hosts: world.hosts, records, end };
}

function write(records: TraceRecord[], record: TraceRecord): void {
  if (records.length === MOST_RECORDS) {
    throw new Error(
      `A million records by ${record.at / 1_000} ms, and no end: give the scenario an earlier "until", or fewer packets`,
    );
  }
  records.push(record);
}
