/**
 * What has been judged, one JSON line each, on the disk before anybody is told. A batch that was killed goes on where it
 * stopped: a torn last line is cut off, the first record of a key wins, and nothing is counted twice.
 */
import { closeSync, existsSync, fsyncSync, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs';
import * as v from 'valibot';
import type { Verdict } from '@lastack/exercise-kit';

export interface JournalRecord {
  /** Of the submission, the exercise as it was, the grader, the place and the seed: the same key, the same verdict. */
  readonly key: string;
  readonly learner: string;
  readonly verdict: Verdict;
}

export interface Journal {
  /** What is known already. Faults of the machine are not: they are tried again. */
  find(key: string): Verdict | undefined;
  has(key: string, learner: string): boolean;
  append(record: JournalRecord): void;
  close(): void;
}

const record = v.object({
  key: v.string(),
  learner: v.string(),
  verdict: v.looseObject({ exercise: v.string(), outcome: v.string(), tests: v.array(v.unknown()) }),
});

export function openJournal(file: string): Journal {
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  const descriptor = openSync(file, 'a');
  if (whole.length < text.length) ftruncateSync(descriptor, Buffer.byteLength(whole));
  const verdicts = new Map<string, Verdict>();
  const told = new Set<string>();
  const remember = ({ key, learner, verdict }: JournalRecord): void => {
    if (verdict.outcome === 'infrastructure') return;
    if (!verdicts.has(key)) verdicts.set(key, verdict);
    told.add(JSON.stringify([key, learner]));
  };
  for (const line of whole.split('\n')) {
    const parsed = read(line);
    if (parsed) remember(parsed);
  }
  return {
    find: (key) => verdicts.get(key),
    has: (key, learner) => told.has(JSON.stringify([key, learner])),
    append(entry) {
      writeSync(descriptor, `${JSON.stringify(entry)}\n`);
      fsyncSync(descriptor);
      remember(entry);
    },
    close: () => closeSync(descriptor),
  };
}

function read(line: string): JournalRecord | null {
  try {
    const value: unknown = JSON.parse(line);
    // As it was written, key by key: results are the same to the octet.
    return v.is(record, value) ? (value as unknown as JournalRecord) : null;
  } catch {
    return null;
  }
}
