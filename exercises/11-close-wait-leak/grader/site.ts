/** The web site that is crawled, and its diary: what the server saw at its end of every connection. */
import { createServer, type AddressInfo, type Socket } from 'node:net';
import type { SocketEvent } from '@lastack/exercise-kit';

/** How one path is answered. After the body the server always closes: HTTP/1.0. */
export interface Route {
  readonly status: number;
  readonly body: string;
  /** The body is written in so many pieces, a turn of the event loop or more apart; default 1. */
  readonly pieces?: number;
  /** ms of silence after the first piece; default 0. */
  readonly pause?: number;
}

/** What a path without a route gets. */
export const NOT_FOUND: Route = { status: 404, body: 'not here' };

/** One connection, from the server's side. */
export interface Visit {
  path: string;
  /** The server has written everything and closed its half. */
  finSent: boolean;
  /** The crawler has closed (FIN) or reset (RST). */
  released: boolean;
  /** An RST came: it would not take all that the server had to say. */
  broken: boolean;
  readonly events: SocketEvent[];
}

export interface Site {
  readonly origin: string;
  readonly visits: readonly Visit[];
  /** The most requests that waited for an answer at one time. */
  readonly mostAtOnce: number;
  /** A page whose connection was broken off before it was whole. Settles only then. */
  readonly cutOff: Promise<Visit>;
  /** true as soon as the crawler has closed or reset every connection; false when `patience` ms are over first. */
  allReleased(patience: number): Promise<boolean>;
  close(): void;
}

export interface SiteOptions {
  readonly routes: Readonly<Record<string, Route>>;
  /** Answers wait until so many requests are there, or until nothing new has come for `patience` ms. */
  readonly together?: { readonly count: number; readonly patience: number };
}

const CRAWLER = 0;
const SERVER = 1;
const left = (label: string): SocketEvent => ({ from: SERVER, to: CRAWLER, label });
const right = (label: string): SocketEvent => ({ from: CRAWLER, to: SERVER, label });

/** Opens the site on a free port of the loopback. */
export async function openSite({ routes, together }: SiteOptions): Promise<Site> {
  const visits: Visit[] = [];
  const sockets = new Set<Socket>();
  const gate = gateOf(together);
  const crowd = { now: 0, most: 0 };
  let changed = (): void => {};
  let cut = (_: Visit): void => {};
  const cutOff = new Promise<Visit>((resolve) => (cut = resolve));

  const server = createServer({ allowHalfOpen: true }, (socket) => {
    const visit: Visit = { path: '', finSent: false, released: false, broken: false, events: [] };
    visits.push(visit);
    sockets.add(socket);
    watch(socket, visit, () => {
      if (visit.broken && routes[visit.path]?.status === 200) cut(visit);
      changed();
    });
    onRequest(socket, async (path) => {
      const route = routes[path] ?? NOT_FOUND;
      Object.assign(visit, { path });
      visit.events.push(right(`GET ${path}`));
      crowd.now += 1;
      crowd.most = Math.max(crowd.most, crowd.now);
      await gate();
      crowd.now -= 1;
      await answer(socket, route, visit);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    visits,
    cutOff,
    get mostAtOnce() {
      return crowd.most;
    },
    allReleased: (patience) =>
      new Promise((resolve) => {
        const timer = setTimeout(() => resolve(false), patience);
        changed = () => {
          if (!visits.every((visit) => visit.released)) return;
          clearTimeout(timer);
          resolve(true);
        };
        changed();
      }),
    close() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

/** Notes the crawler's FIN or RST. Reading on is what lets the FIN be seen. */
function watch(socket: Socket, visit: Visit, changed: () => void): void {
  const release = (label: string): void => {
    if (!visit.released) visit.events.push(right(label));
    visit.released = true;
    changed();
  };
  socket.on('end', () => release('FIN'));
  socket.on('error', () => {
    visit.broken = true;
    release('RST');
  });
  socket.on('close', () => release('FIN'));
}

function onRequest(socket: Socket, handle: (path: string) => void): void {
  let received = '';
  socket.on('data', (chunk: Buffer) => {
    const before = received;
    received += chunk.toString('latin1');
    if (before.includes('\r\n\r\n') || !received.includes('\r\n\r\n')) return;
    handle(/^GET (\S+) /.exec(received)?.[1] ?? '?');
  });
}

async function answer(socket: Socket, { status, body, pieces = 1, pause = 0 }: Route, visit: Visit): Promise<void> {
  const bytes = Buffer.from(body);
  const size = Math.ceil(bytes.length / pieces);
  socket.write(`HTTP/1.0 ${status} -\r\nContent-Type: text/plain\r\nConnection: close\r\n\r\n`);
  visit.events.push(left(`${status}`));
  for (let i = 0; i < pieces && !socket.destroyed; i += 1) {
    // Several pieces after the pause: a connection that is gone shows itself at the second write, not at the first.
    if (i > 0) await new Promise((resolve) => setTimeout(resolve, i === 1 ? pause : 1));
    socket.write(bytes.subarray(i * size, (i + 1) * size));
  }
  if (bytes.length > 0) visit.events.push(left(`${bytes.length} octets`));
  const ended = new Promise<boolean>((resolve) => {
    socket.once('close', () => resolve(false));
    socket.end(() => resolve(true));
  });
  visit.finSent = !socket.destroyed && (await ended);
  if (visit.finSent) visit.events.push(left('FIN'));
}

/**
 * Lets requests through when `count` of them wait, a moment later, so that one too many would be seen;
 * when nothing more comes, it gives up and opens for good.
 */
function gateOf(together: SiteOptions['together']): () => Promise<void> {
  if (together === undefined) return () => Promise.resolve();
  const waiting: (() => void)[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  let givenUp = false;
  const open = (): void => {
    givenUp ||= waiting.length < together.count;
    for (const resume of waiting.splice(0)) resume();
  };
  return () =>
    new Promise((resolve) => {
      if (givenUp) return resolve();
      waiting.push(resolve);
      clearTimeout(timer);
      timer = setTimeout(open, waiting.length >= together.count ? 50 : together.patience);
    });
}
