/**
 * What a verdict depends upon besides the subject: the machine and the kit that the tests stand on, this grader, the
 * versions of everything else, and Node. When one octet of it changes, no verdict of before is believed.
 */
import { createHash, type Hash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const PACKAGES = ['tcp', 'trace', 'simulator', 'packetdrill', 'explorer', 'exercise-kit', 'runner', 'grader'];

/** SHA-256, in hexadecimal. `root` is the course's folder, whose lockfile names every other version; `null`: without. */
export function courseHash(root: string | null): string {
  const hash = createHash('sha256').update(`${process.version} ${process.arch} ${process.platform} ${codeHash()}`);
  const lockfile = root === null ? null : path.join(root, 'package-lock.json');
  if (lockfile !== null && existsSync(lockfile)) add(hash, lockfile, 'package-lock.json');
  return hash.digest('hex');
}

/**
 * SHA-256 over the code of the grader and of all that tests stand on, and over the versions that they ask for: the same
 * on every machine, whatever its Node.
 */
export function codeHash(): string {
  const hash = createHash('sha256');
  for (const name of PACKAGES) {
    const folder = folderOf(name);
    if (folder === null) continue;
    add(hash, path.join(folder, 'package.json'), `${name}/package.json`);
    // What is built of the sources says no more than they do; where it is published it stands for them.
    const sources = existsSync(path.join(folder, 'src')) ? ['src', 'vitest'] : ['dist', 'vitest'];
    for (const source of sources) addFolder(hash, path.join(folder, source));
  }
  return hash.digest('hex');
}

/** Where `@lastack/NAME` is installed, seen from here; `null`: nowhere. */
export function folderOf(name: string): string | null {
  let folder = path.dirname(fileURLToPath(import.meta.url));
  for (;;) {
    const found = path.join(folder, 'node_modules/@lastack', name);
    if (existsSync(found)) return realpathSync(found);
    const above = path.dirname(folder);
    if (above === folder) return null;
    folder = above;
  }
}

function addFolder(hash: Hash, folder: string): void {
  if (!existsSync(folder)) return;
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const names = files.map(({ parentPath, name }) => path.relative(folder, path.join(parentPath, name)));
  for (const name of names.map((each) => each.replaceAll('\\', '/')).toSorted())
    add(hash, path.join(folder, name), name);
}

function add(hash: Hash, file: string, name: string): void {
  const content = readFileSync(file);
  hash.update(`${name}\0${content.length}\0`).update(content);
}
