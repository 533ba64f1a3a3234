/**
 * `node scripts/mutation/main.mjs [ID…] [--json]`: do the exercises' tests notice every small mistake in a right answer?
 * Next: run.mjs
 */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const USAGE = `node scripts/mutation/main.mjs [ID…] [--json] [--workers N]

Each reference solution (solutions/ID/) with every small mistake in it, one at a time: operators, boundaries, conditions,
branches, literals, patterns, return values. Each is graded by the exercise's own tests. What survives shows a rule that
no test asks for; what cannot be told from the right answer stands in solutions/ID/equivalent.json, with the reason.

  ID           08 or 08-time-wait; all unless given
  --json       one object
  --workers N  1 or 2 at a time; 2
  --fresh      what is known from before is not believed

Ends with 0 when nothing survived, 1 when something did or equivalent.json is out of date, 2 when the call was wrong.`;

/** The arguments, checked; throws an Error that says what is wrong with them. */
export function ordersOf(args) {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      json: { type: 'boolean' },
      fresh: { type: 'boolean' },
      workers: { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  const { json = false, fresh = false, workers = '2', help = false } = values;
  if (!/^[12]$/.test(workers)) throw new Error(`--workers ${workers}: give 1 or 2.`);
  const strange = positionals.find((id) => !/^\d\d(-[a-z0-9-]+)?$/.test(id));
  if (strange !== undefined) throw new Error(`${strange}: an exercise is 08 or 08-time-wait.`);
  return { ids: positionals, json, fresh, workers: Number(workers), help };
}

/** What Node is started with: the workspace's TypeScript is read as it is. */
export function commandOf(orders) {
  const run = fileURLToPath(new URL('run.mjs', import.meta.url));
  return ['--no-warnings', '--conditions=@lastack/source', '--import', 'tsx', run, JSON.stringify(orders)];
}

function main(args) {
  let orders;
  try {
    orders = ordersOf(args);
  } catch (error) {
    console.error(`mutation: ${error.message}\n\n${USAGE}`);
    process.exitCode = 2;
    return;
  }
  if (orders.help) return void console.log(USAGE);
  const cwd = fileURLToPath(new URL('../..', import.meta.url));
  const child = spawn(process.execPath, commandOf(orders), { cwd, stdio: 'inherit' });
  child.once('close', (code) => (process.exitCode = code ?? 2));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main(process.argv.slice(2));
