/** What the parser tests share: one event read from one line. */
import { parseScript } from '../../src/index.ts';
import type { Defines, Script, ScriptProblem } from '../../src/index.ts';

/** A script that must be readable. */
export function read(text: string, defines?: Defines): Script {
  const parsed = parseScript(text, 'test.pkt', defines);
  if (!parsed.ok) throw new Error(parsed.problems.map((problem) => JSON.stringify(problem)).join('\n'));
  return parsed.script;
}

/** The problems of a text that must not be readable. */
export function problemsOf(text: string, defines?: Defines): readonly ScriptProblem[] {
  const parsed = parseScript(text, 'test.pkt', defines);
  return parsed.ok ? [] : parsed.problems;
}

/** Without places and without what is derived: what a script says. */
export function said(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (key, inner: unknown) =>
      ['place', 'plan', 'source', 'commands', 'assertions'].includes(key) ? undefined : inner,
    ),
  );
}
