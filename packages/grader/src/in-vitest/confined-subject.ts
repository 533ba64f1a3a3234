/**
 * The subject in a confined process: the trusted end of a synchronous call. Deadlines, sizes and the child itself are
 * the pump's business (vitest/pump.mjs); here a reply is read, and a death is put into words.
 */
import type { BorderViolation, Plain, Transport } from '@lastack/exercise-kit/border';
import type { Launch } from '../os/confinement.ts';
import { errorOfDeath } from './death.ts';
import type { Job } from './job.ts';
import { tell } from './progress.ts';
import { openLine } from './pump-line.ts';
import { broken, readReply, type Reply } from './reply.ts';

/** ms for the confined process to start: the machine's time, not the learner's. */
const START_MS = 30_000;

export interface ConfinedSubject extends Transport {
  /** Loads the learner's file, before the first test. What goes wrong is thrown at every call, as in every place. */
  load(): void;
}

/** Starts the process at once, so that it comes up while the test file is loaded. */
export function openConfined({ limits }: Job, launch: Launch): ConfinedSubject {
  const line = openLine(launch, limits);
  let id = 0;
  let phase: 'start' | 'load' | 'call' = 'start';
  /** Once set, every call ends with it: the process is dead, or no longer believed. */
  let final: Error | null = null;

  const ask = (question: object | null, ms: number): Plain | undefined => {
    const answer = line.ask(question && JSON.stringify({ id: ++id, ...question }), ms);
    if (answer.type === 'dead') throw (final = errorOfDeath(answer.death, limits, { phase, output: answer.output }));
    const reply = trusting(() => expected(readReply(answer.frame, limits.replyBytes), id));
    if (reply.type === 'answer') return reply.value;
    throw reply.error;
  };
  const close = (): void => {
    const last = line.close();
    // A word too many after the last answer shows only now.
    if (last?.death.type === 'protocol' && final === null) final = errorOfDeath(last.death, limits, { phase, ...last });
    if (last) tell({ type: 'output', text: last.output });
  };
  const trusting = <T>(read: () => T): T => {
    try {
      return read();
    } catch (violation) {
      tell({ type: 'breach', text: (violation as BorderViolation).text });
      close();
      throw (final = violation as Error);
    }
  };
  return {
    load() {
      try {
        ask(null, START_MS);
        phase = 'load';
        ask({ load: launch.load, replyBytes: limits.replyBytes }, limits.loadMs);
        phase = 'call';
      } catch (thrown) {
        final ??= thrown as Error;
      }
    },
    call(name, args) {
      if (final) throw final;
      return ask({ name, args }, limits.callMs);
    },
    close,
  };
}

function expected(reply: Reply, id: number): Reply {
  if (reply.id === id) return reply;
  throw broken('an answer to no question');
}
