/** The border of an exercise whose subject is functions: what `#subject` resolves to. */
import type { Plain, Transport } from './border.ts';
import { toPlain } from './codec.ts';
import { refuse } from './codec-refusal.ts';
import { wasAsked } from './witness.ts';

/** Octets that the arguments of a call may have: a test that sends more is written wrongly. */
const ARGUMENT_BYTES = 1 << 20;

export type BorderFunction = (...args: readonly unknown[]) => Plain | undefined;

/**
 * One function for each name in exercise.json's `exports`, never for what the learner's file happens to export.
 * `reach` is asked at the first call, so that a file that cannot be loaded fails each test with its reason.
 */
export function functionBorder(
  exports: readonly string[],
  reach: () => Transport,
): Readonly<Record<string, BorderFunction>> {
  const border: Record<string, BorderFunction> = {};
  for (const name of exports) {
    border[name] = (...args) => {
      const plain = args.map((value, index) => argument(value, index, name));
      const answer = reach().call(name, plain);
      wasAsked(name, plain, answer);
      return answer;
    };
  }
  return Object.freeze(border);
}

function argument(value: unknown, index: number, name: string): Plain {
  const where = `argument ${index + 1} of ${name}`;
  const plain = toPlain(value, where, ARGUMENT_BYTES);
  if (plain === undefined) throw refuse(where, { kind: 'undefined' });
  return plain;
}
