/** The report: one JSON object, as report.schema.json describes it. Next: table.mjs */
import { readFileSync } from 'node:fs';
import { cpus, loadavg, release, totalmem } from 'node:os';

/** Who measured, and when: the only part that two runs of one machine need not share. */
export function thisMachine() {
  const [first] = cpus();
  return {
    node: process.version,
    v8: process.versions.v8,
    cpu: first?.model.trim() ?? 'unknown',
    cores: cpus().length,
    memory: totalmem(),
    kernel: `${process.platform} ${release()}`,
    distribution: distribution(),
    load: loadavg().map((load) => Number(load.toFixed(2))),
    date: new Date().toISOString(),
  };
}

function distribution() {
  try {
    return /^PRETTY_NAME="?([^"\n]*)/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1] ?? null;
  } catch {
    return null;
  }
}

export const machineLine = ({ cpu, cores, node, kernel, distribution, load, date }) =>
  `${cpu}, ${cores} cores, load ${load[0]}; ${kernel}${distribution === null ? '' : ` (${distribution})`}; Node ${node}; ${date}`;

/** @param {readonly object[]} rows What `measure` gave for each. */
export const reportOf = (machine, quick, rows) => ({ version: 1, quick, machine, rows });
