import { commandOf, ordersOf } from '../../mutation/main.mjs';
import { nodeFor } from '../part.mjs';

const sum = (exercises, of) => exercises.reduce((total, each) => total + of(each), 0);

/** Of the JSON of scripts/mutation: a survivor has failed, and so has a list of equivalents that is out of date. */
export function outcomeOf({ exercises }) {
  const failed = sum(exercises, ({ survived, problems }) => survived.length + problems.length);
  const passed = sum(exercises, ({ killed, equivalent }) => killed + equivalent);
  const notes = exercises.map(
    ({ exercise, mutants, killed, equivalent, survived }) =>
      `${exercise}: ${killed} of ${mutants} caught, ${equivalent} equivalent, ${survived.length} survived`,
  );
  return { cases: passed + failed, passed, failed, notes };
}

/** The number of cases is that of the mutants, and they need no seed. */
export default {
  name: 'mutation',
  about: 'every small mistake in each reference solution',
  async run({ milliseconds, say }) {
    const ended = await nodeFor(commandOf(ordersOf(['--json'])), { milliseconds });
    const json = /^\{$[\s\S]*^\}$/m.exec(ended.output)?.[0];
    const outcome = json === undefined ? { cases: 1, passed: 0, failed: 1, notes: [] } : outcomeOf(JSON.parse(json));
    if (ended.late) outcome.notes.push(`ended after ${milliseconds / 60_000} min: not all mutants were judged`);
    if (outcome.failed > 0) say(ended.output);
    return outcome;
  },
};
