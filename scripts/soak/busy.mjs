/**
 * Keeps one core busy until it is killed, its parent has gone, or its time (argument, ms) is over: other work on the
 * machine, for tests that must not mind it.
 */
import { performance } from 'node:perf_hooks';
import process from 'node:process';

const ends = performance.now() + Number(process.argv[2]);
const parent = process.ppid;
while (performance.now() < ends && process.ppid === parent);
