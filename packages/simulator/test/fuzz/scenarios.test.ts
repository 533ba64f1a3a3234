/** Scenarios damaged in any way: problems with a place inside the text, or a run that ends. */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { createWorld, parseScenario, SCENARIOS, type Scenario } from '../../src/index.ts';
import { checkCases } from '../../../../scripts/soak/cases.ts';
import { mutatedText } from '../../../../scripts/soak/mutations.ts';

const EXAMPLES = new URL('../../../cli/examples/', import.meta.url);
const TEXTS = [
  ...Object.values(SCENARIOS).map((scenario) => JSON.stringify(scenario, null, 2)),
  ...readdirSync(EXAMPLES)
    .filter((name) => name.endsWith('.json'))
    .map((name) => readFileSync(new URL(name, EXAMPLES), 'utf8')),
];

/** A day of virtual time, or so many moments. */
const MOST_MOMENTS = 3_000;
const DAY = 86_400_000_000;

function runAWhile(scenario: Scenario): void {
  let last = 0;
  const world = createWorld(scenario, {
    observe: ({ at }) => {
      expect(Number.isSafeInteger(at)).toBe(true);
      expect(at).toBeGreaterThanOrEqual(last);
      last = at;
    },
  });
  for (let moments = 0; moments < MOST_MOMENTS; moments += 1) {
    const at = world.next();
    if (at === null || at > DAY) return;
    world.advance(at);
  }
}

test('damaged scenarios', () => {
  checkCases('scenario', mutatedText(TEXTS), ({ text }) => {
    const parsed = parseScenario(text, 'close.json');
    if (parsed.ok) {
      runAWhile(parsed.scenario);
      return 'accepted';
    }
    const lines = text.split(/\r\n|\r|\n/);
    expect(parsed.problems.length).toBeGreaterThan(0);
    for (const { file, line, column, message, help } of parsed.problems) {
      expect(file).toBe('close.json');
      expect(line).toBeGreaterThanOrEqual(1);
      expect(line, message).toBeLessThanOrEqual(lines.length);
      expect(column).toBeGreaterThanOrEqual(1);
      // One past the end is where a text ends too early.
      expect(column, message).toBeLessThanOrEqual(Math.max(...lines.map((each) => each.length)) + 1);
      expect(help).not.toBe('');
    }
    return 'refused';
  });
});
