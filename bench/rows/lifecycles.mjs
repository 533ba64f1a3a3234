/** Whole connections per CPU-second: ours, beside Linux, ns-3, and a floor that is no TCP. */
import { join } from 'node:path';
import { compile, has, peer } from '../programs.mjs';
import { perCpuSecond } from '../row.mjs';

const CONNECTIONS = 50_000;
/** ns-3 and Node take longer, and ns-3 more than in proportion: fewer connections are the kinder measure. */
const FEWER = 10_000;

const ours = (...args) =>
  async function prepare({ bundle, run }) {
    const file = await bundle('packages/simulator/bench/lifecycles.ts');
    return async () => perCpuSecond(await run(process.execPath, [file, String(CONNECTIONS), ...args]));
  };

/** A network namespace of one's own: ports and TIME-WAITs as on a fresh machine, and none left behind. */
const NAMESPACES = [
  ['unshare', '--net'],
  ['unshare', '--map-root-user', '--net'],
];

async function inNamespace(command, { run }) {
  const prefix = NAMESPACES.find(([program, ...args]) => has(program, [...args, 'ip', 'link', 'set', 'lo', 'up']));
  if (prefix === undefined) {
    const what = 'the right to make a network namespace with its loopback up (unshare, ip)';
    return {
      missing: what,
      install: 'needs Linux with util-linux and iproute2; run as root, or allow user namespaces',
    };
  }
  const [program, ...args] = prefix;
  const script = 'ip link set lo up && exec "$@"';
  return async () => perCpuSecond(await run(program, [...args, 'sh', '-c', script, 'sh', ...command]));
}

async function linux(bench) {
  const binary = join(bench.folder, 'kernel-loopback');
  if (!has('cc')) return { missing: 'a C compiler', install: 'apt-get install gcc libc6-dev' };
  const wrong = compile('cc', ['-O2', peer('kernel-loopback.c'), '-o', binary]);
  if (wrong !== null) return { missing: wrong, install: 'apt-get install libc6-dev' };
  return inNamespace([binary, String(CONNECTIONS)], bench);
}

const nodeNet = (bench) => inNamespace([process.execPath, peer('node-net.mjs'), String(FEWER)], bench);

const LIBRARIES = ['core', 'network', 'internet', 'point-to-point'].map((name) => `-lns3-${name}`);

const ns3 = (...args) =>
  async function prepare({ folder, run }) {
    const binary = join(folder, 'ns3-lifecycles');
    const install = 'apt-get install g++ libns3-dev';
    if (!has('g++')) return { missing: 'a C++ compiler', install };
    const wrong = compile('g++', [
      '-std=c++17',
      '-O2',
      '-DNDEBUG',
      peer('ns3-lifecycles.cc'),
      '-o',
      binary,
      ...LIBRARIES,
    ]);
    if (wrong !== null) return { missing: wrong.includes('ns3/') ? 'ns-3' : wrong, install };
    return async () => perCpuSecond(await run(binary, [`--connections=${FEWER}`, ...args]));
  };

const floor = async ({ run }) =>
  async function sample() {
    return perCpuSecond(await run(process.execPath, [peer('floor.mjs'), String(CONNECTIONS)]));
  };

/** @type {import('../row.mjs').Row} */
export default {
  id: 'lifecycles',
  title: 'connect, 100 octets, 1,000 back, close, 60 s of TIME-WAIT',
  unit: 'connections per CPU-second of the whole process',
  contenders: [
    { id: 'ours', name: 'Last ACK', prepare: ours() },
    { id: 'observed', name: 'Last ACK, every record observed', prepare: ours('observed') },
    { id: 'linux', name: 'Linux loopback, C', prepare: linux },
    { id: 'node', name: 'Linux loopback, Node', slow: true, prepare: nodeNet },
    { id: 'ns3', name: 'ns-3', prepare: ns3('--clients=10', '--parallel=100', '--msl=30') },
    {
      id: 'ns3-short',
      name: 'ns-3, 0.1 s of TIME-WAIT',
      slow: true,
      prepare: ns3('--clients=1', '--parallel=1', '--msl=0.05'),
    },
    { id: 'floor', name: 'the floor, no TCP', prepare: floor },
  ],
  targets: [
    { of: 'ours', must: 'at least', number: 20_000 },
    { of: 'ours', must: 'at least', the: 'linux' },
    { of: 'ours', must: 'at least', times: 10, the: 'ns3' },
  ],
};
