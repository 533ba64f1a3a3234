// mutant: nobody listens for "error" on the crawler's sockets: one reset ends the process, and every crawl with it
// fails: crawl > a page that is lost ends its crawl, and not the program
// code: close-wait/serving
import { once } from 'node:events';
import { connect, createServer, type AddressInfo } from 'node:net';

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
  // One queue for all workers: each takes the next path when it is free.
  const queue = paths.entries();
  const worker = async (): Promise<void> => {
    for (const [turn, path] of queue) pages[turn] = await fetchPage(hostname, Number(port), path);
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  return pages;
}

function fetchPage(host: string, port: number, path: string): Promise<Page> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, allowHalfOpen: true });
    const chunks: Buffer[] = [];
    socket.write(`GET ${path} HTTP/1.0\r\nHost: ${host}:${port}\r\n\r\n`);
    // What is no page is read, too: a FIN comes only after the last octet.
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('end', () => {
      // The one place that every connection comes to, and so the place to let go of it.
      socket.end();
      const response = Buffer.concat(chunks);
      const status = statusOf(response);
      resolve({ path, status, body: status === 200 ? bodyOf(response) : '' });
    });
  });
}

/** `HTTP/1.0 404 Not Found`: 404. */
const statusOf = (response: Buffer): number => Number(response.toString().split(' ')[1]);

/** What follows the empty line. HTTP/1.0: the body ends where the connection ends. */
const bodyOf = (response: Buffer): string => response.subarray(response.indexOf('\r\n\r\n') + 4).toString();

export interface ProxyOptions {
  /** Where every connection is passed on to. */
  readonly upstream: { readonly host: string; readonly port: number };
}

/** Listens on a free port of 127.0.0.1, passes bytes both ways for ever, and answers with the port. */
export async function proxy({ upstream }: ProxyOptions): Promise<number> {
  // Half-open: a client may finish its request with FIN and still get its answer.
  const server = createServer({ allowHalfOpen: true }, (client) => {
    const onward = connect({ ...upstream, allowHalfOpen: true });
    // pipe() passes on bytes and FIN. An end that is lost altogether has to be passed on by hand.
    client.pipe(onward);
    onward.pipe(client);
    client.on('error', () => onward.destroy());
    onward.on('error', () => client.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}
