/** The built site in a real browser. Without a Chromium every test is skipped, loudly; under CI that is a failure. */
import { defineConfig } from '@playwright/test';
import { findChromium } from '../scripts/find-chromium.mjs';

const chromium = findChromium();
const isRoot = process.getuid?.() === 0;

export default defineConfig({
  testDir: 'e2e',
  testMatch: '*.spec.mts',
  globalSetup: './e2e/serve.mts',
  outputDir: 'test-results/artifacts',
  reporter: [['list'], ['json', { outputFile: 'test-results/playwright.json' }]],
  workers: 2,
  fullyParallel: true,
  forbidOnly: process.env.CI === 'true',
  timeout: 60_000,
  use: {
    // Set by serve.mts before the first worker starts.
    baseURL: process.env.LASTACK_SITE,
    viewport: { width: 1280, height: 800 },
    launchOptions: { executablePath: chromium ?? undefined, args: isRoot ? ['--no-sandbox'] : [] },
  },
});
