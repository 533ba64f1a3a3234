/** Damaged scripts that can still be read are played to an end: a verdict, never an exception, never for ever. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { definesOf, parseScript, playScript } from '../../src/index.ts';
import { corpus } from '../corpus.ts';

const scripts = corpus();

/** Other numbers, other flags, other names, lines out of their order: what still is a script more often than not. */
const change = fc.oneof(
  fc.record({
    what: fc.constant('number' as const),
    nth: fc.nat({ max: 60 }),
    to: fc.constantFrom('0', '1', '2', '3', '4', '7', '65535', '4294967295'),
  }),
  fc.record({
    what: fc.constant('flag' as const),
    nth: fc.nat({ max: 12 }),
    to: fc.constantFrom('S', 'S.', 'F.', '.', 'R', 'R.', 'SF', '-', 'FP.'),
  }),
  fc.record({ what: fc.constant('swap' as const), nth: fc.nat({ max: 20 }), to: fc.constantFrom('1', '2', '3', '5') }),
  fc.record({ what: fc.constant('drop' as const), nth: fc.nat({ max: 20 }), to: fc.constant('') }),
);
type Change = typeof change extends fc.Arbitrary<infer T> ? T : never;

function changed(text: string, { what, nth, to }: Change): string {
  const lines = text.split('\n');
  if (what === 'swap' || what === 'drop') {
    const from = 3 + (nth % Math.max(1, lines.length - 3));
    const [line] = lines.splice(from, 1);
    if (what === 'swap') lines.splice((from + Number(to)) % lines.length, 0, line ?? '');
    return lines.join('\n');
  }
  let seen = 0;
  const pattern = what === 'number' ? /(?<=[ (:])\d+(?=[):,( ])/g : /(?<=[<>] )[A-Z.-]+(?= )/g;
  const head = text.indexOf('\n\n');
  return text.slice(0, head) + text.slice(head).replace(pattern, (found) => (seen++ === nth ? to : found));
}

test('1,000 damaged scripts', () => {
  let played = 0;
  const pick = fc.nat({ max: scripts.length - 1 });
  fc.assert(
    fc.property(pick, fc.array(change, { minLength: 1, maxLength: 3 }), (index, changes) => {
      const { text, path, profile } = scripts[index]!;
      const parsed = parseScript(changes.reduce(changed, text), path, definesOf(profile));
      if (!parsed.ok) return;
      played += 1;
      const { ok, failure } = playScript(parsed.script, { profile, strict: true });
      expect(ok).toBe(failure === null);
    }),
    { numRuns: 1000, seed: 20 },
  );
  expect(played).toBeGreaterThan(300);
}, 120_000);
