#!/usr/bin/env node
/**
 * The command. Nothing here that Node 12 cannot parse: an old Node must get a sentence, not a SyntaxError.
 * Next: launch.js
 */
const [major, minor] = process.versions.node.split('.').map(Number);

if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(
    'lastack: needs Node.js 20.19 or newer; this is ' +
      process.version +
      '.\nInstall a current one from https://nodejs.org (or: nvm install 22), then run the same command again.\n',
  );
  process.exitCode = 3;
} else {
  import('./launch.js').then((launcher) => launcher.launch(process.argv.slice(2)));
}
