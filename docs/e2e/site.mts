/** What the tests share: the pages, a page that watches itself, and a ladder as a reader handles it. */
import { expect, test as base, type Locator, type Page } from '@playwright/test';
import { findChromium } from '../../scripts/find-chromium.mjs';

export const LANGUAGES = [
  { language: 'en', root: '/' },
  { language: 'zh-Hans', root: '/zh-Hans/' },
] as const;
export const PAGES = ['', 'time-wait/', 'close-wait/', 'exercises/'] as const;
export const EVERY_PAGE = LANGUAGES.flatMap(({ root }) => PAGES.map((page) => `${root}${page}`));

/** Every page of every test must be silent on the console and ask no other origin for anything. */
export const test = base.extend<{ watched: void }>({
  watched: [
    async ({ page, baseURL }, use) => {
      const complaints: string[] = [];
      page.on('console', (message) => {
        if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
      });
      page.on('pageerror', (error) => complaints.push(error.message));
      page.on('request', (request) => {
        if (!request.url().startsWith(`${baseURL}/`) && !request.url().startsWith('data:'))
          complaints.push(request.url());
      });
      await use();
      expect(complaints).toEqual([]);
    },
    { auto: true },
  ],
});

/** At the top of every file of tests: Playwright's skip holds for the file that calls it. */
export const needsBrowser = (): void => test.skip(findChromium() === null, 'no Chromium');

export { expect };

/** The ladder of this scenario on the page, ready to be used. */
export async function ladderOn(page: Page, scenario: string): Promise<Locator> {
  const ladder = page.locator(`[data-ladder="${scenario}"]`);
  await expect(ladder).toHaveAttribute('data-live', 'true');
  return ladder;
}

/** The cursor, in microseconds. */
export const cursorOf = async (ladder: Locator): Promise<number> => Number(await ladder.getAttribute('data-at'));

/** Everything drawn on the ladder, as text in the order of the drawing. */
export const drawnOn = (ladder: Locator): Promise<string[]> => ladder.locator('.la-drawing text').allTextContents();
