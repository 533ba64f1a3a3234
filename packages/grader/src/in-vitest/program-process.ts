/**
 * One program in its own process, from the trusted side: calls that wait for promises, signals that arrive, limits that
 * hold. What it says is read as a confined function's replies are.
 * Next: program-calls.ts
 */
import { endedItself, SubjectError, type Plain, type ProgramHandle } from '@lastack/exercise-kit/border';
import { ENVELOPE, frameReader } from '../../vitest/frame-reader.mjs';
import { NODE_MB } from '../../vitest/proc.mjs';
import type { Death } from '../../vitest/pump.mjs';
import type { Launch } from '../os/confinement.ts';
import { watchMemory } from '../memory-watch.ts';
import { OutputMeter } from '../output-meter.ts';
import { errorOfDeath, signalOf } from './death.ts';
import type { Job } from './job.ts';
import { tell } from './progress.ts';
import { ProgramCalls } from './program-calls.ts';
import { launchChild } from './launch-child.ts';

export interface RunningProgram {
  readonly handle: ProgramHandle;
  /** Kills it if it still runs; resolves when it is gone and what it printed has been told. */
  end(): Promise<unknown>;
}

export function startProgram(job: Job, launch: Launch, args: readonly string[]): RunningProgram {
  const { limits } = job;
  const child = launchChild(launch);
  const calls = new ProgramCalls(job, { send: child.send, stop });
  const output = new OutputMeter(child, limits.outputBytes, () => stop({ type: 'limit', limit: 'output' }));
  const memory = watchMemory(child.pid, limits.memoryMB + NODE_MB, () => stop({ type: 'limit', limit: 'memory' }));
  /** The test sent a signal: how it ends then is no fault of the machine's. */
  let signalled = false;

  /** The first cause of its death counts, and ends every call. */
  function stop(death: Death): void {
    if (!calls.failed) calls.fail(errorOfDeath(death, limits, { phase: calls.phase, output: output.soFar() }));
    child.destroy();
  }
  const exit = child.ended.then((how) => {
    memory.stop();
    const signal = how.type === 'exit' ? signalOf(how.code, how.signal) : null;
    if (signalled) calls.fail(new SubjectError(endedItself(signal)));
    else stop(how);
    tell({ type: 'output', text: output.take() });
    return { code: how.type === 'exit' && signal === null ? how.code : null, signal };
  });
  const tooLong = (): void => stop({ type: 'limit', limit: 'reply' });
  child.replies.on(
    'data',
    frameReader(limits.replyBytes + ENVELOPE, { frame: (bytes) => calls.reply(bytes), tooLong }),
  );
  calls.load(launch.load, args);

  const handle: ProgramHandle = {
    call: (name: string, ...values: readonly Plain[]) => calls.call(name, values),
    signal(name) {
      signalled = true;
      calls.release();
      child.signal(name);
    },
    exit,
    output: () => output.soFar(),
  };
  return { handle, end: () => ((signalled = true), child.destroy(), exit) };
}
