// mutant: whoever has left in the middle of an order is never forgotten: it counts as aborted by a stop() that came later
// fails: stop > many at once: every one gets what is due to it, and is counted once
// code: graceful-shutdown/counts
import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';

export interface Stopped {
  /** Orders in flight when stop() was called that were answered whole, */
  readonly served: number;
  /** and those that were not. */
  readonly aborted: number;
}

interface Connection {
  readonly socket: Socket;
  /** A letter has come, and no newline since. */
  ordering: boolean;
}

const connections = new Set<Connection>();
let server: Server;
let stopped: Promise<Stopped> | null = null;

/** Listens on a free port of 127.0.0.1 and resolves to it. */
export async function start(): Promise<number> {
  server = createServer((socket) => {
    const connection: Connection = { socket, ordering: false };
    connections.add(connection);
    socket.on('error', () => {});
    socket.on('data', (chunk) => serve(connection, chunk.toString('latin1')));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

/** Accepts nobody, finishes what is in flight, closes the idle, and `deadlineMs` later lets go of the rest. */
export function stop({ deadlineMs }: { deadlineMs: number }): Promise<Stopped> {
  return (stopped ??= leave(deadlineMs));
}

async function leave(deadlineMs: number): Promise<Stopped> {
  const inFlight = [...connections].filter(({ socket, ordering }) => ordering || socket.writableLength !== 0);
  for (const { socket, ordering } of connections) {
    // Behind what still has to be written comes the FIN.
    if (!ordering) socket.end();
  }
  const deadline = setTimeout(() => connections.forEach(({ socket }) => socket.destroy()), deadlineMs);
  // close() calls back when the listener and the last connection are gone.
  await new Promise((resolve) => server.close(resolve));
  clearTimeout(deadline);
  const served = inFlight.filter(({ socket, ordering }) => !ordering && socket.writableFinished).length;
  return { served, aborted: inFlight.length - served };
}

/** Answers a piece of an order; once we are leaving, its newline is the last octet that counts. */
function serve(connection: Connection, octets: string): void {
  const { socket } = connection;
  // Whoever has had our FIN may still be talking. It is read and dropped: to destroy() a socket with unread octets is
  // to send RST, and an RST overtakes the pages that are on their way.
  if (socket.writableEnded) return;
  const end = stopped === null ? -1 : octets.indexOf('\n');
  const mine = end === -1 ? octets : octets.slice(0, end + 1);
  socket.write(print(mine));
  connection.ordering = !mine.endsWith('\n');
  if (stopped !== null && !connection.ordering) socket.end();
}

/** The answer to a piece of an order: 65,536 octets for each letter. Given; nothing is wrong with it. */
function print(octets: string): string {
  return octets.replace(/[^\n]/g, (letter) => letter.repeat(65_536));
}
