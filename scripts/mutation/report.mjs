/** What was found, for people. */

const COLUMNS = ['exercise', 'mutants', 'killed', 'equivalent', 'survived'];

const rowOf = ({ exercise, mutants, killed, equivalent, survived }) =>
  [exercise, mutants, killed, equivalent, survived.length].map(String);

const short = (text) => {
  const line = text.replaceAll(/\s+/g, ' ');
  return line.length > 70 ? `${line.slice(0, 67)}…` : line;
};

/** `solutions/…/time-wait.ts:62:28 boundary: now >= expires → now > expires` */
export const survivorLine = (file, { line, column, operator, from, to }) =>
  `${file}:${line}:${column} ${operator}: ${short(from)} → ${to === '' ? '(nothing)' : short(to)}`;

/** A line for each exercise, then each survivor and each problem. */
export function reportText(results) {
  const rows = [COLUMNS, ...results.map(rowOf)];
  const widths = COLUMNS.map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  const line = (row) =>
    row.map((cell, at) => (at === 0 ? cell.padEnd(widths[at]) : cell.padStart(widths[at]))).join('  ');
  const survivors = results.flatMap(({ file, survived }) => survived.map((one) => survivorLine(file, one)));
  const problems = results.flatMap((result) => result.problems);
  return [rows.map(line), survivors, problems]
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n');
}

/** What `--json` prints: the mutants without their programs. */
export const reportJson = (results) => ({
  version: 1,
  exercises: results.map(({ survived, ...rest }) => ({
    ...rest,
    survived: survived.map(({ line, column, operator, from, to }) => ({ line, column, operator, from, to })),
  })),
});
