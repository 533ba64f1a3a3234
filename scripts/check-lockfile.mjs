/**
 * package-lock.json must serve every machine: each optional dependency (the native binaries for macOS, Windows, other
 * processors) has an entry, and no entry says where some registry keeps its files.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The entry that Node would find for `name` from the package at `path`, going up as resolution does. */
function resolves(packages, path, name) {
  for (let at = path; ;) {
    if (packages[at === '' ? `node_modules/${name}` : `${at}/node_modules/${name}`]) return true;
    if (at === '') return false;
    const up = at.lastIndexOf('/node_modules/');
    at = up >= 0 ? at.slice(0, up) : '';
  }
}

/** Everything wrong with a lockfile, one sentence each. */
export function lockfileProblems(lock) {
  const problems = [];
  for (const [path, entry] of Object.entries(lock.packages)) {
    for (const name of Object.keys(entry.optionalDependencies ?? {}))
      if (!resolves(lock.packages, path, name))
        problems.push(`${path} wants ${name} on some machine, and it has no entry: pin a version whose binaries exist`);
    if (!entry.link && entry.resolved !== undefined)
      problems.push(
        `${path} has a "resolved" address: npm config set omit-lockfile-registry-resolved true, then npm install`,
      );
  }
  return problems;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const problems = lockfileProblems(JSON.parse(readFileSync('package-lock.json', 'utf8')));
  for (const problem of problems) console.error(`package-lock.json: ${problem}`);
  process.exitCode = problems.length > 0 ? 1 : 0;
}
