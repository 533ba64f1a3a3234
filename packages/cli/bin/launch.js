/**
 * Loads the command: dist/lastack.js, one bundle of everything in the workspace that it uses, cut so that a command
 * loads only its own part. In a clone the bundle is made anew when a source has changed: about a tenth of a second.
 */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const HERE = new URL('..', import.meta.url);
const BUNDLE = new URL('dist/lastack.js', HERE);
/** What the bundle was made of: `[path relative to this package, mtime in ms, size]` each. */
const INPUTS = new URL('dist/inputs.json', HERE);

function isFresh() {
  if (!existsSync(BUNDLE) || !existsSync(INPUTS)) return false;
  return JSON.parse(readFileSync(INPUTS, 'utf8')).every(([path, mtime, size]) => {
    const stat = statSync(new URL(path, HERE), { throwIfNoEntry: false });
    return stat?.mtimeMs === mtime && stat.size === size;
  });
}

/** `lastack list | head`: whoever read has gone away. That is no error, and nobody is left to be told of one. */
function readerGone(error) {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
}

/** Sets the exit code; never leaves a stack trace for what a person can mend. */
export async function launch(args) {
  process.stdout.on('error', readerGone);
  try {
    // A published package has a bundle and no sources.
    if (existsSync(new URL('src', HERE)) && !isFresh()) await (await import('./bundle.js')).bundle();
  } catch (error) {
    const missing = error.code === 'ERR_MODULE_NOT_FOUND';
    const why = missing ? 'its packages are not installed' : `it could not be built:\n${error.message}`;
    process.stderr.write(
      `lastack: ${why}\n${missing ? `Run: npm ci --prefix ${fileURLToPath(new URL('../..', HERE))}\n` : ''}`,
    );
    process.exitCode = 3;
    return;
  }
  const { main } = await import(BUNDLE.href);
  process.exitCode = await main(args);
}
