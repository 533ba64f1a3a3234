/**
 * `lifecycles.ts CONNECTIONS [observed]` prints {"connections":…,"cpuSeconds":…,"records":…}: user and system time of
 * the whole process, its start included, as its peers in bench/peers count theirs.
 */
import process from 'node:process';
import { checkClean, lifecycles, runToTheEnd } from './workload.ts';

const connections = Number(process.argv[2] ?? 50_000);
const observed = process.argv[3] === 'observed';

let records = 0;
const world = lifecycles(connections, 1, observed ? { observe: () => (records += 1) } : {});
runToTheEnd(world);
checkClean(world, connections);

const { user, system } = process.cpuUsage();
console.log(JSON.stringify({ connections, cpuSeconds: (user + system) / 1e6, records }));
