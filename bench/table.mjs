/** What the bench prints. Pure. Next: main.mjs */

/** Three significant digits are more than a shared machine can promise. */
export function figure(value) {
  if (value === null) return '–';
  if (Math.abs(value) >= 1_000) return Math.round(value).toLocaleString('en');
  return String(Number(value.toPrecision(3)));
}

/** Lines of columns; those named in `right` are set to the right. */
function columns(rows, right) {
  const widths = rows[0].map((_, i) => Math.max(...rows.map((row) => row[i].length)));
  const cell = (text, i) => (right.includes(i) ? text.padStart(widths[i]) : text.padEnd(widths[i]));
  return rows.map((row) => `  ${row.map(cell).join('  ').trimEnd()}`);
}

/** One row of the bench: every contender's median and its spread. */
export function rowText({ id, title, unit, contenders }) {
  const lines = Object.values(contenders).map(({ name, median, least, most, missing }) =>
    missing === null
      ? [name, figure(median), `(${figure(least)} to ${figure(most)})`]
      : [name, '–', `not measured here: ${missing.missing}; ${missing.install}`],
  );
  return [`${id}: ${title}, ${unit}`, ...columns(lines, [1]), ''].join('\n');
}

const VERDICTS = { true: 'held', false: 'NOT HELD', null: 'not measured' };

/** All targets in one table. */
export function targetText(targets) {
  const head = ['row', 'who', 'target', 'measured', 'against', 'ratio', ''];
  const lines = targets.map(({ row, of, asked, measured, against, ratio, held }) => [
    row,
    of,
    asked,
    figure(measured),
    figure(against),
    ratio === null ? '–' : ratio.toFixed(2),
    VERDICTS[String(held)],
  ]);
  return columns([head, ...lines], [3, 4, 5]).join('\n');
}
