/** Every page, in both languages and both themes. */
import AxeBuilder from '@axe-core/playwright';
import { EVERY_PAGE, expect, LANGUAGES, needsBrowser, test } from './site.mts';

needsBrowser();

for (const path of EVERY_PAGE) {
  test(`${path} answers, in its language, silently`, async ({ page }) => {
    const response = await page.goto(path, { waitUntil: 'networkidle' });
    expect(response?.status()).toBe(200);
    const language = path.startsWith('/zh-Hans/') ? 'zh-Hans' : 'en';
    await expect(page.locator('html')).toHaveAttribute('lang', language);
    await expect(page.locator('h1')).toHaveCount(1);
    await expect(page.locator('html')).toHaveAttribute('data-has-hydrated', 'true');
  });

  for (const theme of ['light', 'dark'] as const) {
    test(`${path} in the ${theme} theme: axe finds nothing`, async ({ page }) => {
      await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
      await page.goto(path, { waitUntil: 'networkidle' });
      await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
      await page
        .locator('main details')
        .evaluateAll((all) => all.forEach((details) => details.setAttribute('open', '')));
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' · ')}`)).toEqual([]);
    });
  }

  for (const width of [360, 640]) {
    test(`${path} fits a window of ${width} px`, async ({ page }) => {
      await page.setViewportSize({ width, height: 740 });
      await page.goto(path, { waitUntil: 'networkidle' });
      const wider = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(wider).toBeLessThanOrEqual(0);
    });
  }
}

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  for (const { root } of LANGUAGES) {
    test(`${root}close-wait/ shows its ladder and its answers`, async ({ page }) => {
      await page.goto(`${root}close-wait/`);
      const drawing = page.locator('.la-drawing');
      await expect(drawing).toHaveCount(1);
      await expect(drawing.locator('.la-arrow')).toHaveCount(4);
      await expect(drawing).toContainText('CLOSE-WAIT');
      await page.locator('[data-predict="late-close"] summary').click();
      await expect(page.locator('[data-predict="late-close"]')).toContainText('tcp_fin_timeout');
    });

    test(`${root}time-wait/ shows its ladders, drawn in full`, async ({ page }) => {
      await page.goto(`${root}time-wait/`);
      const drawings = page.locator('.la-drawing');
      await expect(drawings).toHaveCount(4);
      await expect(drawings.first().locator('.la-arrow')).toHaveCount(4);
      await expect(drawings.first()).toContainText('TIME-WAIT');
      await expect(page.locator('[data-live="true"]')).toHaveCount(0);
    });
  }
});

test('the switch of languages keeps the cursor and the changes', async ({ page }) => {
  const query = '?lost-last-ack.at=260&lost-last-ack.drop=A%3A40000%3EB%3A80+ACK+seq%3D2+len%3D0+%231';
  await page.goto(`/time-wait/${query}`);
  await expect(page.locator('[data-ladder="lost-last-ack"]')).toHaveAttribute('data-at', '260000');
  await page
    .locator('.navbar')
    .getByRole('button', { name: /English/ })
    .hover();
  await page.getByRole('link', { name: '简体中文' }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-Hans');
  const ladder = page.locator('[data-ladder="lost-last-ack"]');
  await expect(ladder).toHaveAttribute('data-at', '260000');
  await expect(ladder.locator('.la-faults li')).toHaveCount(1);
});

test('the search finds the lesson by a Chinese word', async ({ page }) => {
  await page.goto('/zh-Hans/');
  await page.getByPlaceholder('搜索').fill('旧报文段');
  await expect(page.locator('[class*="suggestion"]').first()).toContainText('旧报文段');
});
