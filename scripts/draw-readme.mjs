/** Draws the ladders of README.md and README.zh-Hans.md anew, with the command that they name. `npm run readme` */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { ROOT } from './setup/run.mjs';

const SCENARIO = 'packages/cli/examples/lost-last-ack.json';
const PLACE = /(<!-- ladder:[^\n]*\n```\n)[\s\S]*?(?=```)/;

for (const [name, language] of Object.entries({ 'README.md': 'en', 'README.zh-Hans.md': 'zh-Hans' })) {
  const drawn = execFileSync(process.execPath, ['packages/cli/bin/lastack.js', 'run', SCENARIO], {
    cwd: ROOT,
    encoding: 'utf8',
    env: { PATH: process.env.PATH, LASTACK_LANG: language },
  });
  // The title and the empty line after it stay out: the sentence above says what it is.
  const ladder = drawn.split('\n').slice(2).join('\n');
  const readme = readFileSync(`${ROOT}/${name}`, 'utf8');
  writeFileSync(
    `${ROOT}/${name}`,
    readme.replace(PLACE, (_, opening) => opening + ladder),
  );
}
