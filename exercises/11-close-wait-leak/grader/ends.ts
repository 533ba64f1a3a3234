/** The two ends beside the proxy, both in the test's hands: a client and an upstream server. */
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** A socket of the test, and what has come to it. */
export interface End {
  readonly socket: Socket;
  received(): string;
  /** Octets that have come so far. */
  count(): number;
  /** Resolves to true when `words` is all that has come. */
  got(words: string): Promise<true>;
  /** The other side has sent FIN (or RST). */
  readonly finished: Promise<'FIN' | 'RST'>;
}

/** Every end is half-open: it says FIN only when the test does. */
export function endOf(socket: Socket): End {
  const chunks: Buffer[] = [];
  const finished = new Promise<'FIN' | 'RST'>((resolve) => {
    socket.on('end', () => resolve('FIN'));
    socket.on('error', () => resolve('RST'));
    socket.on('close', () => resolve('RST'));
  });
  const received = (): string => Buffer.concat(chunks).toString('utf8');
  socket.on('data', (chunk: Buffer) => chunks.push(chunk));
  const got = (words: string): Promise<true> =>
    new Promise((resolve) => {
      const look = (): void => {
        if (received() === words) resolve(true);
      };
      socket.on('data', look);
      look();
    });
  return { socket, received, count: () => socket.bytesRead, got, finished };
}

export interface Upstream {
  readonly host: string;
  readonly port: number;
  /** The next connection that the proxy makes. */
  accept(): Promise<End>;
  close(): void;
}

/** A server on a free port of the loopback that does nothing by itself. */
export async function openUpstream(): Promise<Upstream> {
  const arrived: End[] = [];
  const sockets = new Set<Socket>();
  let notify = (): void => {};
  const server: Server = createServer({ allowHalfOpen: true }, (socket) => {
    sockets.add(socket);
    arrived.push(endOf(socket));
    notify();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    host: '127.0.0.1',
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
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

/** An upstream at whose port nobody listens, and nobody else can: it is the client's in a connection of our own. */
export async function closedUpstream(): Promise<Upstream> {
  const server = await openUpstream();
  const socket = connect({ host: server.host, port: server.port });
  await once(socket, 'connect');
  const close = (): void => {
    socket.destroy();
    server.close();
  };
  return { ...server, port: socket.localPort ?? 0, close };
}

/** Connects to `port` of the loopback. */
export function dial(port: number): End {
  return endOf(connect({ host: '127.0.0.1', port, allowHalfOpen: true }));
}
