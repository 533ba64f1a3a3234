/**
 * solutions/NN-name/equivalent.json: mutants that no test can catch, since they are the same function, and why.
 *
 *     { "equivalent": [{ "at": "82:7", "operator": "boundary", "from": "a > 0", "to": "a >= 0", "why": "a is never 0: …" }] }
 *
 * An entry that is not true any more is an error: it would hide the next survivor at its place.
 */
import { existsSync, readFileSync } from 'node:fs';
import * as v from 'valibot';

const FILE = v.strictObject({
  equivalent: v.array(
    v.strictObject({
      at: v.pipe(v.string(), v.regex(/^\d+:\d+$/, 'line:column')),
      operator: v.string(),
      from: v.string(),
      to: v.string(),
      why: v.pipe(v.string(), v.minLength(20, 'a reason that can be checked')),
    }),
  ),
});

const placeOf = ({ at, operator, to }) => `${at} ${operator} ${to}`;
export const nameOf = ({ line, column, operator, to }) => placeOf({ at: `${line}:${column}`, operator, to });

/** The entries; none when there is no file. Throws an Error that says what is wrong with it. */
export function readEquivalent(path, shown) {
  if (!existsSync(path)) return [];
  let json;
  try {
    json = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new Error(`${shown}:1:1 is not JSON: ${error.message}`, { cause: error });
  }
  const parsed = v.safeParse(FILE, json);
  if (parsed.success) return parsed.output.equivalent;
  const [issue] = parsed.issues;
  throw new Error(`${shown}:1:1 ${v.getDotPath(issue) ?? 'file'}: ${issue.message}`);
}

/**
 * Sorts what survived into equivalent and not, and says which entries are out of date.
 * @param {{ mutant: import('./mutants.mjs').Mutant, killed: boolean, by: string }[]} judged
 */
export function sortOut(judged, entries) {
  const survivors = new Set(judged.filter(({ killed }) => !killed).map(({ mutant }) => nameOf(mutant)));
  const listed = new Map(entries.map((entry) => [placeOf(entry), entry]));
  const stale = entries.flatMap((entry) => {
    const found = judged.find(({ mutant }) => nameOf(mutant) === placeOf(entry));
    const why = staleness(entry, found);
    return why === null ? [] : [`${placeOf(entry)}: ${why}`];
  });
  const isListed = ({ mutant }) => listed.has(nameOf(mutant));
  return {
    killed: judged.filter(({ killed }) => killed).length,
    equivalent: judged.filter((one) => survivors.has(nameOf(one.mutant)) && isListed(one)).length,
    survived: judged.filter((one) => !one.killed && !isListed(one)).map(({ mutant }) => mutant),
    stale,
  };
}

function staleness(entry, found) {
  if (found === undefined) return 'there is no such mutant any more';
  if (found.mutant.from !== entry.from) return `what stands there is ${found.mutant.from}`;
  return found.killed ? `it is caught, by ${found.by}` : null;
}
