// variant: an object for each connection, which counts itself when it ends; one set of them all
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';

export interface Stopped {
  readonly served: number;
  readonly aborted: number;
}

class Customer {
  static readonly all = new Set<Customer>();
  static leaving = false;
  static counts = { served: 0, aborted: 0 };
  static onGone: () => void = () => {};

  /** Letters since the last newline. */
  #open = false;
  #counted = false;
  #said = false;
  readonly #socket: Socket;

  constructor(socket: Socket) {
    this.#socket = socket;
    Customer.all.add(this);
    socket.on('data', (chunk) => this.#read(chunk.toString('latin1')));
    socket.on('end', () => this.#hearsEnd());
    socket.on('error', () => {});
    socket.on('close', () => {
      this.#settle('aborted');
      Customer.all.delete(this);
      Customer.onGone();
    });
    if (Customer.leaving) this.#goodbye();
  }

  #read(octets: string): void {
    if (!Customer.leaving) {
      this.#open = !octets.endsWith('\n');
      this.#socket.write(print(octets));
      return;
    }
    if (!this.#open) return;
    const end = octets.indexOf('\n');
    if (end === -1) return void this.#socket.write(print(octets));
    this.#open = false;
    this.#socket.write(print(octets.slice(0, end + 1)));
    this.#goodbye();
  }

  /** Before stop(): as Node does by itself, a FIN for a FIN. */
  #hearsEnd(): void {
    if (this.#open) this.#settle('aborted');
    this.#open = false;
    this.#socket.end();
  }

  /** Our FIN behind all that is written; reading goes on, into nothing, so that nobody is reset. */
  #goodbye(): void {
    this.#said = true;
    this.#socket.once('finish', () => this.#settle('served'));
    this.#socket.end();
    this.#socket.resume();
  }

  #settle(as: 'served' | 'aborted'): void {
    if (!this.#counted) return;
    this.#counted = false;
    Customer.counts[as] += 1;
  }

  stop(): void {
    this.#counted = this.#open || this.#socket.writableLength > 0;
    if (!this.#open && !this.#said) this.#goodbye();
  }

  letGo(): void {
    this.#settle('aborted');
    this.#socket.destroy();
  }
}

let server: Server;
let stopping: Promise<Stopped> | undefined;

export function start(): Promise<number> {
  server = createServer({ allowHalfOpen: true }, (socket) => new Customer(socket));
  return new Promise((resolve, reject) => {
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}

export function stop({ deadlineMs }: { deadlineMs: number }): Promise<Stopped> {
  stopping ??= new Promise((resolve) => {
    server.close();
    Customer.leaving = true;
    const deadline = setTimeout(() => Customer.all.forEach((each) => each.letGo()), deadlineMs);
    Customer.onGone = () => {
      if (Customer.all.size > 0) return;
      clearTimeout(deadline);
      resolve({ ...Customer.counts });
    };
    Customer.all.forEach((each) => each.stop());
    Customer.onGone();
  });
  return stopping;
}

function print(octets: string): string {
  return octets.replace(/[^\n]/g, (letter) => letter.repeat(65_536));
}
