/**
 * Plays scripts against the kernel of this machine, each in a network namespace of its own, and writes down what it
 * said of them: `verdicts.json`. Needs Linux, root, unshare(1), ip(8), ss(8) and Python 3; see play.py.
 *
 *     npx tsx --conditions=@lastack/source kernel/play-all.ts [--jobs N] [PATH below scripts/linux …]
 *
 * On a busy machine a step can come late, so a script has three tries; and its tolerance is 8 ms more than it declares.
 */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { release } from 'node:os';
import { corpus, parsed } from '../test/corpus.ts';
import type { CorpusScript } from '../test/corpus.ts';

interface Verdicts {
  kernel: string;
  /** By path: `ok`, or what differed, and the hash of the script's text. */
  played: Record<string, string>;
  notPlayed: Record<string, string>;
}

const FILE = new URL('verdicts.json', import.meta.url);
const PLAYER = new URL('play.py', import.meta.url).pathname;
const TRIES = 3;

function playOnce(script: CorpusScript): Promise<string> {
  return new Promise((resolve) => {
    const child = spawn('unshare', ['--net', 'python3', PLAYER, '--strict', '--slack=8']);
    let said = '';
    child.stdout.on('data', (data: Buffer) => (said += data.toString()));
    child.stderr.on('data', (data: Buffer) => (said += data.toString()));
    child.on('error', (error) => resolve(error.message));
    child.on('close', () => resolve(said.trim().split('\n').at(-1) ?? ''));
    child.stdin.end(JSON.stringify(parsed(script)));
  });
}

async function play(script: CorpusScript): Promise<string> {
  let verdict = '';
  for (let tried = 0; tried < TRIES && verdict !== 'ok'; tried += 1) verdict = await playOnce(script);
  return verdict;
}

const args = process.argv.slice(2);
const jobs = args[0] === '--jobs' ? Number(args[1]) : 4;
const paths = args[0] === '--jobs' ? args.slice(2) : args;
const verdicts = existsSync(FILE)
  ? (JSON.parse(readFileSync(FILE, 'utf8')) as Verdicts)
  : { kernel: '', played: {}, notPlayed: {} };
verdicts.kernel = `Linux ${release()}`;

const waiting = corpus().filter(
  ({ path, profile }) =>
    profile === 'linux' &&
    !(path in verdicts.notPlayed) &&
    (paths.length === 0 || paths.some((wanted) => path.includes(wanted))),
);

async function work(): Promise<void> {
  for (let script = waiting.shift(); script !== undefined; script = waiting.shift()) {
    const verdict = await play(script);
    verdicts.played[script.path] = `${verdict} ${script.hash}`;
    if (verdict !== 'ok') process.stdout.write(`${script.path}: ${verdict}\n`);
  }
}

await Promise.all(Array.from({ length: jobs }, work));
const known = new Set(corpus().map(({ path }) => path));
verdicts.played = Object.fromEntries(
  Object.entries(verdicts.played)
    .filter(([path]) => known.has(path))
    .sort(([a], [b]) => (a < b ? -1 : 1)),
);
writeFileSync(FILE, `${JSON.stringify(verdicts, null, 2)}\n`);
const failed = Object.values(verdicts.played).filter((verdict) => !verdict.startsWith('ok ')).length;
process.stdout.write(`${Object.keys(verdicts.played).length - failed} passed, ${failed} failed\n`);
