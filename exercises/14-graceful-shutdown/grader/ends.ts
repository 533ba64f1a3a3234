/** The other ends of the program's sockets, all in the test's hands. */
import { connect, type Socket } from 'node:net';

/** ms of silence after which what has not come counts as not coming; only failures wait so long. */
export const PATIENCE = 2_000;
/** The same for what no earlier sign announces: a busy machine may take its time. */
export const LONG_PATIENCE = 8_000;

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

/** The promise's value, or null when nothing more has come to `end` for PATIENCE ms. */
export async function whileComing<T>(end: End, promise: Promise<T>): Promise<T | null> {
  for (let before = -1; before < end.count();) {
    before = end.count();
    const value = await within(promise, PATIENCE);
    if (value !== null) return value;
  }
  return null;
}

/** The promise's value, or null when `patience` ms are over first. Only a failure waits so long. */
export async function within<T>(promise: Promise<T>, patience: number): Promise<T | null> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<null>((resolve) => (timer = setTimeout(() => resolve(null), patience)));
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
