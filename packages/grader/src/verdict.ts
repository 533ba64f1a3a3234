/**
 * From how a run in a process ended to its verdict. What a report is worth is the same in every place and said in
 * @lastack/runner (judgement.ts); here is what only processes have: signals, crashes, full heaps.
 */
import type { LimitName, Manifest, Place, Text, Verdict } from '@lastack/exercise-kit';
import { endedItself, stoppedAt } from '@lastack/exercise-kit/border';
import { graderFailed, sizeOf, verdictOfReport, verdictOfStopped, verdictWithoutTests } from '@lastack/runner';
import type { Progress } from './progress-file.ts';
import type { ReportedError } from './report.ts';
import type { Ending } from './trusted-process.ts';

export { verdictWithoutTests };

/** A program talks through real sockets: only a process of its own can do that. */
export function needsOsIsolation(manifest: Manifest, place: Place): Verdict {
  return verdictWithoutTests(manifest, place, 'needs-os-isolation', {
    en: 'A program with real sockets can be graded with os isolation only (Linux with bubblewrap).',
    'zh-Hans': '使用真实套接字的程序只能在 os 隔离下评分（Linux 加 bubblewrap）。',
  });
}

/** Said of a place that is not this package's: the browser has a runner of its own. */
export function notInThisPlace(manifest: Manifest, place: Place): Verdict {
  return verdictWithoutTests(manifest, place, 'infrastructure', {
    en: `This grader does not run exercises in the place ${place}.`,
    'zh-Hans': `这个评分程序不在 ${place} 中运行练习。`,
  });
}

export function verdictOf(manifest: Manifest, place: Place, ending: Ending, progress: Progress): Verdict {
  const limit = progress.limit ?? limitOf(manifest, ending);
  const output = withoutHeapTrace(ending.output + progress.output).slice(0, manifest.limits.outputBytes);
  if (limit) return verdictOfStopped(manifest, place, limit, progress.tests, output);
  if (ending.type !== 'report') {
    const why = ending.type === 'broken' ? ending.why : ending.limit;
    return verdictWithoutTests(manifest, place, 'infrastructure', graderFailed(why), output);
  }
  // What died again, alone, after the learner's code had begun, is the learner's: the tests say how it ended.
  if (progress.fault && !progress.fault.started) {
    return verdictWithoutTests(manifest, place, 'infrastructure', graderFailed(progress.fault.why), output);
  }
  if (place === 'terminal' && ending.report.errors.some(isCrash)) {
    return verdictOfStopped(manifest, place, { limit: null, text: endedItself(null) }, progress.tests, output);
  }
  return verdictOfReport(manifest, place, ending.report, output, progress.breach);
}

function limitOf({ limits }: Manifest, ending: Ending): { limit: LimitName; text: Text } | null {
  const heap = ending.type === 'report' && ending.report.errors.some(isCrash) && ending.output.includes(HEAP);
  if (ending.type !== 'limit' && !heap) return null;
  const limit = ending.type === 'limit' ? ending.limit : 'memory';
  return { limit, text: stoppedAt(limit, sizeOf(limit, limits)) };
}

/** The process in which the learner's code ran ended before its time. */
const isCrash = ({ message }: ReportedError): boolean => message.startsWith('[vitest-pool]');

const HEAP = 'JavaScript heap out of memory';

/** What V8 says when its heap is full: addresses and times, another each time. */
const withoutHeapTrace = (output: string): string => output.replace(/\n?<--- Last few GCs --->[\s\S]*/, '');
