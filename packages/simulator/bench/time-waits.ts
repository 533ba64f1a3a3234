/**
 * What TIME-WAIT costs: CPU per lifecycle while so many connections wait, and octets of memory for each of them.
 * `node --expose-gc … time-waits.ts WAITING` prints {"waiting":…,"microseconds":…,"octets":…}.
 */
import process from 'node:process';
import type { World } from '../src/index.ts';
import { cpuSeconds, lifecycles } from './workload.ts';

const MEASURED = 10_000;
const WARM = 20_000;
/** A lifecycle takes half a millisecond of virtual time: 100,000 of them fit into one TIME-WAIT. */
const DELAY_MS = 0.1;

const opens = (world: World) => world.query('B').counters.TcpPassiveOpens;

/** Advances in small steps until so many connections have been opened. */
function until(world: World, count: number): void {
  while (opens(world) < count) world.advance(world.now + 1_000);
}

function heap(): number {
  globalThis.gc!();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

if (globalThis.gc === undefined) throw new Error('Run with --expose-gc');
const waiting = Number(process.argv[2] ?? 100_000);
until(lifecycles(1_000_000, DELAY_MS), WARM);

const world = lifecycles(1_000_000, DELAY_MS);
until(world, 100);
const before = heap();
until(world, waiting);
const octets = (heap() - before) / (waiting - 100);
const cpu = cpuSeconds(() => until(world, waiting + MEASURED));
const inTimeWait = world.query('A').sockets.filter(({ state }) => state === 'TIME-WAIT').length;
if (inTimeWait < waiting) throw new Error(`Only ${inTimeWait} connections are in TIME-WAIT`);
console.log(JSON.stringify({ waiting, microseconds: (cpu / MEASURED) * 1e6, octets }));
