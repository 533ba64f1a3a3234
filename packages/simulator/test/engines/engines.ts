/** The engines that are asked: this Node, the other Nodes that must work, and a Chromium. */
import { execFileSync } from 'node:child_process';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import { build } from 'esbuild';
import { findChromium, INSTALL_CHROMIUM } from '../../../../scripts/find-chromium.mjs';
import { findNode, GET_NODES, MAJORS } from '../../../../scripts/other-nodes.mjs';

export type Digests = Readonly<Record<string, string>>;

export interface Engine {
  readonly name: string;
  /** Runs the bundle; null: the engine is not on this machine. */
  readonly ask: ((bundle: string, shift: number) => Promise<Digests>) | null;
  /** How to get it. */
  readonly install: string;
}

/** One text for all engines: a script that sets `engine.digests`. */
export async function bundled(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('digests.ts', import.meta.url))],
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'engine',
    target: 'es2023',
    conditions: ['@lastack/source'],
    logLevel: 'silent',
  });
  return outputFiles[0]!.text;
}

const MOST_OCTETS = 10_000_000;

function askNode(path: string, bundle: string, shift: number): Digests {
  const input = `${bundle}\nconsole.log(JSON.stringify(engine.digests(${shift})));`;
  // From standard input: the text is too long for an argument.
  return JSON.parse(execFileSync(path, ['-'], { input, encoding: 'utf8', maxBuffer: MOST_OCTETS })) as Digests;
}

async function askChromium(path: string, bundle: string, shift: number): Promise<Digests> {
  const args = ['--no-sandbox', '--disable-quic', '--disable-background-networking'];
  const browser = await chromium.launch({ executablePath: path, args });
  try {
    const page = await browser.newPage();
    await page.addScriptTag({ content: bundle });
    return await page.evaluate<Digests>(`engine.digests(${shift})`);
  } finally {
    await browser.close();
  }
}

export function engines(): Engine[] {
  const nodes = MAJORS.map((major): Engine => {
    const path = findNode(major);
    const ask = path === null ? null : async (bundle: string, shift: number) => askNode(path, bundle, shift);
    return { name: path === process.execPath ? `Node ${major}, this one` : `Node ${major}`, ask, install: GET_NODES };
  });
  const path = findChromium();
  const ask = path === null ? null : (bundle: string, shift: number) => askChromium(path, bundle, shift);
  return [...nodes, { name: 'Chromium', ask, install: INSTALL_CHROMIUM }];
}
