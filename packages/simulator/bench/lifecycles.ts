/**
 * Lifecycles per CPU-second, untraced and traced, beside a floor that is no TCP at all, in one run.
 * `npm run bench -w packages/simulator -- [connections]` prints one line of JSON for each.
 */
import { execFileSync } from 'node:child_process';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { checkClean, lifecycles, runToTheEnd } from './workload.ts';

const connections = Number(process.argv[2] ?? 50_000);

function measure(traced: boolean): number {
  let records = 0;
  const world = lifecycles(connections, 1, traced ? { observe: () => (records += 1) } : {});
  const cpu = runToTheEnd(world);
  checkClean(world, connections);
  const perCpuSecond = Math.round(connections / cpu);
  const name = traced ? 'Last ACK, every record observed' : 'Last ACK';
  console.log(JSON.stringify({ name, connections, records, cpuSeconds: Number(cpu.toFixed(3)), perCpuSecond }));
  return perCpuSecond;
}

const floor = fileURLToPath(new URL('peers/mini-sim.mjs', import.meta.url));
const peer = JSON.parse(execFileSync(process.execPath, [floor, String(connections)], { encoding: 'utf8' })) as {
  conn_per_cpu_s: number;
};
console.log(
  JSON.stringify({ name: 'floor (mini-sim: no TCP, no sockets)', connections, perCpuSecond: peer.conn_per_cpu_s }),
);
const untraced = measure(false);
measure(true);
console.log(JSON.stringify({ ratioToFloor: Number((untraced / peer.conn_per_cpu_s).toFixed(3)) }));
