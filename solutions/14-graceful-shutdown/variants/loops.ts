// variant: every connection is a loop that reads and waits for drain; stop() waits for the loops
import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';

export interface Stopped {
  /** Orders in flight when stop() was called that were answered whole, */
  readonly served: number;
  /** and those that were not. */
  readonly aborted: number;
}

interface Order {
  done: boolean;
}

/** The order in flight of every connection; null: idle. */
const orders = new Map<Socket, Order | null>();
let server: Server;
let leaving = false;
let answer: Promise<Stopped> | undefined;

/** Listens on a free port of 127.0.0.1 and resolves to it. */
export async function start(): Promise<number> {
  server = createServer((socket) => {
    orders.set(socket, null);
    socket.on('close', () => orders.delete(socket));
    serve(socket).catch(() => socket.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

async function serve(socket: Socket): Promise<void> {
  for await (const chunk of socket.iterator({ destroyOnReturn: false })) {
    for (const letter of (chunk as Buffer).toString('latin1')) {
      const order = orders.get(socket) ?? null;
      if (order === null && leaving) break;
      const current = order ?? { done: false };
      orders.set(socket, current);
      if (!socket.write(print(letter))) await drained(socket);
      if (letter === '\n') finish(socket, current);
    }
  }
}

/** Resolves when there is room again, or when there never will be. */
function drained(socket: Socket): Promise<unknown> {
  const stop = new AbortController();
  const { signal } = stop;
  return Promise.race([once(socket, 'drain', { signal }), once(socket, 'close', { signal })]).finally(() =>
    stop.abort(),
  );
}

function finish(socket: Socket, order: Order): void {
  orders.set(socket, null);
  if (leaving) socket.end(() => (order.done = true));
}

/** Accepts nobody, finishes what is in flight, closes the idle, and `deadlineMs` later lets go of the rest. */
export function stop({ deadlineMs }: { deadlineMs: number }): Promise<Stopped> {
  answer ??= new Promise((resolve) => {
    leaving = true;
    const inFlight: Order[] = [];
    for (const [socket, order] of orders) {
      if (order === null) socket.end();
      else inFlight.push(order);
    }
    const deadline = setTimeout(() => {
      for (const socket of orders.keys()) socket.destroy();
    }, deadlineMs);
    server.close(() => {
      clearTimeout(deadline);
      const served = inFlight.filter(({ done }) => done).length;
      resolve({ served, aborted: inFlight.length - served });
    });
  });
  return answer;
}

/** The answer to a piece of an order: 65,536 octets for each letter. Given; nothing is wrong with it. */
function print(octets: string): string {
  return octets.replace(/[^\n]/g, (letter) => letter.repeat(65_536));
}
