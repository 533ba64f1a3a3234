/** The ladder of the lesson, by mouse and by keyboard. */
import { cursorOf, drawnOn, expect, ladderOn, LANGUAGES, needsBrowser, test } from './site.mts';

needsBrowser();

for (const { language, root } of LANGUAGES) {
  test.describe(language, () => {
    const words =
      language === 'en'
        ? { play: 'Play', pause: 'Pause', forward: 'Step forward', next: 'Next change of state', drop: 'Drop' }
        : { play: '播放', pause: '暂停', forward: '前进一步', next: '下一次状态转移', drop: '丢弃' };

    test('playing moves the cursor, pausing holds it', async ({ page }) => {
      await page.goto(`${root}time-wait/`);
      const ladder = await ladderOn(page, 'four-way-close');
      const before = await cursorOf(ladder);
      await ladder.getByRole('button', { name: words.play }).click();
      await expect.poll(() => cursorOf(ladder)).toBeGreaterThan(before);
      await ladder.getByRole('button', { name: words.pause }).click();
      await expect(ladder).toHaveAttribute('data-playing', 'false');
    });

    test('a step goes to the next moment, and the story, the tables and the clocks go with it', async ({ page }) => {
      await page.goto(`${root}time-wait/`);
      const ladder = await ladderOn(page, 'four-way-close');
      await ladder.getByRole('button', { name: words.forward }).click();
      await expect(ladder).toHaveAttribute('data-at', '170000');
      await expect(ladder.locator('.la-now')).toContainText('CLOSE-WAIT');
      await expect(ladder.locator('[data-host="B"] pre')).toContainText('CLOSE-WAIT');
      await expect(ladder.locator('[data-clock="delayed-ack"]')).toContainText(/\b4 ms/);
      await ladder.getByRole('button', { name: words.next }).click();
      await expect(ladder.locator('[data-host="A"] pre')).toContainText('FIN-WAIT-2');
      await ladder.getByRole('radio', { name: 'netstat -ant' }).check();
      await expect(ladder.locator('[data-host="A"] pre')).toContainText('FIN_WAIT2');
    });

    test('without the last ACK, B repeats its FIN and A begins 2 MSL anew', async ({ page }) => {
      await page.goto(`${root}time-wait/`);
      const ladder = await ladderOn(page, 'lost-last-ack');
      await ladder
        .locator('.la-arrow')
        .last()
        .click({ position: { x: 20, y: 10 } });
      await ladder.getByRole('button', { name: words.drop }).click();
      await expect(ladder.locator('.la-flags').filter({ hasText: /^FIN,ACK/ })).toHaveText([
        'FIN,ACK',
        'FIN,ACK',
        'FIN,ACK #2',
      ]);
      await expect(ladder.locator('.la-faults li')).toHaveCount(1);
      await expect(ladder.locator('.la-lost')).toHaveCount(1);
      await ladder.getByRole('button', { name: words.forward }).click();
      await expect(ladder.locator('[data-host="B"] pre')).toContainText('LAST-ACK');
    });
  });
}

test('dropping a packet leaves everything before it as it was', async ({ page }) => {
  await page.goto('/time-wait/');
  const ladder = await ladderOn(page, 'lost-last-ack');
  const told = (): Promise<string[]> => ladder.locator('.la-story li').allTextContents();
  const before = await told();
  await ladder.locator('.la-stage').focus();
  await page.keyboard.press('End');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('d');
  await expect(ladder.locator('.la-faults li')).toHaveCount(1);
  const after = await told();
  const parting = before.findIndex((sentence, index) => sentence !== after[index]);
  expect(parting).toBeGreaterThan(4);
  expect(after.slice(0, parting)).toEqual(before.slice(0, parting));
  expect(after.length).toBeGreaterThan(before.length);
  await page.keyboard.press('r');
  await expect(ladder.locator('.la-faults li')).toHaveCount(0);
  expect(await told()).toEqual(before);
});

test('the keyboard alone: scrub, change of state, mark, drop, watch the clock restart', async ({ page }) => {
  await page.goto('/time-wait/');
  const ladder = await ladderOn(page, 'lost-last-ack');
  await ladder.locator('.la-stage').focus();
  await page.keyboard.press('Home');
  await expect(ladder).toHaveAttribute('data-at', '150000');
  await page.keyboard.press('ArrowRight');
  await expect(ladder).toHaveAttribute('data-at', '170000');
  await page.keyboard.press('Shift+ArrowRight');
  await expect(ladder.locator('.la-now')).toContainText('FIN-WAIT-2');
  await page.keyboard.press('End');
  await page.keyboard.press('ArrowUp');
  await expect(ladder.locator('.la-packet-name')).toContainText('ACK');
  await page.keyboard.press('d');
  await expect(ladder).toHaveAttribute('data-at', '260000');
  await expect(ladder.locator('[data-clock="time-wait"]')).toContainText('60 s left of 60 s');
  for (let step = 0; step < 2; step += 1) await page.keyboard.press('ArrowRight');
  await expect(ladder.locator('[data-clock="time-wait"]')).toContainText('restarted once');
  await expect(ladder.locator('.la-now')).toContainText('2 MSL');
  expect(new URL(page.url()).searchParams.get('lost-last-ack.drop')).toContain('ACK');
});

