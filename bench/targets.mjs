/** Samples to medians, medians to verdicts. Pure. Next: rounds.mjs */

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/**
 * Each target of a row: what was asked, what was measured, their ratio (of a measured cost that must stay small, the
 * limit is what it is divided by too), and whether it held. `null` where either side was not measured.
 *
 * @param {import('./row.mjs').Row} row
 * @param {Readonly<Record<string, { median: number | null }>>} results By contender.
 */
export function judge(row, results) {
  return row.targets.map((target) => {
    const nameOf = (id) => row.contenders.find((contender) => contender.id === id)?.name ?? id;
    const measured = results[target.of]?.median ?? null;
    const against = limit(target, results);
    const ratio = measured === null || against === null ? null : measured / against;
    const held = ratio === null ? null : target.must === 'at least' ? ratio >= 1 : ratio <= 1;
    return { row: row.id, of: nameOf(target.of), asked: asked(target, nameOf), measured, against, ratio, held };
  });
}

function limit({ number, times = 1, plus = 0, the }, results) {
  if (the === undefined) return number;
  const median = results[the]?.median ?? null;
  return median === null ? null : times * median + plus;
}

function asked({ must, number, times, plus, the }, nameOf) {
  const sign = must === 'at least' ? '≥' : '≤';
  if (the === undefined) return `${sign} ${number.toLocaleString('en')}`;
  const factor = times === undefined ? '' : `${times} × `;
  const more = plus === undefined ? '' : ` + ${plus}`;
  return `${sign} ${factor}${nameOf(the)}${more}`;
}
