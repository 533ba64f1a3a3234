/**
 * `npm ci`, but only when node_modules is not what package-lock.json says.
 * npm keeps its own account of what it installed in node_modules/.package-lock.json, written last: a broken-off
 * installation has none. So the two files are compared, package by package, and no stamp of our own is needed.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { node, Refusal, ROOT } from './run.mjs';

const readLock = (path) => JSON.parse(readFileSync(path, 'utf8')).packages;

/** A workspace has a link to its folder, and one for each command that it brings. */
const missingLink = (root, path, bin = {}) =>
  [path, ...Object.keys(bin).map((name) => `node_modules/.bin/${name}`)].find(
    (link) => !existsSync(join(root, link)),
  ) ?? null;

/** Why node_modules must be installed anew, as a few words for people; `null` when all is well. */
export function difference(root = ROOT) {
  const installedPath = join(root, 'node_modules/.package-lock.json');
  if (!existsSync(installedPath)) return 'nothing is installed yet';
  const wanted = readLock(join(root, 'package-lock.json'));
  const installed = readLock(installedPath);
  for (const [path, entry] of Object.entries(wanted)) {
    if (!path.startsWith('node_modules/') && !path.includes('/node_modules/')) continue;
    if (entry.link) {
      const unlinked = missingLink(root, path, wanted[entry.resolved]?.bin);
      if (unlinked !== null && existsSync(join(root, entry.resolved))) return `${unlinked} is not linked`;
      continue;
    }
    const have = installed[path];
    // A package for another operating system is in the lockfile and nowhere else.
    if (!have && (entry.optional || entry.devOptional || entry.peer)) continue;
    if (!have || have.version !== entry.version || have.integrity !== entry.integrity) return `${path} differs`;
  }
  return null;
}

/** npm as it was started (`npm_execpath` under `npm run`), so that neither a shell nor npm.cmd is needed. */
function npmCli() {
  const { npm_execpath } = process.env;
  if (npm_execpath?.endsWith('npm-cli.js')) return npm_execpath;
  const beside = [
    join(process.execPath, '../../lib/node_modules/npm/bin/npm-cli.js'),
    join(process.execPath, '../node_modules/npm/bin/npm-cli.js'),
    '/usr/share/nodejs/npm/bin/npm-cli.js',
  ].find((path) => existsSync(path));
  if (!beside) throw new Refusal(3, 'Last ACK needs npm to install its packages. Run `npm ci` here, then try again.');
  return beside;
}

export async function ensureInstalled() {
  const reason = difference();
  if (reason === null) return;
  console.error(`Installing packages (${reason}): npm ci, about a minute …`);
  const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];
  if ((await node([npmCli(), ...args], { stdio: ['ignore', 2, 'inherit'] })) !== 0)
    throw new Refusal(
      3,
      '`npm ci` failed: see above. It needs the network once; mend that and run the same command again.',
    );
  const still = difference();
  if (still !== null)
    throw new Refusal(3, `npm ci ran, but ${still}. Remove node_modules and run the same command again.`);
}
