/**
 * A verdict on functions hangs on what they answer, and on nothing else. So a subject that is asked the questions of an
 * earlier run, one by one, in a process of its own, behind the same walls, and answers each of them octet for octet as
 * was answered then, gets the verdict that was given then; and no test has to run again. The next question goes out when
 * the last is answered, as in any run: nobody sees what is still to come.
 *
 * Whatever else happens (another answer, an error, a printed line, a limit, an end) is for the tests to judge: then
 * there is no precedent, and the subject starts anew in front of them.
 * Next: asked-again.ts
 */
import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { Limits, Verdict } from '@lastack/exercise-kit';
import { AskedAgain } from './asked-again.ts';
import { frameOf } from './in-vitest/frame.ts';
import type { Job } from './in-vitest/job.ts';
import type { Asked } from './in-vitest/recording.ts';
import type { Stage } from './stage.ts';

/** What was judged, of one exercise, in one place, with one seed. */
export interface Precedents {
  /** The verdict on a subject that answers as an earlier one did; `null`: its tests must run. */
  find(job: Job, limits: Limits): Promise<Verdict | null>;
  /** What the run left in `job.recording`, and its verdict. */
  keep(job: Job, verdict: Verdict): void;
}

/** The same stage, with a place for what is asked and answered. */
export const recorded = ({ job, ...stage }: Stage): Stage => ({
  ...stage,
  job: { ...job, recording: path.join(path.dirname(stage.progress), 'answers.json') },
});

interface Precedent {
  readonly questions: readonly Uint8Array[];
  readonly replies: readonly Buffer[];
  readonly verdict: Verdict;
}

/** Ways of answering that are remembered, the latest. */
const MOST = 32;

export function openPrecedents(): Precedents {
  const kept: Precedent[] = [];
  return {
    async find(job, limits) {
      if (kept.length === 0 || job.launch === null || job.kind !== 'function') return null;
      const subject = new AskedAgain(job.launch, limits);
      try {
        const found = (await subject.load()) ? await follow(subject, kept) : null;
        // A word too many shows only when it has ended.
        return found !== null && (await subject.end()) ? structuredClone(found.verdict) : null;
      } finally {
        await subject.end();
      }
    },
    keep({ recording }, verdict) {
      const asked = recording === undefined ? null : take(recording);
      if (asked === null || (verdict.outcome !== 'passed' && verdict.outcome !== 'failed')) return;
      const precedent = {
        questions: asked.map(([question]) => frameOf(question)),
        replies: asked.map(([, reply]) => Buffer.from(reply)),
        verdict: structuredClone(verdict),
      };
      if (kept.push(precedent) > MOST) kept.shift();
    },
  };
}

/** Asks on as long as some precedent has the same answers; the one that has them all. */
async function follow(subject: AskedAgain, kept: readonly Precedent[]): Promise<Precedent | null> {
  let alike = kept;
  for (let n = 0; ; n++) {
    const [first] = alike;
    if (first === undefined) return null;
    const question = first.questions[n];
    if (question === undefined) return first;
    const reply = await subject.ask(question);
    if (reply === null) return null;
    alike = alike.filter(({ questions, replies }) => same(questions[n], question) && same(replies[n], reply));
  }
}

const same = (one: Uint8Array | undefined, other: Uint8Array): boolean =>
  one !== undefined && Buffer.compare(one, other) === 0;

function take(file: string): readonly Asked[] | null {
  try {
    const asked = JSON.parse(readFileSync(file, 'utf8')) as readonly Asked[];
    rmSync(file);
    return asked;
  } catch (error) {
    // The run was not one of questions and answers alone.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
