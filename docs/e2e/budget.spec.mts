/** What a reader's browser must load before the lesson can be used. */
import { gzipSync } from 'node:zlib';
import { expect, ladderOn, LANGUAGES, needsBrowser, test } from './site.mts';

needsBrowser();

/** Bytes of JavaScript after gzip. */
const BUDGET = 250 * 1024;

const LESSONS = [
  { lesson: 'time-wait/', ladders: ['four-way-close', 'lost-last-ack'] },
  { lesson: 'close-wait/', ladders: ['close-wait'] },
];
const EVERY_LESSON = LANGUAGES.flatMap(({ root }) =>
  LESSONS.map((page) => ({ ...page, path: `${root}${page.lesson}` })),
);

for (const { path, ladders } of EVERY_LESSON) {
  test(`${path} starts with at most 250 KB of JavaScript`, async ({ page }, { annotations }) => {
    const scripts: Promise<Buffer>[] = [];
    page.on('response', (response) => {
      if (response.request().resourceType() === 'script') scripts.push(response.body());
    });
    await page.goto(path);
    for (const scenario of ladders) await ladderOn(page, scenario);
    await page.waitForLoadState('networkidle');
    const sizes = (await Promise.all(scripts)).map((body) => gzipSync(body).length);
    const total = sizes.reduce((sum, size) => sum + size, 0);
    annotations.push({
      type: 'JavaScript, gzip',
      description: `${(total / 1024).toFixed(1)} KB in ${sizes.length} files`,
    });
    console.log(`    ${path}: ${(total / 1024).toFixed(1)} KB of JavaScript in ${sizes.length} files`);
    expect(total).toBeGreaterThan(0);
    expect(total).toBeLessThanOrEqual(BUDGET);
  });
}
