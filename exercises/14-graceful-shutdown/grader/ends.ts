/** The other ends of the program's sockets, all in the test's hands. */
import { connect, type Socket } from 'node:net';

export type Finish = 'FIN' | 'RST';

/** A socket of the test. */
export interface End {
  readonly socket: Socket;
  received(): Buffer;
  /** Octets that have come so far. */
  count(): number;
  /** Resolves when so many octets have come. */
  reaches(octets: number): Promise<true>;
  /** The handshake is over. */
  readonly connected: Promise<true>;
  /** How the other side ended: the first that came. */
  readonly finished: Promise<Finish>;
}

function endOf(socket: Socket): End {
  const chunks: Buffer[] = [];
  let count = 0;
  socket.on('data', (chunk: Buffer) => {
    chunks.push(chunk);
    count += chunk.length;
  });
  socket.on('error', () => {});
  const connected = new Promise<true>((resolve) => socket.on('connect', () => resolve(true)));
  const finished = new Promise<Finish>((resolve) => {
    socket.on('end', () => resolve('FIN'));
    socket.on('close', () => resolve('RST'));
  });
  const reaches = (octets: number): Promise<true> =>
    new Promise((resolve) => {
      const look = (): void => {
        if (count >= octets) resolve(true);
      };
      socket.on('data', look);
      look();
    });
  return { socket, received: () => Buffer.concat(chunks), count: () => count, reaches, connected, finished };
}

/** Connects to `port` of the loopback; `allowHalfOpen`: it says FIN only when the test does. */
export function dial(port: number, allowHalfOpen: boolean): End {
  return endOf(connect({ host: '127.0.0.1', port, allowHalfOpen, noDelay: true }));
}
