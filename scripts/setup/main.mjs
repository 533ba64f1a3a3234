/** `node scripts/setup.mjs COMMAND`: installs what is missing, then runs the command. Next: install.mjs */
import { ensureInstalled } from './install.mjs';
import { lastack, node, Refusal, turbo } from './run.mjs';
import { start } from './site.mjs';
import { test } from './test.mjs';

const COMMANDS = {
  /** Only install: what `npm test` inside an exercise does first. */
  install: () => 0,
  start,
  test,
  verify: (args) => lastack(['verify', ...args]),
  /** The full counts; not before everything is installed. */
  soak: async (args) => (await import('../soak/main.mjs')).soak(args),
  lint: () => turbo(['run', 'lint:eslint', 'lint:types', 'lint:prettier', 'lint:lockfile']),
  typecheck: () => turbo(['run', 'typecheck']),
  bench: (args) => node(['bench/bench.mjs', ...args]),
};

/** Sets the exit code; 2 for a command that does not exist, 3 when the machine lacks something. */
export async function main([name, ...args]) {
  const command = Object.hasOwn(COMMANDS, name ?? '') ? COMMANDS[name] : undefined;
  if (!command) {
    console.error(`setup: no command "${name ?? ''}". There are: ${Object.keys(COMMANDS).join(', ')}.`);
    process.exitCode = 2;
    return;
  }
  try {
    await ensureInstalled();
    process.exitCode = await command(args);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    console.error(error.message);
    process.exitCode = error.exitCode;
  }
}
