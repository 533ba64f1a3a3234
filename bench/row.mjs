/**
 * What a row of the bench is. To add one, put a file that exports a Row into rows/ and its name into main.mjs.
 * Next: targets.mjs
 *
 * @typedef {object} Row One thing that is measured, by one or more contenders, all in the same unit.
 * @property {string} id What the command line calls it.
 * @property {string} title
 * @property {string} unit `per CPU-second`, `CPU-µs`, `octets`.
 * @property {readonly Contender[]} contenders
 * @property {readonly Target[]} targets
 * @property {number} [rounds] At most so many: for what takes long.
 *
 * @typedef {object} Contender
 * @property {string} id
 * @property {string} name
 * @property {boolean} [slow] Left out of `--quick`.
 * @property {(bench: Bench) => Promise<(() => Promise<Sample>) | Missing>} prepare Once, before the rounds: compiles
 *   what must be compiled and gives what measures once, or says what this machine lacks.
 *
 * @typedef {{ value: number, details?: object }} Sample `details` go into the report as they are.
 * @typedef {{ missing: string, install: string }} Missing "not measured here: MISSING; INSTALL".
 *
 * @typedef {object} Target What a contender's median must be, against a number or another contender of the same row.
 * @property {string} of The contender's id.
 * @property {'at least' | 'at most'} must
 * @property {number} [times] So many times …
 * @property {number} [plus] … and so much more than …
 * @property {string} [the] … this contender's median in the same run.
 * @property {number} [number] Or simply this.
 *
 * @typedef {object} Bench What a row is given.
 * @property {string} folder A temporary folder; it is deleted at the end.
 * @property {boolean} quick
 * @property {(entry: string) => Promise<string>} bundle A TypeScript entry, its path from the root, as one plain file.
 * @property {(command: string, args: readonly string[]) => Promise<object>} run A program's last line, which is JSON.
 */

/** @param {Sample | Missing | (() => Promise<Sample>)} given */
export const isMissing = (given) => typeof given === 'object' && 'missing' in given;

/** What two CPU-seconds programs print, as a sample per CPU-second. */
export const perCpuSecond = ({ cpuSeconds, ...counts }) => {
  const [count] = Object.values(counts);
  if (!(count > 0) || !(cpuSeconds > 0))
    throw new Error(`Not a measurement: ${JSON.stringify({ ...counts, cpuSeconds })}`);
  return { value: count / cpuSeconds, details: { ...counts, cpuSeconds } };
};
