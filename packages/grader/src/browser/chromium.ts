/** One headless Chromium for many runs. It is started when it is first needed, and ends when nobody has needed it for a while. */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import type { Text } from '@lastack/exercise-kit';
import type { Browser } from 'playwright-core';
import { MachineLacks } from '../machine-lacks.ts';
import { openPageServer, type PageServer } from './page-server.ts';

/** A browser with the server that its pages come from. */
export interface Chromium {
  readonly browser: Browser;
  readonly server: PageServer;
}

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'microsoft-edge'];
/** ms without a run after which the browser ends: a process that has no more to do must not wait for it. */
const IDLE_MS = 1_000;

let open: Promise<Chromium> | null = null;
let users = 0;
let idle: NodeJS.Timeout | undefined;

/** Runs `work` with the browser. Throws `MachineLacks` where there is none. */
export async function withChromium<T>(work: (chromium: Chromium) => Promise<T>): Promise<T> {
  users++;
  clearTimeout(idle);
  open ??= start();
  try {
    const present = await open;
    if (present.browser.isConnected()) return await work(present);
    present.server.close();
    open = start();
    return await work(await open);
  } catch (error) {
    if (error instanceof MachineLacks) open = null;
    throw error;
  } finally {
    if (--users === 0) idle = setTimeout(() => void stop(), IDLE_MS);
  }
}

/** Whether this machine has the place `browser`; why not, and the command that mends it. */
export type BrowserProbe = { readonly ok: true } | ({ readonly ok: false } & Lack);

interface Lack {
  readonly why: Text;
  readonly command: string;
}

const LACK: Lack = {
  why: { en: 'There is no Chromium here to run exercises in', 'zh-Hans': '这里没有可以运行练习的 Chromium' },
  command: 'npx playwright install chromium',
};

export function probeBrowser(): BrowserProbe {
  return findChromium(playwright().executablePath()) === null ? { ok: false, ...LACK } : { ok: true };
}

async function start(): Promise<Chromium> {
  const executablePath = findChromium(playwright().executablePath());
  if (executablePath === null) throw new MachineLacks(LACK.why, LACK.command);
  // Not behind Chromium's own walls where it cannot have any: as root, in many containers.
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const [browser, server] = await Promise.all([playwright().launch({ executablePath, args }), openPageServer()]);
  return { browser, server };
}

async function stop(): Promise<void> {
  const last = open;
  open = null;
  const present = await last?.catch(() => null);
  present?.server.close();
  await present?.browser.close();
}

/** Loaded when it is used: it takes its time. */
function playwright(): typeof import('playwright-core').chromium {
  const core = createRequire(import.meta.url)('playwright-core') as typeof import('playwright-core');
  return core.chromium;
}

/** As scripts/find-chromium.mjs: CHROMIUM_PATH goes first and is taken at its word; then Playwright's own; then the PATH. */
function findChromium(own: string): string | null {
  const { CHROMIUM_PATH, PATH = '' } = process.env;
  if (CHROMIUM_PATH !== undefined) return existsSync(CHROMIUM_PATH) ? CHROMIUM_PATH : null;
  const folders = PATH.split(delimiter).filter(Boolean);
  const usual = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [own, ...usual].find((file) => existsSync(file)) ?? null;
}
