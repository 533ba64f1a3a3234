/**
 * A worker's life: it says that it is ready, gets one order, loads the learner's file, runs the tests, reports. It is
 * thrown away afterwards, and with it whatever the learner's code has done to it.
 */
import { setSeed } from '@lastack/exercise-kit/border';
import { linkSubject } from '../subject-file/link.mjs';
import type { Order, Told } from '../messages.ts';
import { beat } from '../pulse.ts';
import { recordRealm } from './realm.ts';
import { runTests } from './run-tests.ts';
import { openSubject } from './subject.ts';

/** What a browser's worker and Node's have each in their own way. */
export interface Machine {
  tell(told: Told): void;
  order(): Promise<Order>;
  /** An address under which `code` can be imported, once. */
  addressOf(code: string): string;
  /** Catches what is printed from here on. */
  catchOutput(print: (stream: 'out' | 'error', text: string) => void): void;
  /** Errors that nobody caught, collected from here on. */
  catchStrays(): () => unknown[];
  /** Catches what would end the process, from here on. */
  catchExit(): () => Error | null;
}

/** `load` evaluates the test file, which is bundled with this; `language` is the source of what a learner may import. */
export async function serve(machine: Machine, load: () => Promise<unknown>, language: string): Promise<void> {
  const { tell } = machine;
  tell({ type: 'ready' });
  const { code, links, replyBytes, seed, pulse } = await machine.order();
  if (seed !== null) setSeed(seed);
  machine.catchOutput((stream, text) => tell({ type: 'printed', stream, text }));
  const strays = machine.catchStrays();
  const ended = machine.catchExit();
  const realm = recordRealm();
  const linked = linkSubject({ code, links }, links.length > 0 ? machine.addressOf(language) : '');
  const loadSubject = (): Promise<Record<string, unknown>> => import(machine.addressOf(linked));
  await openSubject(loadSubject, replyBytes, {
    realm,
    ended,
    entered: pulse ? (phase) => beat(pulse, phase) : (phase) => tell({ type: 'entered', phase }),
    left: pulse ? (phase) => beat(pulse, phase) : () => tell({ type: 'left' }),
  });
  const report = await runTests(
    load,
    {
      begun: (name) => tell({ type: 'begun', name }),
      ended: (test) => tell({ type: 'ended', test }),
      between: () => realm.look(),
    },
    async () => {
      // A rejection counts as uncaught when the present turn is over.
      await new Promise((resolve) => setTimeout(resolve, 0));
      return strays();
    },
  );
  tell({ type: 'report', report });
}
