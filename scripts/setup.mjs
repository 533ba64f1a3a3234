/**
 * What every `npm run …` of the root goes through: is Node new enough, is everything installed, then do it.
 * No dependencies, and nothing here that Node 12 cannot parse: an old Node must get a sentence, not a SyntaxError.
 * Next: setup/main.mjs
 */
const [major, minor] = process.versions.node.split('.').map(Number);

if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(
    'Last ACK needs Node.js 20.19 or newer; this is ' +
      process.version +
      '.\nInstall a current one from https://nodejs.org (or: nvm install 22), then run the same command again.\n',
  );
  process.exitCode = 3;
} else {
  import('./setup/main.mjs').then((setup) => setup.main(process.argv.slice(2)));
}
