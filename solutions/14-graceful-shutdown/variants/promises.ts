// variant: half-open sockets, an object for each connection, a promise for each order; an unref'd deadline
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';

export interface Stopped {
  /** Orders in flight when stop() was called that were answered whole, */
  readonly served: number;
  /** and those that were not. */
  readonly aborted: number;
}

class Connection {
  readonly #socket: Socket;
  readonly closed: Promise<void>;
  /** Of the order in flight: true when its answer is out, false when it never will be. */
  order: Promise<boolean> | null = null;
  #settle: (whole: boolean) => void = () => {};
  #leaving = false;

  constructor(socket: Socket) {
    this.#socket = socket;
    this.closed = new Promise((resolve) => socket.on('close', () => resolve()));
    void this.closed.then(() => this.#settle(false));
    socket.on('error', () => {});
    socket.on('end', () => socket.end());
    socket.on('data', (chunk) => {
      for (const letter of chunk.toString('latin1')) this.#hear(letter);
    });
  }

  leave(): void {
    this.#leaving = true;
    if (this.order === null) this.#socket.end();
  }

  cut(): void {
    this.#socket.resetAndDestroy();
  }

  #hear(letter: string): void {
    if (this.#leaving && this.order === null) return;
    this.order ??= new Promise((resolve) => (this.#settle = resolve));
    const last = letter === '\n';
    const settle = this.#settle;
    this.#socket.write(print(letter), (error) => last && settle(!error));
    if (!last) return;
    if (this.#leaving) this.#socket.end();
    const order = this.order;
    if (this.#leaving) this.order = null;
    else void order.then(() => (this.order = this.order === order ? null : this.order));
  }
}

const connections = new Set<Connection>();
let server: Server;
let stopping: Promise<Stopped> | undefined;

/** Listens on a free port of 127.0.0.1 and resolves to it. */
export function start(): Promise<number> {
  server = createServer({ allowHalfOpen: true }, (socket) => {
    const connection = new Connection(socket);
    connections.add(connection);
    void connection.closed.then(() => connections.delete(connection));
  });
  return new Promise((resolve, reject) => {
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}

/** Accepts nobody, finishes what is in flight, closes the idle, and `deadlineMs` later lets go of the rest. */
export function stop({ deadlineMs }: { deadlineMs: number }): Promise<Stopped> {
  stopping ??= (async () => {
    server.close();
    const all = [...connections];
    const orders = all.flatMap(({ order }) => (order === null ? [] : [order]));
    setTimeout(() => all.forEach((connection) => connection.cut()), deadlineMs).unref();
    for (const connection of all) connection.leave();
    await Promise.all(all.map(({ closed }) => closed));
    const whole = await Promise.all(orders);
    return { served: whole.filter(Boolean).length, aborted: whole.filter((out) => !out).length };
  })();
  return stopping;
}

/** The answer to a piece of an order: 65,536 octets for each letter. Given; nothing is wrong with it. */
function print(octets: string): string {
  return octets.replace(/[^\n]/g, (letter) => letter.repeat(65_536));
}
