/**
 * `npm run soak`: the full counts, part by part, with a table for people and a summary as JSON for machines.
 * What the parts are: parts/. How to write one: part.mjs.
 */
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { Refusal, ROOT } from '../setup/run.mjs';

const USAGE = `npm run soak -- [--only NAME]… [--cases N] [--seed N] [--minutes N] [--out FILE] [--list]

  --only NAME   only this part; may be given again
  --cases N     so many cases of each, in place of the part's own number
  --seed N      9293 unless given; a failure names the seed that brings it back
  --minutes N   a part that takes longer is ended, and has failed; 120
  --out FILE    the summary as JSON; test-results/soak.json of this folder unless given
  --list        what the parts are`;

const WHOLE = /^[1-9]\d{0,8}$/;

function number(name, text, otherwise) {
  if (text === undefined) return otherwise;
  if (!WHOLE.test(text)) throw new Refusal(2, `soak: --${name} ${text}: give a whole number above 0.\n\n${USAGE}`);
  return Number(text);
}

/** The arguments of the command line, checked. */
export function ordersOf(args) {
  let values;
  try {
    ({ values } = parseArgs({
      args,
      options: {
        only: { type: 'string', multiple: true },
        cases: { type: 'string' },
        seed: { type: 'string' },
        minutes: { type: 'string' },
        out: { type: 'string' },
        list: { type: 'boolean' },
        help: { type: 'boolean' },
      },
    }));
  } catch (error) {
    throw new Refusal(2, `soak: ${error.message}\n\n${USAGE}`);
  }
  return {
    only: values.only ?? [],
    cases: number('cases', values.cases, null),
    seed: number('seed', values.seed, 9_293),
    minutes: number('minutes', values.minutes, 120),
    out: resolve(process.cwd(), values.out ?? `${ROOT}/scripts/test-results/soak.json`),
    list: values.list ?? false,
    help: values.help ?? false,
  };
}

/** Every part, in the order of their files' names. */
export async function allParts() {
  const folder = new URL('parts/', import.meta.url);
  const names = readdirSync(folder).filter((name) => name.endsWith('.mjs'));
  return Promise.all(names.sort().map(async (name) => (await import(new URL(name, folder))).default));
}

export function chosen(parts, only) {
  for (const name of only) {
    if (!parts.some((part) => part.name === name)) {
      throw new Refusal(2, `soak: no part "${name}". There are: ${parts.map((part) => part.name).join(', ')}.`);
    }
  }
  return only.length === 0 ? parts : parts.filter(({ name }) => only.includes(name));
}

const COLUMNS = ['part', 'cases', 'seed', 'passed', 'failed', 'seconds'];

/** A line for each part, a sum, and the notes below it. */
export function table(results) {
  const rows = [COLUMNS, ...results.map((result) => COLUMNS.map((key) => String(result[key])))];
  const widths = COLUMNS.map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  const line = (row) =>
    row.map((cell, at) => (at === 0 ? cell.padEnd(widths[at]) : cell.padStart(widths[at]))).join('  ');
  const notes = results.flatMap(({ part, notes }) => notes.map((note) => `  ${part}: ${note}`));
  return [...rows.map(line), ...(notes.length > 0 ? ['', ...notes] : [])].join('\n');
}

const sum = (results, key) => results.reduce((total, each) => total + each[key], 0);

/** Runs the parts one after the other; resolves with the exit code. */
export async function soak(args) {
  const orders = ordersOf(args);
  if (orders.help) {
    console.log(USAGE);
    return 0;
  }
  const parts = chosen(await allParts(), orders.only);
  if (orders.list) {
    for (const { name, about } of parts) console.log(`${name.padEnd(12)}${about}`);
    return 0;
  }
  const results = [];
  for (const { name, about, run } of parts) {
    console.error(`soak: ${name} (${about}) …`);
    const began = performance.now();
    const { cases, seed } = orders;
    const outcome = await run({ cases, seed, milliseconds: orders.minutes * 60_000, say: console.error });
    results.push({ part: name, about, seed, ...outcome, seconds: Math.round((performance.now() - began) / 1_000) });
  }
  const summary = {
    version: 1,
    node: process.version,
    passed: sum(results, 'passed'),
    failed: sum(results, 'failed'),
    parts: results,
  };
  mkdirSync(dirname(orders.out), { recursive: true });
  writeFileSync(orders.out, `${JSON.stringify(summary, null, 2)}\n`);
  console.log(`\n${table(results)}\n\n${orders.out}\n${summary.passed} passed, ${summary.failed} failed`);
  // A part that counted nothing has shown nothing.
  return summary.failed > 0 || results.some(({ cases }) => cases === 0) ? 1 : 0;
}
