/**
 * A worker's life: it says that it is ready, gets one order, loads the learner's file, runs the tests, reports. It is
 * thrown away afterwards, and with it whatever the learner's code has done to it. Where it can, it evaluates the test
 * file first, while nobody waits: no test draws a case or asks the learner's code before it runs.
 */
import { setSeed } from '@lastack/exercise-kit/border';
import type { Order, Told } from '../messages.ts';
import { beat } from '../pulse.ts';
import type { Realm } from '../realm/realm.ts';
import { runTests } from './run-tests.ts';
import { openSubject } from './subject.ts';

/** What a browser's worker and Node's have each in their own way. */
export interface Machine {
  tell(told: Told): void;
  order(): Promise<Order>;
  /** Whether the test file is evaluated before the order comes. Not where it would share its realm with what is to come. */
  readonly collectsFirst: boolean;
  /** Makes a place for the learner's code; nothing of it has run yet. */
  prepare(order: Order, language: string, print: (line: string) => void): Prepared;
  /** Errors that nobody has caught by now. */
  strays(): Promise<unknown[]>;
}

export interface Prepared {
  load(): Promise<Realm>;
  /** What occurs in the name of the learner's module alone. */
  readonly file: string;
  /** After each test. */
  between?(): void;
}

/** Says so, too, when something here fails: nobody else would. */
export async function serve(machine: Machine, load: () => Promise<unknown>, language: string): Promise<void> {
  try {
    await live(machine, load, language);
  } catch (thrown) {
    machine.tell({ type: 'broken', why: String(thrown) });
  }
}

/** `load` evaluates the test file, which is bundled with this; `language` is the source of what a learner may import. */
async function live(machine: Machine, load: () => Promise<unknown>, language: string): Promise<void> {
  const { tell } = machine;
  let between = (): void => {};
  const begin = async (): Promise<void> => {
    tell({ type: 'ready' });
    const prepared = await open(machine, await machine.order(), language);
    between = () => prepared.between?.();
  };
  const watcher = {
    begun: (name: string) => tell({ type: 'begun', name }),
    ended: (test: Extract<Told, { type: 'ended' }>['test']) => tell({ type: 'ended', test }),
    between: () => between(),
  } as const;
  if (!machine.collectsFirst) await begin();
  const collected = machine.collectsFirst ? begin : undefined;
  tell({ type: 'report', report: await runTests(load, watcher, machine.strays, collected) });
}

async function open(machine: Machine, order: Order, language: string): Promise<Prepared> {
  const { tell } = machine;
  const { replyBytes, seed, pulse } = order;
  const prepared = machine.prepare(order, language, (line) => tell({ type: 'printed', text: `${line}\n` }));
  if (seed !== null) setSeed(seed);
  await openSubject(prepared.load, prepared.file, replyBytes, {
    entered: pulse ? (phase) => beat(pulse, phase) : (phase) => tell({ type: 'entered', phase }),
    left: pulse ? (phase) => beat(pulse, phase) : () => tell({ type: 'left' }),
  });
  return prepared;
}
