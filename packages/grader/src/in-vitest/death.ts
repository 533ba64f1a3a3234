/**
 * Why a confined process died, in words, and whether it may have been the machine's doing. Deaths by a signal (134:
 * abort, 137: killed) befall honest code, too, when memory or threads run short: they are told as a fault, and the
 * grader tries once more, alone, before it blames anybody.
 */
import {
  brokeProtocol,
  BorderViolation,
  endedItself,
  stoppedAt,
  SubjectError,
  SubjectStopped,
} from '@lastack/exercise-kit/border';
import type { LimitName, Text } from '@lastack/exercise-kit';
import type { Death } from '../../vitest/pump.mjs';
import type { Job } from './job.ts';
import { tell } from './progress.ts';

interface Circumstances {
  readonly phase: 'start' | 'load' | 'call';
  readonly output: string;
}

/** Node's own exit code when a module waits for ever at its top level. */
const UNSETTLED = 13;
/** A process that ends by signal n ends, seen through bubblewrap, with 128 + n. */
const SIGNALS: Readonly<Record<number, string>> = {
  4: 'SIGILL',
  5: 'SIGTRAP',
  6: 'SIGABRT',
  7: 'SIGBUS',
  2: 'SIGINT',
  9: 'SIGKILL',
  11: 'SIGSEGV',
  15: 'SIGTERM',
  24: 'SIGXCPU',
  25: 'SIGXFSZ',
  31: 'SIGSYS',
};

export function errorOfDeath(death: Death, limits: Job['limits'], circumstances: Circumstances): Error {
  if (circumstances.phase === 'start' && death.type !== 'spawn') {
    return fault(
      `the confined process did not begin: ${JSON.stringify(death)} ${circumstances.output.slice(-500)}`,
      false,
    );
  }
  switch (death.type) {
    case 'limit':
      return stopped(death.limit, sizeOf(death, limits, circumstances));
    case 'protocol':
      return breach(brokeProtocol(death.what));
    case 'spawn':
      return fault(`the confined process could not be started: ${death.message}`, false);
    case 'exit':
      return ofExit(death, limits, circumstances);
  }
}

function ofExit(
  { code, signal }: Death & { type: 'exit' },
  limits: Job['limits'],
  { phase, output }: Circumstances,
): Error {
  const name = signalOf(code, signal);
  if (name === 'SIGXCPU') return stopped('cpu', `${limits.cpuSeconds} s`);
  if (name === 'SIGABRT' && output.includes('heap out of memory')) {
    tell({ type: 'fault', why: name, started: true });
    return stopped('memory', `${limits.memoryMB} MB`);
  }
  if (name !== null) return fault(name, true);
  if (code === UNSETTLED && phase === 'load') return stopped('time', `${limits.loadMs / 1000} s`);
  return new SubjectError(endedItself(code));
}

/** The signal's name, also when a launcher around the process reports it as 128 + n; `null`: it ended otherwise. */
export function signalOf(code: number | null, signal: string | null): string | null {
  if (signal !== null || code === null || code <= 128) return signal;
  return SIGNALS[code - 128] ?? `signal ${code - 128}`;
}

function stopped(limit: LimitName, size: string): SubjectStopped {
  const text = stoppedAt(limit, size);
  tell({ type: 'limit', limit, text });
  return new SubjectStopped(limit, text);
}

function breach(text: Text): BorderViolation {
  tell({ type: 'breach', text });
  return new BorderViolation(text);
}

/** `why` names the signal, or is a sentence about the machine. */
function fault(why: string, started: boolean): SubjectError {
  tell({ type: 'fault', why, started });
  return new SubjectError(endedItself(why));
}

function sizeOf({ limit }: Death & { type: 'limit' }, limits: Job['limits'], { phase }: Circumstances): string {
  switch (limit) {
    case 'time':
      return `${(phase === 'load' ? limits.loadMs : limits.callMs) / 1000} s`;
    case 'memory':
      return `${limits.memoryMB} MB`;
    case 'output':
      return `${Math.round(limits.outputBytes / 1024)} KB`;
    case 'reply':
      return `${Math.round(limits.replyBytes / 1024)} KB`;
  }
}