test('every control is reached with Tab, and the slider steps', async ({ page }) => {
  await page.goto('/time-wait/');
  const ladder = await ladderOn(page, 'four-way-close');
  await ladder.locator('.la-stage').focus();
  const reached = new Set<string>();
  for (let press = 0; press < 12; press += 1) {
    await page.keyboard.press('Tab');
    reached.add(await page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? ''));
  }
  for (const name of ['Play', 'Step forward', 'Step back', 'To the end', 'Moment', 'Mark the next packet']) {
    expect(reached).toContain(name);
  }
  await ladder.getByRole('slider').focus();
  await page.keyboard.press('ArrowRight');
  await expect(ladder).toHaveAttribute('data-at', '170000');
});

test('dragging on the drawing scrubs', async ({ page }) => {
  await page.goto('/time-wait/');
  const ladder = await ladderOn(page, 'four-way-close');
  const drawing = ladder.locator('.la-drawing');
  await drawing.scrollIntoViewIfNeeded();
  const box = (await drawing.boundingBox())!;
  await page.mouse.move(box.x + 5, box.y + box.height * 0.3);
  await page.mouse.down();
  const first = await cursorOf(ladder);
  await page.mouse.move(box.x + 5, box.y + box.height * 0.6, { steps: 4 });
  expect(await cursorOf(ladder)).toBeGreaterThan(first);
  await page.mouse.up();
});

test('a link brings back the changes and the moment', async ({ page }) => {
  await page.goto('/time-wait/?lost-last-ack.at=270.5&lost-last-ack.drop=A:40000>B:80 ACK seq=2 len=0 %231');
  const ladder = await ladderOn(page, 'lost-last-ack');
  await expect(ladder).toHaveAttribute('data-at', '270500');
  await expect(ladder.locator('.la-lost')).toHaveCount(1);
});

test('the old segment is read by the wrong connection', async ({ page }) => {
  await page.goto('/time-wait/');
  const ladder = await ladderOn(page, 'old-segment');
  const drawn = await drawnOn(ladder);
  expect(drawn.filter((text) => text.includes('OLD: pay Bob'))).toHaveLength(2);
  expect(drawn.join(' ')).not.toContain('“NEW');
});

test('TIME-WAIT keeps the old segment out, and a RST ends TIME-WAIT', async ({ page }) => {
  await page.goto('/time-wait/');
  const ladder = await ladderOn(page, 'old-segment-kept');
  const drawn = await drawnOn(ladder);
  expect(drawn.filter((text) => text.includes('OLD: pay Bob'))).toHaveLength(1);
  expect(drawn).toContain('RST');
});

test('CLOSE-WAIT outlives its peer, reading the end does not end it, and the late FIN meets a RST', async ({
  page,
}) => {
  await page.goto('/close-wait/');
  const ladder = await ladderOn(page, 'close-wait');
  const [a, b] = [ladder.locator('[data-host="A"] pre'), ladder.locator('[data-host="B"] pre')];
  const moments = [
    ['170000', /CLOSE-WAIT 1 +0/, 'FIN-WAIT-1'],
    ['30000000', /CLOSE-WAIT 0 +0/, 'FIN-WAIT-2'],
    ['60194000', /CLOSE-WAIT 0 +0/, null],
    ['95000000', 'LAST-ACK', null],
    ['95040000', /^(?!.*LAST-ACK)/s, null],
  ] as const;
  await ladder.locator('.la-stage').focus();
  for (const [at, onB, onA] of moments) {
    for (let press = 0; press < 9 && (await ladder.getAttribute('data-at')) !== at; press += 1)
      await page.keyboard.press('ArrowRight');
    await expect(ladder).toHaveAttribute('data-at', at);
    await expect(b).toContainText(onB);
    if (onA === null) await expect(a).not.toContainText('FIN-WAIT');
    else await expect(a).toContainText(onA);
  }
  expect(await drawnOn(ladder)).toContain('RST');
});

test('the tables of both hosts need no scrolling beside the drawing', async ({ page }) => {
  await page.goto('/close-wait/?close-wait.at=30000');
  const ladder = await ladderOn(page, 'close-wait');
  for (const format of ['ss -tan', 'netstat -ant']) {
    await ladder.getByRole('radio', { name: format }).check();
    for (const table of await ladder.locator('.la-tables pre').all()) {
      expect(await table.evaluate((pre) => pre.scrollWidth - pre.clientWidth)).toBeLessThanOrEqual(0);
    }
  }
});

test('with reduced motion, playing goes from moment to moment', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.goto('/');
  const ladder = await ladderOn(page, 'four-way-close');
  await expect(ladder).toHaveAttribute('data-playing', 'false');
  await ladder.getByRole('button', { name: 'Play' }).click();
  await expect.poll(() => cursorOf(ladder)).toBeGreaterThan(150_000);
  expect([170_000, 210_000, 230_000, 240_000]).toContain(await cursorOf(ladder));
});

test('the start page plays by itself, and can be paused', async ({ page }) => {
  await page.goto('/');
  const ladder = await ladderOn(page, 'four-way-close');
  await expect.poll(() => cursorOf(ladder)).toBeGreaterThan(150_000);
  await ladder.getByRole('button', { name: 'Pause' }).click();
  await expect(ladder).toHaveAttribute('data-playing', 'false');
});

test('a prediction is compared with the answer', async ({ page }) => {
  await page.goto('/time-wait/');
  const question = page.locator('[data-predict="no-guarantee"]');
  await question.getByRole('radio').nth(2).check();
  await expect(question.getByText('143 s')).toBeHidden();
  await question.getByText('Compare with the answer').click();
  await expect(question.getByText('143 s')).toBeVisible();
  await expect(question.locator('label').nth(0)).toContainText('(right)');
  await expect(question.locator('label').nth(2)).toContainText('(your choice)');
});
