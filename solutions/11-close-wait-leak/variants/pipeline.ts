// variant: pipeline() passes on what pipe() does not; the crawler goes back to closing by default
import { connect, createServer, type AddressInfo } from 'node:net';
import { pipeline } from 'node:stream';

export interface Page {
  readonly path: string;
  readonly status: number;
  /** The whole body as UTF-8 text if the status is 200, '' otherwise. */
  readonly body: string;
}

export interface CrawlOptions {
  /** `http://127.0.0.1:8080` */
  readonly origin: string;
  readonly paths: readonly string[];
  /** How many requests may be open at once. */
  readonly concurrency: number;
}

/** Fetches every path, `concurrency` at a time; the pages come in the order of their paths. */
export async function crawl({ origin, paths, concurrency }: CrawlOptions): Promise<Page[]> {
  const { hostname, port } = new URL(origin);
  const pages: Page[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < paths.length) {
      const turn = next++;
      pages[turn] = await fetchPage(hostname, Number(port), paths[turn] ?? '/');
    }
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  return pages;
}

function fetchPage(host: string, port: number, path: string): Promise<Page> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port });
    const chunks: Buffer[] = [];
    let status = 0;
    socket.on('error', reject);
    socket.write(`GET ${path} HTTP/1.0\r\nHost: ${host}:${port}\r\n\r\n`);
    socket.on('data', (chunk) => {
      // Of what is no page nothing is kept; but it is read, since a FIN comes only after the last octet.
      if (status !== 0 && status !== 200) return;
      chunks.push(chunk);
      if (status === 0) status = statusOf(Buffer.concat(chunks));
    });
    socket.on('end', () => {
      resolve({ path, status, body: status === 200 ? bodyOf(Buffer.concat(chunks)) : '' });
    });
  });
}

/** The status of a response whose first line has arrived, else 0. */
function statusOf(received: Buffer): number {
  const line = /^HTTP\/1\.[01] (\d{3})[^\n]*\n/.exec(received.toString('latin1'));
  return line === null ? 0 : Number(line[1]);
}

/** What follows the empty line. HTTP/1.0: the body ends where the connection ends. */
function bodyOf(received: Buffer): string {
  const start = received.indexOf('\r\n\r\n');
  return received.subarray(start === -1 ? received.length : start + 4).toString('utf8');
}

export interface ProxyOptions {
  /** Where every connection is passed on to. */
  readonly upstream: { readonly host: string; readonly port: number };
}

/** Listens on a free port of 127.0.0.1, passes bytes both ways for ever, and answers with the port. */
export function proxy({ upstream }: ProxyOptions): Promise<number> {
  // Half-open: a client may finish its request with FIN and still get its answer.
  const server = createServer({ allowHalfOpen: true }, (client) => {
    const onward = connect({ ...upstream, allowHalfOpen: true });
    pipeline(client, onward, () => {});
    pipeline(onward, client, () => {});
  });
  return new Promise((resolve, reject) => {
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}
