/**
 * What a bare page needs, served from loopback: the page, the runner, and each exercise's worker. No headers of any
 * kind, as on a static host; under /isolated/ the same with the two that isolate a page from other origins.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

export interface PageServer {
  /** `http://127.0.0.1:PORT` */
  readonly origin: string;
  /** Serves `code` under the path that is returned. */
  serveScript(code: string): string;
  close(): void;
}

const PAGE =
  '<!doctype html><meta charset="utf-8"><title>Last ACK</title><script type="module" src="/page.js"></script>';
const ISOLATED = { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' };

/** Listens on a port of the system's choice. */
export async function openPageServer(): Promise<PageServer> {
  const scripts = new Map([['/page.js', await pageScript()]]);
  const server = createServer(({ url = '/' }, response) => {
    const isolated = url.startsWith('/isolated/') ? ISOLATED : {};
    // What an isolated page starts must say so, too, wherever it lies.
    const script = scripts.get(url);
    if (script !== undefined) {
      response.writeHead(200, { 'Content-Type': 'text/javascript; charset=utf-8', ...ISOLATED }).end(script);
    } else {
      response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', ...isolated }).end(PAGE);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    serveScript(code) {
      const path = `/worker-${scripts.size}.js`;
      scripts.set(path, code);
      return path;
    },
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** The page's own script: src/browser/page.ts with the runner in it. */
async function pageScript(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('page.ts', import.meta.url))],
    bundle: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2023',
    conditions: ['@lastack/source'],
    write: false,
    logLevel: 'silent',
  });
  return outputFiles[0]?.text ?? '';
}
