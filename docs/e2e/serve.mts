/** Serves docs/build on a port of the system's choice for as long as the tests run. */
import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findChromium, INSTALL_CHROMIUM } from '../../scripts/find-chromium.mjs';

const BUILD = fileURLToPath(new URL('../build/', import.meta.url));
const KINDS: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.xml': 'application/xml',
};

export default async function serve(): Promise<() => Promise<void>> {
  if (findChromium() === null) sayNoBrowser();
  if (!existsSync(join(BUILD, 'index.html')))
    throw new Error('docs/build is missing: run `npm run build` in docs first.');
  const server = createServer((request, response) => {
    const file = fileFor(new URL(request.url ?? '/', 'http://localhost').pathname);
    response.writeHead(file === null ? 404 : 200, { 'content-type': KINDS[extname(file ?? '.html')] ?? 'text/plain' });
    createReadStream(file ?? join(BUILD, '404.html')).pipe(response);
  });
  await new Promise<void>((resolve) => server.listen({ port: 0, host: '127.0.0.1' }, resolve));
  process.env.LASTACK_SITE = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return () => close(server);
}

function fileFor(path: string): string | null {
  const wanted = join(BUILD, normalize(decodeURIComponent(path)));
  const file = wanted.endsWith('/') ? join(wanted, 'index.html') : wanted;
  return file.startsWith(BUILD) && existsSync(file) && statSync(file).isFile() ? file : null;
}

function sayNoBrowser(): void {
  const bar = '!'.repeat(80);
  console.error(`${bar}\nNo Chromium: the tests of the site are SKIPPED. To have them: ${INSTALL_CHROMIUM}\n${bar}`);
  if (process.env.CI === 'true') throw new Error('No Chromium, and CI=true: the site must be tested in a browser.');
}

function close(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
