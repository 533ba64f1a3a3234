/**
 * A print server on node:net. A client sends orders, one after the other, on a connection that stays open: each letter
 * is one page, a newline ends the order. Every octet is answered as it comes: a letter with its page, the newline with
 * a newline. It serves well. It does not know how to leave.
 */
import { createServer, type AddressInfo, type Server } from 'node:net';

export interface Stopped {
  /** Orders in flight when stop() was called that were answered whole, */
  readonly served: number;
  /** and those that were not. */
  readonly aborted: number;
}

let server: Server;

/** Listens on a free port of 127.0.0.1 and resolves to it. */
export function start(): Promise<number> {
  server = createServer((socket) => {
    socket.on('data', (chunk) => socket.write(print(chunk.toString('latin1'))));
    socket.on('error', () => {});
  });
  return new Promise((resolve, reject) => {
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}

/** Accepts nobody, finishes what is in flight, closes the idle, and `deadlineMs` later lets go of the rest. */
export function stop({ deadlineMs }: { deadlineMs: number }): Promise<Stopped> {
  // TODO: close() refuses new connections and then waits for the old ones to end by themselves. Which of them will?
  return new Promise((resolve) => {
    server.close(() => resolve({ served: 0, aborted: 0 }));
  });
}

/** The answer to a piece of an order: 65,536 octets for each letter. Given; nothing is wrong with it. */
function print(octets: string): string {
  return octets.replace(/[^\n]/g, (letter) => letter.repeat(65_536));
}
