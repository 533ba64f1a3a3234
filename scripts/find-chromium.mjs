/** Where a Chromium is, for the tests that need a real browser. Used by playwright.config.ts and by `npm test`. */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'microsoft-edge'];

/** Where installers put it when it is not on the PATH. */
function usualPlaces(env) {
  if (process.platform === 'darwin') {
    const apps = ['/Applications', join(env.HOME ?? '', 'Applications')];
    const inside = ['Google Chrome.app/Contents/MacOS/Google Chrome', 'Chromium.app/Contents/MacOS/Chromium'];
    return apps.flatMap((app) => inside.map((path) => join(app, path)));
  }
  if (process.platform === 'win32') {
    const roots = [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA].filter(Boolean);
    const inside = ['Google\\Chrome\\Application\\chrome.exe', 'Chromium\\Application\\chrome.exe'];
    return [...roots.flatMap((root) => inside.map((path) => join(root, path)))];
  }
  const folders = [...(env.PATH ?? '').split(delimiter).filter(Boolean), '/usr/bin', '/usr/local/bin', '/snap/bin'];
  return NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
}

/** What `npx playwright install chromium` has put into Playwright's own cache. */
function playwrightsOwn() {
  try {
    return createRequire(import.meta.url)('playwright-core').chromium.executablePath();
  } catch {
    return '';
  }
}

/**
 * The path of a Chromium, or `null`. CHROMIUM_PATH goes first and is taken at its word:
 * set and empty (or pointing at nothing) means "none".
 */
export function findChromium(env = process.env) {
  if (env.CHROMIUM_PATH !== undefined) return existsSync(env.CHROMIUM_PATH) ? env.CHROMIUM_PATH : null;
  return [playwrightsOwn(), ...usualPlaces(env)].find((path) => path !== '' && existsSync(path)) ?? null;
}

/** What to tell someone who has none. */
export const INSTALL_CHROMIUM =
  'npx playwright install chromium   (or install Chromium or Chrome, or set CHROMIUM_PATH to one)';
