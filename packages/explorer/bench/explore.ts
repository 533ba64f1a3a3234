/**
 * States made per CPU-second: the RFC's diagram as TLC explores it, then every shipped scope of the TCP setup.
 * `npm run bench -w packages/explorer` prints one line of JSON for each, then what twice as many states cost.
 */
import process from 'node:process';
import {
  diagram,
  explore,
  Exploration,
  openAndClose,
  textBothWays,
  textOneWay,
  twoConnections,
  type Counts,
  type Space,
} from '../src/index.ts';

function measure<State, Step, Problem>(name: string, space: () => Space<State, Step, Problem>, rounds: number): void {
  const before = process.cpuUsage();
  let generated = 0;
  let last: ({ readonly result: string } & Counts) | null = null;
  for (let round = 0; round < rounds; round += 1) {
    last = explore(space());
    generated += last.generated;
  }
  const { user, system } = process.cpuUsage(before);
  const cpu = (user + system) / 1e6;
  const { result, distinct, generated: each, depth } = last ?? { result: '', distinct: 0, generated: 0, depth: 0 };
  const perCpuSecond = Math.round(generated / cpu);
  console.log(
    JSON.stringify({ name, result, distinct, generated: each, depth, cpuSeconds: cpu / rounds, perCpuSecond }),
  );
}

const warm = explore(diagram()).generated + explore(twoConnections({ losses: 0, duplicates: 0 })).generated;
console.log(JSON.stringify({ name: 'warmed up', generated: warm }));
measure('RFC 9293 figure 5 (TLA+ model)', () => diagram(), 50);
measure('two connections', () => twoConnections(), 1);
measure('text both ways', () => textBothWays(), 1);
measure('text one way', () => textOneWay(), 1);
measure('open and close, forged resets', () => openAndClose(), 1);

/** Twice as many states, twice the time and memory: one scope that is far larger than these, cut at three sizes. */
function measureGrowth(): void {
  for (const states of [100_000, 200_000, 400_000]) {
    globalThis.gc?.();
    const heapBefore = process.memoryUsage().heapUsed;
    const before = process.cpuUsage();
    const exploration = new Exploration(openAndClose({ inFlight: 6, losses: 2, duplicates: 2 }), { states });
    const { result } = exploration.advance(Infinity) ?? { result: '' };
    const { user, system } = process.cpuUsage(before);
    globalThis.gc?.();
    const octetsEach = Math.round((process.memoryUsage().heapUsed - heapBefore) / states);
    const microsecondsEach = Number(((user + system) / states).toFixed(1));
    console.log(
      JSON.stringify({ name: 'growth', result, states, microsecondsEach, octetsEach, waiting: exploration.waiting }),
    );
  }
}
measureGrowth();
