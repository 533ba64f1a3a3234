/** Four places, one verdict: what another place says of a subject must be what the terminal says of it. */
import { isDeepStrictEqual } from 'node:util';
import type { Manifest, TestResult, Text, Verdict } from '@lastack/exercise-kit';

/** How the two differ, or nothing. Of a program only outcomes and rules are compared: sockets have their own timing. */
export function disagreement({ kind }: Manifest, terminal: Verdict, other: Verdict): Text[] {
  const { place } = other;
  if (terminal.outcome !== other.outcome || terminal.limit !== other.limit) {
    return [say(
      `the terminal says ${told(terminal)}, ${place} says ${told(other)}`,
      `terminal 的结论是 ${told(terminal)}，${place} 的结论是 ${told(other)}`,
    )]; // prettier-ignore
  }
  for (const [index, here] of terminal.tests.entries()) {
    const there = other.tests[index];
    const [a, b] = [stateOf(here), there ? stateOf(there) : 'missing'];
    const name = here.name;
    if (a !== b) {
      return [say(`"${name}" is ${a} in the terminal, ${b} in ${place}`, `“${name}”在 terminal 中是 ${a}，在 ${place} 中是 ${b}`)]; // prettier-ignore
    }
    if (kind === 'function' && !isDeepStrictEqual(here, there)) {
      return [say(`"${name}" fails with other words in ${place} than in the terminal`, `“${name}”在 ${place} 与 terminal 中的失败信息不同`)]; // prettier-ignore
    }
  }
  return [];
}

const told = ({ outcome, limit }: Verdict): string => (limit === null ? outcome : `${outcome} (${limit})`);

const stateOf = ({ state, failure }: TestResult): string => (failure ? `${state} (${failure.code})` : state);

const say = (en: string, zh: string): Text => ({ en, 'zh-Hans': zh });
