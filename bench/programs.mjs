/** Runs, bundles and compiles the programs that are measured. Next: rounds.mjs */
import { spawn, spawnSync } from 'node:child_process';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

export const ROOT = fileURLToPath(new URL('..', import.meta.url));
export const peer = (file) => fileURLToPath(new URL(`peers/${file}`, import.meta.url));

/** Far more than any of them needs, on a slow machine. */
const LONGEST_MS = 300_000;
const running = new Set();

/** The JSON in a program's last line. It rejects when the program fails, and ends it when it takes too long (ms). */
export function run(command, args, longest = LONGEST_MS) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: longest,
      killSignal: 'SIGKILL',
    });
    running.add(child);
    let [out, err] = ['', ''];
    child.stdout.on('data', (text) => (out += text));
    child.stderr.on('data', (text) => (err += text));
    child.once('error', reject);
    child.once('close', (code, signal) => {
      running.delete(child);
      if (code === 0) return resolve(lastLine(out));
      const why =
        err
          .trim()
          .split('\n')
          .findLast((line) => line !== '') ?? '';
      reject(new Error(`${basename(command)} ended with ${signal ?? `code ${code}`}${why === '' ? '' : `: ${why}`}`));
    });
  });
}

export function lastLine(text) {
  const line = text.trim().split('\n').at(-1) ?? '';
  try {
    return JSON.parse(line);
  } catch {
    throw new Error(`Its last line is not JSON: ${line.slice(0, 200)}`);
  }
}

/** Nothing that was started outlives the bench. */
export function endAll() {
  for (const child of running) child.kill('SIGKILL');
}

/** TypeScript of the workspace as one file that Node runs without a loader, so that no loader's time is measured. */
export async function bundle(entry, folder) {
  const outfile = join(folder, `${entry.replaceAll(/[^\w]+/g, '-')}.mjs`);
  await build({
    entryPoints: [join(ROOT, entry)],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    conditions: ['@lastack/source'],
    logLevel: 'silent',
  });
  return outfile;
}

export const has = (command, args = ['--version']) => spawnSync(command, args, { stdio: 'ignore' }).status === 0;

/** Compiles; what the compiler says against it, or null. */
export function compile(compiler, args) {
  const { status, stderr, error } = spawnSync(compiler, args, { encoding: 'utf8', timeout: LONGEST_MS });
  if (error) return error.message;
  return status === 0 ? null : (stderr.split('\n').find((line) => line.includes('error')) ?? `${compiler} failed`);
}
