import process from 'node:process';
import { beforeAll, describe, expect, test } from 'vitest';
import { diffTraces } from '@lastack/trace';
import { parseScenario, run } from '../src/index.ts';
import { digests, DRAWN, scenarios, SHIFTED, traceText } from './engines/digests.ts';
import { bundled, engines, type Engine } from './engines/engines.ts';

const CI = process.env['CI'] === 'true' || process.env['CI'] === '1';

/** An engine that is not here: said loudly, and a failure where everything must be checked. */
function missing({ name, install }: Engine): void {
  console.warn(`!!! NOT CHECKED in ${name}, which is not on this machine. To have it: ${install}`);
  test.skipIf(!CI)(`${name}: NOT CHECKED, not on this machine (${install})`, () => {
    expect.unreachable(`CI must check every engine, and ${name} is missing: ${install}`);
  });
}

describe('the same seed gives the same trace, octet for octet, in every engine', () => {
  const here = digests();
  let bundle = '';
  beforeAll(async () => void (bundle = await bundled()));

  for (const engine of engines()) {
    if (engine.ask === null) {
      missing(engine);
      continue;
    }
    const { ask } = engine;
    test(engine.name, async () => {
      expect(await ask(bundle, 0)).toEqual(here);
    });
    test(`${engine.name}: one world with another seed would show`, async () => {
      const there = await ask(bundle, 1);
      expect(Object.keys(there).filter((name) => there[name] !== here[name])).toEqual([SHIFTED]);
    });
  }
});

describe('the scenarios that every engine runs', () => {
  const drawn = scenarios().slice(-DRAWN);

  test('the drawn ones are scenarios, as the schema has it', () => {
    for (const [name, scenario] of drawn)
      expect(parseScenario(JSON.stringify(scenario), name), name).toMatchObject({ ok: true });
  });

  test('between them they have every kind of loss, profile, call and record', () => {
    const text = drawn.map(([, scenario]) => traceText(scenario)).join('\n');
    const kinds = ['transmit', 'arrive', 'drop', 'call', 'result', 'state', 'timer', 'signal', 'descriptor', 'queues'];
    for (const type of kinds) expect(text, type).toContain(`"type":"${type}"`);
    for (const reason of ['loss', 'fault']) expect(text, reason).toContain(`"reason":"${reason}"`);
    for (const profile of ['rfc9293', 'linux', 'freebsd']) expect(text, profile).toContain(`"profile":"${profile}"`);
    const fates = new Set(drawn.flatMap(([, { faults = [] }]) => faults.map(({ fate }) => fate)));
    expect(fates).toEqual(new Set(['drop', 'delay', 'duplicate', 'hold']));
    for (const state of ['TIME-WAIT', 'LAST-ACK', 'CLOSING']) expect(text, state).toContain(`"to":"${state}"`);
  });

  test('running one twice in one engine is no different either', () => {
    for (const [name, scenario] of drawn) expect(diffTraces(run(scenario), run(scenario)), name).toBe(null);
  });
});
