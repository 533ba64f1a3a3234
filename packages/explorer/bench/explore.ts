/**
 * `explore.ts SCOPE` explores one scope again and again for about a CPU-second and prints
 * {"generated":…,"cpuSeconds":…,"distinct":…,"depth":…}; what came before is for the compiler to get warm.
 */
import process from 'node:process';
import { diagram, explore, openAndClose, textBothWays, textOneWay, twoConnections, type Counts } from '../src/index.ts';

const SCOPES: Readonly<Record<string, () => Counts & { readonly result: string }>> = {
  diagram: () => explore(diagram()),
  'two-connections': () => explore(twoConnections()),
  'text-both-ways': () => explore(textBothWays()),
  'text-one-way': () => explore(textOneWay()),
  'open-and-close': () => explore(openAndClose()),
};
const ENOUGH_MICROSECONDS = 1_000_000;

const name = process.argv[2] ?? '';
const scope = SCOPES[name];
if (scope === undefined) throw new Error(`No scope "${name}". There are: ${Object.keys(SCOPES).join(', ')}`);

explore(twoConnections({ losses: 0, duplicates: 0 }));
for (let round = 0; round < 20; round += 1) explore(diagram());

const before = process.cpuUsage();
const used = () => {
  const { user, system } = process.cpuUsage(before);
  return user + system;
};
let generated = 0;
let last = null;
while (used() < ENOUGH_MICROSECONDS) {
  last = scope();
  if (last.result !== 'safe') throw new Error(`${name} is ${last.result}`);
  generated += last.generated;
}
console.log(JSON.stringify({ generated, cpuSeconds: used() / 1e6, distinct: last?.distinct, depth: last?.depth }));
