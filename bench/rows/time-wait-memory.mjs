/** Octets of memory for each connection in TIME-WAIT: ours with demultiplexer and clock, beside Linux's mini-socket. */
import { readFileSync } from 'node:fs';

const WAITING = 100_000;

async function ours({ bundle, run }) {
  const file = await bundle('packages/simulator/bench/time-waits.ts');
  return async () => {
    const details = await run(process.execPath, ['--expose-gc', file, String(WAITING)]);
    return { value: details.octets, details };
  };
}

/** What the kernel says of its slab: the object's size. Its bind buckets and timers come on top. */
export function slabObject(slabinfo, name) {
  const line = slabinfo.split('\n').find((each) => each.startsWith(`${name} `));
  return line === undefined ? null : Number(line.split(/\s+/)[3]);
}

async function linux() {
  const missing = { missing: 'the right to read /proc/slabinfo', install: 'run as root, on Linux' };
  try {
    const value = slabObject(readFileSync('/proc/slabinfo', 'utf8'), 'tw_sock_TCP');
    return value === null ? missing : async () => ({ value });
  } catch {
    return missing;
  }
}

/** @type {import('../row.mjs').Row} */
export default {
  id: 'time-wait-memory',
  title: 'a connection in TIME-WAIT: heap after garbage collection ÷ 100,000',
  unit: 'octets',
  rounds: 3,
  contenders: [
    { id: 'ours', name: 'Last ACK', prepare: ours },
    { id: 'linux', name: 'Linux, tw_sock_TCP', prepare: linux },
  ],
  targets: [
    { of: 'ours', must: 'at most', number: 256 },
    { of: 'ours', must: 'at most', the: 'linux' },
  ],
};
