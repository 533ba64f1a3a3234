/** The other ends of the program's sockets, all in the test's hands. */
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

export type Finish = 'FIN' | 'RST';

/** A socket of the test, half-open: it says FIN only when the test does. */
export interface End {
  readonly socket: Socket;
  received(): Buffer;
  /** Octets that have come so far. */
  count(): number;
  /** Resolves when so many octets have come. */
  reaches(octets: number): Promise<true>;
  /** How the other side ended: the first that came. */
  readonly finished: Promise<Finish>;
  /** An RST has come, before a FIN or after it. */
  readonly lost: Promise<true>;
}

export function endOf(socket: Socket): End {
  const chunks: Buffer[] = [];
  let count = 0;
  socket.on('data', (chunk: Buffer) => {
    chunks.push(chunk);
    count += chunk.length;
  });
  const lost = new Promise<true>((resolve) => socket.on('error', () => resolve(true)));
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
  return { socket, received: () => Buffer.concat(chunks), count: () => count, reaches, finished, lost };
}

/** Connects to `port` of the loopback. */
export function dial(port: number): End {
  return endOf(connect({ host: '127.0.0.1', port, allowHalfOpen: true, noDelay: true }));
}

export interface Peer {
  readonly port: number;
  /** The next connection that the program makes. */
  accept(): Promise<End>;
  close(): Promise<void>;
}

/**
 * A server on a free port of the loopback that says nothing by itself, except `greeting`, before all else. Its sockets
 * read nothing until they are resumed.
 */
export async function openPeer(greeting = ''): Promise<Peer> {
  const arrived: End[] = [];
  const sockets = new Set<Socket>();
  let notify = (): void => {};
  const server = createServer({ allowHalfOpen: true, noDelay: true, pauseOnConnect: true }, (socket) => {
    sockets.add(socket);
    socket.write(greeting, () => {
      arrived.push(endOf(socket));
      notify();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    accept: () =>
      new Promise((resolve) => {
        notify = () => {
          const end = arrived.shift();
          if (end !== undefined) resolve(end);
        };
        notify();
      }),
    close() {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

/** A port on which nobody listens, and nobody else can: it is the client's in a connection of our own. */
export async function nobodysPort(): Promise<Pick<Peer, 'port' | 'close'>> {
  const peer = await openPeer();
  const socket = connect({ host: '127.0.0.1', port: peer.port });
  await once(socket, 'connect');
  const close = (): Promise<void> => {
    socket.destroy();
    return peer.close();
  };
  return { port: socket.localPort ?? 0, close };
}
