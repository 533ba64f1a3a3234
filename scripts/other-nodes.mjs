/**
 * The Node versions that must work, next to the one that runs this: `node scripts/other-nodes.mjs` puts their binaries
 * into ~/.cache/lastack/nodes/, some 40 MB each to fetch, once. The tests that ask every engine the same question use those
 * that are there. npm's packages `node-PLATFORM-ARCHITECTURE` hold nothing but the binary.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const MAJORS = [20, 22, 24];
export const GET_NODES = 'node scripts/other-nodes.mjs';

const PACKAGE = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
const BINARY = process.platform === 'win32' ? 'bin/node.exe' : 'bin/node';

const folderOf = (major) => join(homedir(), '.cache/lastack/nodes', String(major));

/** The path of that Node, or `null`: it is not there, or it cannot run here. */
export function findNode(major) {
  if (process.versions.node.startsWith(`${major}.`)) return process.execPath;
  const path = join(folderOf(major), 'node_modules', PACKAGE, BINARY);
  return existsSync(path) && versionOf(path)?.startsWith(`v${major}.`) ? path : null;
}

const versionOf = (path) => spawnSync(path, ['--version'], { encoding: 'utf8' }).stdout?.trim();

/** Fetches it. What npm says against it, or `null`. */
export function fetchNode(major) {
  const folder = folderOf(major);
  mkdirSync(folder, { recursive: true });
  // A package.json of its own, so that npm leaves the workspace alone.
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const args = ['install', '--no-audit', '--no-fund', '--no-save', '--ignore-scripts', `${PACKAGE}@${major}`];
  const { status, stderr, error } = spawnSync(npm, args, { cwd: folder, encoding: 'utf8', timeout: 600_000 });
  if (error) return error.message;
  const said = stderr.split('\n').filter((line) => line.startsWith('npm error'));
  return status === 0 ? null : (said[0] ?? `npm ended with code ${status}`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const major of MAJORS) {
    const wrong = findNode(major) === null ? fetchNode(major) : null;
    const path = findNode(major);
    console.log(
      path === null
        ? `Node ${major}: not there (${wrong ?? `${PACKAGE} does not run`})`
        : `${versionOf(path)}: ${path}`,
    );
    if (path === null) process.exitCode = 3;
  }
}
