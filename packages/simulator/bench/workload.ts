/** The lifecycle that all benchmarks run: connect, 100 octets there, 1,000 back, close by the client, TIME-WAIT. */
import process from 'node:process';
import {
  createWorld,
  program,
  rulesProgram,
  type Program,
  type ProgramCall,
  type Scenario,
  type World,
  type WorldOptions,
} from '../src/index.ts';

const PORTS = 8;
const REQUEST = 'q'.repeat(100);
const ANSWER_OCTETS = 1_000;

const NOTHING: readonly ProgramCall[] = [];

/** One connection after another; the next begins when this one is closed, to the next of the server's ports. */
const client = (total: number): Program =>
  program<number>({
    initial: 0,
    step(made, event) {
      const next: readonly ProgramCall[] = made === total ? NOTHING : [{ call: 'socket' }];
      switch (event.type) {
        case 'start':
          return { memory: made, calls: next };
        case 'connected':
          return { memory: made, calls: [{ call: 'send', fd: event.fd, bytes: REQUEST }] };
        case 'result': {
          if (event.call.call !== 'socket') return { memory: made, calls: NOTHING };
          const fd = Number(event.result.value);
          return { memory: made + 1, calls: [{ call: 'connect', fd, address: 'B', port: 8_000 + (made % PORTS) }] };
        }
        case 'readable': {
          if (event.waiting.length < ANSWER_OCTETS) return { memory: made, calls: NOTHING };
          const { fd } = event;
          return { memory: made, calls: [{ call: 'recv', fd, count: ANSWER_OCTETS }, { call: 'close', fd }, ...next] };
        }
        default:
          return { memory: made, calls: NOTHING };
      }
    },
  });

const server = rulesProgram([
  { on: 'incoming', call: 'accept' },
  { on: 'readable', count: 100, call: 'recv' },
  { on: 'readable', count: 100, call: 'send', bytes: ANSWER_OCTETS },
  { on: 'peer-closed', call: 'close' },
]);

/** `delay` is the link's, ms one way. */
export function lifecycles(connections: number, delay: number, options: WorldOptions = {}): World {
  const scenario: Scenario = {
    version: 1,
    hosts: { A: { programs: [{ program: 'client' }] }, B: { programs: [{ program: 'server' }] } },
    links: [{ between: ['A', 'B'], delay }],
    script: Array.from({ length: PORTS }, (_, i) => ({
      at: 0,
      host: 'B',
      call: 'listen',
      socket: `door ${i}`,
      port: 8_000 + i,
    })),
  };
  return createWorld(scenario, { ...options, programs: { client: client(connections), server } });
}

/** Until nothing is left to happen. The CPU-seconds it took, of the whole process. */
export function runToTheEnd(world: World): number {
  return cpuSeconds(() => {
    for (let at = world.next(); at !== null; at = world.next()) world.advance(at + 1_000_000);
  });
}

export function cpuSeconds(work: () => void): number {
  const begun = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(begun);
  return (user + system) / 1e6;
}

/** A benchmark of something that went wrong would be worth nothing. */
export function checkClean(world: World, connections: number): void {
  const { counters, sockets } = world.query('A');
  const clean = counters.TcpActiveOpens === connections && counters.TcpExtTW === connections && sockets.length === 0;
  if (!clean || counters.TcpRetransSegs !== 0) throw new Error(`Not ${connections} clean lifecycles`);
}
