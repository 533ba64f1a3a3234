/**
 * What TIME-WAIT costs: CPU per lifecycle with few and with many connections waiting, and octets of memory for each.
 * `node --expose-gc --import tsx --conditions=@lastack/source bench/time-waits.ts`
 */
import process from 'node:process';
import type { World } from '../src/index.ts';
import { cpuSeconds, lifecycles } from './workload.ts';

const MEASURED = 4_000;
/** Below this many the heap's own noise is larger than what is measured. */
const ENOUGH_FOR_MEMORY = 100_000;
/** A lifecycle takes half a millisecond of virtual time: all of them fit into one TIME-WAIT. */
const DELAY_MS = 0.1;

const opens = (world: World) => world.query('B').counters.TcpPassiveOpens;

/** Advances in small steps until so many connections have been opened. */
function until(world: World, count: number): void {
  while (opens(world) < count) world.advance(world.now + 1_000);
}

function heap(): number {
  globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

function measure(waiting: number) {
  const world = lifecycles(1_000_000, DELAY_MS);
  until(world, 100);
  const before = heap();
  until(world, waiting);
  const octets = Math.round((heap() - before) / (waiting - 100));
  const cpu = cpuSeconds(() => until(world, waiting + MEASURED));
  const inTimeWait = world.query('A').sockets.filter(({ state }) => state === 'TIME-WAIT').length;
  const microsecondsPerLifecycle = Number(((cpu / MEASURED) * 1e6).toFixed(1));
  return {
    inTimeWait: [waiting, inTimeWait],
    microsecondsPerLifecycle,
    ...(waiting >= ENOUGH_FOR_MEMORY ? { octetsEach: octets } : {}),
  };
}

if (globalThis.gc === undefined) throw new Error('Run with --expose-gc');
measure(20_000); // warm
for (const waiting of [1_000, 10_000, 100_000]) console.log(JSON.stringify(measure(waiting)));
