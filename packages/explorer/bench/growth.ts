/**
 * Twice as many states, twice the time and memory? One scope that is far larger than any shipped one, cut at so many.
 * `node --expose-gc … growth.ts STATES` prints {"states":…,"microseconds":…,"octets":…}, both of them for each state.
 */
import process from 'node:process';
import { Exploration, openAndClose } from '../src/index.ts';

if (globalThis.gc === undefined) throw new Error('Run with --expose-gc');
const states = Number(process.argv[2] ?? 100_000);
const bounds = { inFlight: 6, losses: 2, duplicates: 2 };
new Exploration(openAndClose(bounds), { states: 20_000 }).advance(Infinity); // warm

globalThis.gc();
const heapBefore = process.memoryUsage().heapUsed;
const before = process.cpuUsage();
const exploration = new Exploration(openAndClose(bounds), { states });
const outcome = exploration.advance(Infinity);
const { user, system } = process.cpuUsage(before);
globalThis.gc();
const octets = (process.memoryUsage().heapUsed - heapBefore) / states;
if (outcome?.result !== 'incomplete') throw new Error(`The scope ended before ${states} states`);
console.log(JSON.stringify({ states, microseconds: (user + system) / states, octets, waiting: exploration.waiting }));
