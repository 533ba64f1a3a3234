/** One headless Chromium for many runs. It is started when it is first needed, and ends when nobody has needed it for a while. */
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Browser, LaunchOptions } from 'playwright-core';
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
    const chromium = await open;
    if (chromium.browser.isConnected()) return await work(chromium);
    chromium.server.close();
    open = start();
    return await work(await open);
  } catch (error) {
    if (error instanceof MachineLacks) open = null;
    throw error;
  } finally {
    if (--users === 0) idle = setTimeout(() => void stop(), IDLE_MS);
  }
}

/** Whether this machine has a browser for the place `browser`. */
export async function probeBrowser(): Promise<boolean> {
  const playwright = await playwrightCore();
  return playwright !== null && findChromium(playwright.chromium.executablePath()) !== null;
}

async function start(): Promise<Chromium> {
  const playwright = await playwrightCore();
  const executablePath = playwright && findChromium(playwright.chromium.executablePath());
  if (!playwright || !executablePath) throw noChromium();
  const options: LaunchOptions = {
    executablePath,
    // Not behind Chromium's own walls where it cannot have any: as root, in many containers.
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  };
  const [browser, server] = await Promise.all([playwright.chromium.launch(options), openPageServer()]);
  return { browser, server };
}

async function stop(): Promise<void> {
  const last = open;
  open = null;
  const chromium = await last?.catch(() => null);
  chromium?.server.close();
  await chromium?.browser.close();
}

async function playwrightCore(): Promise<typeof import('playwright-core') | null> {
  try {
    return await import('playwright-core');
  } catch {
    return null;
  }
}

/** As scripts/find-chromium.mjs: CHROMIUM_PATH goes first and is taken at its word; then Playwright's own; then the PATH. */
function findChromium(own: string): string | null {
  const { CHROMIUM_PATH, PATH = '' } = process.env;
  if (CHROMIUM_PATH !== undefined) return existsSync(CHROMIUM_PATH) ? CHROMIUM_PATH : null;
  const folders = PATH.split(delimiter).filter(Boolean);
  const usual = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [own, ...usual].find((file) => existsSync(file)) ?? null;
}

const noChromium = (): MachineLacks =>
  new MachineLacks(
    {
      en: 'There is no Chromium here to run exercises in',
      'zh-Hans': '这里没有可以运行练习的 Chromium',
    },
    'npx playwright install chromium',
  );
