// variant: fetch() reads the pages and cancels what is none; the proxy by hand, with a reset for a reset
import { createServer, createConnection, type AddressInfo, type Socket } from 'node:net';

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

async function page(host: string, port: number, path: string): Promise<Page> {
  const response = await fetch(`http://${host}:${port}${path}`, { redirect: 'manual' });
  const { status } = response;
  if (status === 200) return { path, status, body: await response.text() };
  await response.body?.cancel();
  return { path, status, body: '' };
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
