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

/** Runs until nothing is left to happen, or the scenario's `until`. */
export function run(scenario: Scenario, options: Omit<WorldOptions, 'observe'> = {}): Trace {
  const records: TraceRecord[] = [];
  const world = createWorld(scenario, { ...options, observe: (record) => records.push(record) });
  const last = scenario.until === undefined ? LONGEST : micros(scenario.until);
  for (let at = world.next(); at !== null && at <= last; at = world.next()) world.advance(at);
  // A scenario that says how long it lasts, lasts so long.
  const end = scenario.until === undefined ? world.now : last;
  return { version: 1, seed: world.seed, hosts: world.hosts, records, end };
}
