/** What an engine makes of every scenario: a digest of each trace's JSON. This file is bundled, and run everywhere. */
import { traceToJson } from '@lastack/trace';
import { run, SCENARIOS, type Scenario } from '../../src/index.ts';
import { hashText } from '../../src/hash.ts';
import { drawnScenario } from './drawn.ts';

/** How many scenarios are drawn. */
export const DRAWN = 50;
/** The one whose seed `digests(shift)` shifts. */
export const SHIFTED = 'drawn 7';

/** 128 bits, and the length. */
function digest(text: string): string {
  const lanes = [1, 2, 3, 4].map((seed) => hashText(text, hashText(`${seed}${text}`, seed)));
  return [...lanes.map((lane) => lane.toString(16).padStart(8, '0')), text.length].join('-');
}

export const scenarios = (): [string, Scenario][] => [
  ...Object.entries<Scenario>(SCENARIOS),
  ...Array.from({ length: DRAWN }, (_, i): [string, Scenario] => [`drawn ${i}`, drawnScenario(i)]),
];

/** The JSON of a scenario's trace, as `JSON.stringify` of this engine writes it. */
export const traceText = (scenario: Scenario): string => JSON.stringify(traceToJson(run(scenario)));

/** By scenario. `shift` is added to one scenario's seed, to show that a difference would be seen. */
export function digests(shift = 0): Record<string, string> {
  const told: Record<string, string> = {};
  for (const [name, scenario] of scenarios()) {
    const seed = (scenario.seed ?? 1) + (name === SHIFTED ? shift : 0);
    told[name] = digest(traceText({ ...scenario, seed }));
  }
  return told;
}
