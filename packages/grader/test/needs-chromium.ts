/** Tests of the place `browser` are skipped on a machine without a Chromium, loudly; under CI that is a failure. */
import { probeBrowser } from '../src/browser/chromium.ts';

export function needsChromium(): boolean {
  const chromium = probeBrowser();
  if (chromium.ok) return true;
  const message = `The place browser is not here, its tests are NOT run: ${chromium.why.en}. Run: ${chromium.command}`;
  if (process.env['CI'] === 'true') throw new Error(message);
  console.warn(message);
  return false;
}
