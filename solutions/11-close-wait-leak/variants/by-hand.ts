// variant: the crawler by node:http; the proxy by hand, with drain, and a reset for a reset
import { createServer, createConnection, type AddressInfo, type Socket } from 'node:net';
import { get } from 'node:http';

export interface Page {
  readonly path: string;
  readonly status: number;
  readonly body: string;
}

export interface CrawlOptions {
  readonly origin: string;
  readonly paths: readonly string[];
  readonly concurrency: number;
}

export function crawl({ origin, paths, concurrency }: CrawlOptions): Promise<Page[]> {
  const { hostname, port } = new URL(origin);
  const pages = new Array<Page>(paths.length);
  const lane = (turn: number): Promise<void> =>
    turn >= paths.length
      ? Promise.resolve()
      : page(hostname, Number(port), paths[turn]!).then((it) => {
          pages[turn] = it;
          return lane(next++);
        });
  let next = Math.min(concurrency, paths.length);
  return Promise.all(Array.from({ length: next }, (_, turn) => lane(turn))).then(() => pages);
}

function page(host: string, port: number, path: string): Promise<Page> {
  return new Promise((resolve, reject) => {
    const request = get({ host, port, path, agent: false }, (response) => {
      const status = response.statusCode ?? 0;
      if (status !== 200) {
        response.destroy();
        return resolve({ path, status, body: '' });
      }
      const chunks: Uint8Array[] = [];
      response.on('data', (chunk: Uint8Array) => chunks.push(chunk));
      response.on('end', () => resolve({ path, status, body: new TextDecoder().decode(Buffer.concat(chunks)) }));
      response.on('error', reject);
    });
    request.on('error', reject);
  });
}

export interface ProxyOptions {
  readonly upstream: { readonly host: string; readonly port: number };
}

export function proxy({ upstream }: ProxyOptions): Promise<number> {
  const join = (from: Socket, to: Socket): void => {
    from.on('data', (chunk) => {
      if (!to.write(chunk)) from.pause();
    });
    to.on('drain', () => from.resume());
    from.on('end', () => to.end());
    from.on('error', () => to.resetAndDestroy());
    from.on('close', (failed) => failed && to.destroy());
  };
  const server = createServer({ allowHalfOpen: true }, (client) => {
    const onward = createConnection({ ...upstream, allowHalfOpen: true });
    join(client, onward);
    join(onward, client);
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port)));
}
