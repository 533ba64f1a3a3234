/**
 * How many connections live and die in a CPU-second: connect, 100 octets there, 1,000 back, close, 60 s of TIME-WAIT.
 * `npx tsx --conditions=@lastack/source bench/lifecycles.ts [connections] [traced]`. Prints one line of JSON.
 */
import process from 'node:process';
import { createWorld, program, rulesProgram, type Program, type Scenario } from '../src/index.ts';

const total = Number(process.argv[2] ?? 50_000);
const traced = process.argv[3] === 'traced';
const PORTS = 8;

/** One connection after another; the next begins when this one is closed, to the next of the server's ports. */
function client(): Program {
  const next = (made: number) => (made === total ? [] : [{ call: 'socket' } as const]);
  return program<{ made: number }>({
    initial: { made: 0 },
    step({ made }, event) {
      switch (event.type) {
        case 'start':
          return { memory: { made }, calls: next(made) };
        case 'result':
          if (event.call.call !== 'socket') return { memory: { made }, calls: [] };
          return {
            memory: { made: made + 1 },
            calls: [{ call: 'connect', fd: Number(event.result.value), address: 'B', port: 8_000 + (made % PORTS) }],
          };
        case 'connected':
          return { memory: { made }, calls: [{ call: 'send', fd: event.fd, bytes: REQUEST }] };
        case 'readable':
          if (event.waiting.length < ANSWER_OCTETS) return { memory: { made }, calls: [] };
          return {
            memory: { made },
            calls: [
              { call: 'recv', fd: event.fd, count: ANSWER_OCTETS },
              { call: 'close', fd: event.fd },
              ...next(made),
            ],
          };
        default:
          return { memory: { made }, calls: [] };
      }
    },
  });
}

const REQUEST = 'q'.repeat(100);
const ANSWER_OCTETS = 1_000;

const server = rulesProgram([
  { on: 'incoming', call: 'accept' },
  { on: 'readable', count: 100, call: 'recv' },
  { on: 'readable', count: 100, call: 'send', bytes: ANSWER_OCTETS },
  { on: 'peer-closed', call: 'close' },
]);

const scenario: Scenario = {
  version: 1,
  hosts: { A: { programs: [{ program: 'client' }] }, B: { programs: [{ program: 'server' }] } },
  links: [{ between: ['A', 'B'], delay: 1 }],
  script: Array.from({ length: PORTS }, (_, i) => ({
    at: 0,
    host: 'B',
    call: 'listen' as const,
    socket: `door ${i}`,
    port: 8_000 + i,
  })),
};

let records = 0;
const world = createWorld(scenario, {
  programs: { client: client(), server },
  ...(traced ? { observe: () => (records += 1) } : {}),
});
const begun = process.cpuUsage();
let peak = 0;
for (let at = world.next(); at !== null; at = world.next()) {
  world.advance(at + 1_000_000);
  if (!traced && peak < 1) peak = 1;
}
const used = process.cpuUsage(begun);
const cpu = (used.user + used.system) / 1e6;
const { counters } = world.query('A');
if (counters.TcpActiveOpens !== total || counters.TcpExtTW !== total || counters.TcpRetransSegs !== 0) {
  throw new Error(`Not ${total} clean lifecycles: ${JSON.stringify(counters)}`);
}
console.log(
  JSON.stringify({
    connections: total,
    traced,
    records,
    segments: counters.TcpInSegs + counters.TcpOutSegs,
    cpuSeconds: Number(cpu.toFixed(3)),
    perCpuSecond: Math.round(total / cpu),
    virtualSeconds: world.now / 1e6,
  }),
);
