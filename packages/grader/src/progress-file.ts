/**
 * Reading the file that a worker wrote while it ran (in-vitest/progress.ts): what is known of a run that was killed.
 * In the terminal a learner's code could write to it, too: a line that does not fit is passed over.
 */
import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import type { LimitName, Text } from '@lastack/exercise-kit';

export interface Progress {
  /** In the order in which they were begun. `running`: it never ended. */
  readonly tests: readonly { readonly name: string; readonly state: 'running' | 'passed' | 'failed' }[];
  readonly limit: { readonly limit: LimitName; readonly text: Text } | null;
  /** How its process died, where that may be the machine's doing: to be tried once more, alone. */
  readonly fault: { readonly why: string; readonly started: boolean } | null;
  /** What the subject did to the line of answers; then none of them counts. */
  readonly breach: Text | null;
  /** What a confined subject printed. */
  readonly output: string;
}

const text = v.object({ en: v.string(), 'zh-Hans': v.string() });
const line = v.variant('type', [
  v.object({ type: v.literal('test'), name: v.string() }),
  v.object({ type: v.literal('done'), name: v.string(), failed: v.boolean() }),
  v.object({
    type: v.literal('limit'),
    limit: v.picklist(['time', 'cpu', 'memory', 'output', 'processes', 'reply']),
    text,
  }),
  v.object({ type: v.literal('fault'), why: v.string(), started: v.boolean() }),
  v.object({ type: v.literal('breach'), text }),
  v.object({ type: v.literal('output'), text: v.string() }),
]);

export function readProgress(file: string): Progress {
  const tests = new Map<string, 'running' | 'passed' | 'failed'>();
  let limit: Progress['limit'] = null;
  let fault: Progress['fault'] = null;
  let breach: Text | null = null;
  let output = '';
  for (const entry of linesOf(file)) {
    switch (entry.type) {
      case 'test':
        if (limit === null) tests.set(entry.name, 'running');
        break;
      case 'done':
        if (limit === null) tests.set(entry.name, entry.failed ? 'failed' : 'passed');
        break;
      case 'limit':
        limit ??= { limit: entry.limit, text: entry.text };
        break;
      case 'fault':
        fault ??= { why: entry.why, started: entry.started };
        break;
      case 'breach':
        breach ??= entry.text;
        break;
      case 'output':
        output += entry.text;
        break;
    }
  }
  return { tests: [...tests].map(([name, state]) => ({ name, state })), limit, fault, breach, output };
}

function linesOf(file: string): v.InferOutput<typeof line>[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((raw) => {
      try {
        const parsed = v.safeParse(line, JSON.parse(raw));
        return parsed.success ? [parsed.output] : [];
      } catch {
        return [];
      }
    });
}
