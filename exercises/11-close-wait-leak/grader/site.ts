/** The web site that is crawled, and its diary: what the server saw at its end of every connection. */
import { createServer, type AddressInfo, type Socket } from 'node:net';
import type { SocketEvent } from '@lastack/exercise-kit';
import type { Program } from './crawling.ts';
import { LAST_ROUND_TRIPS, patiently, turns } from './patience.ts';

/** How one path is answered. After the body the server always closes: HTTP/1.0. */
export interface Route {
  readonly status: number;
  readonly body: string;
  /** The body is written in so many pieces, a turn of the program or more apart; default 1. */
  readonly pieces?: number;
  /** After the first piece the server resets the connection; default false. */
  readonly resets?: boolean;
  /** ms of silence after the first piece; default 0. */
  readonly pause?: number;
}

/** What a path without a route gets. */
export const NOT_FOUND: Route = { status: 404, body: 'not here' };

/** One connection, from the server's side. */
export interface Visit {
  /** '': nothing has been asked for, and the server has not closed it. */
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
  /** Resolves as soon as the crawler has closed or reset every connection on which it has asked for something. */
  allReleased(): Promise<true>;
  close(): void;
}

export interface SiteOptions {
  readonly routes: Readonly<Record<string, Route>>;
  /** Answers wait until so many requests are there, or until nothing new comes. */
  readonly together?: number;
}

const CRAWLER = 0;
const SERVER = 1;
const left = (label: string): SocketEvent => ({ from: SERVER, to: CRAWLER, label });
const right = (label: string): SocketEvent => ({ from: CRAWLER, to: SERVER, label });

/** Opens the site on a free port of the loopback, for `program` alone. */
export async function openSite(program: Program, { routes, together }: SiteOptions): Promise<Site> {
  const visits: Visit[] = [];
  const sockets = new Set<Socket>();
  const gate = gateOf(program, together);
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
      await answer(program, socket, route, visit);
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
    allReleased: () =>
      new Promise((resolve) => {
        changed = () => {
          if (visits.every(({ path, released }) => path === '' || released)) resolve(true);
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

async function answer(program: Program, socket: Socket, route: Route, visit: Visit): Promise<void> {
  const { status, body, pieces = 1, resets = false, pause = 0 } = route;
  const bytes = Buffer.from(body);
  const size = Math.ceil(bytes.length / pieces);
  socket.write(`HTTP/1.0 ${status} -\r\nContent-Type: text/plain\r\nConnection: close\r\n\r\n`);
  visit.events.push(left(`${status}`));
  for (let i = 0; i < pieces && !socket.destroyed; i += 1) {
    // The program reads the piece before. A connection that is gone shows itself at the second write, not at the first.
    await turns(program);
    if (i === 1 && resets) {
      visit.events.push(left('RST'));
      socket.resetAndDestroy();
      return;
    }
    if (i === 1) await new Promise((resolve) => setTimeout(resolve, pause));
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
 * Lets requests through when `count` of them wait and the program has had its turns, so that one too many would be seen;
 * when nothing more comes, it gives up and opens for good.
 */
function gateOf(program: Program, count = 0): () => Promise<void> {
  const waiting: (() => void)[] = [];
  let isOpen = count === 0;
  let full = (): void => {};
  const hold = async (): Promise<void> => {
    const filled = new Promise<true>((resolve) => (full = () => waiting.length >= count && resolve(true)));
    if ((await patiently(program, filled, () => waiting.length)) === null) isOpen = true;
    await turns(program, LAST_ROUND_TRIPS);
    for (const resume of waiting.splice(0)) resume();
  };
  return () =>
    new Promise((resolve) => {
      if (isOpen) return resolve();
      waiting.push(resolve);
      if (waiting.length === 1) void hold();
      full();
    });
}
