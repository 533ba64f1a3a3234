/** The client's program: reads all the time, pings by its clock, sends its requests. What it is given is in ms, what it keeps in whole µs. */
import type { CallHandle, World } from '@lastack/simulator';
import type { ErrnoName, Micros } from '@lastack/tcp';
import type { Settings } from '#subject';

export interface End {
  /** ms. */
  readonly at: number;
  /** `heartbeat`: its own deadline passed. */
  readonly error: ErrnoName | 'EOF' | 'heartbeat';
}

/** The first descriptor that a program gets. */
const FD = 3;
const READ = 65_536;

const micros = (ms: number): Micros => Math.round(ms * 1_000);

export class Client {
  end: End | null = null;
  /** ms. */
  heardAt: number | null = null;
  readonly #world: World;
  readonly #every: Micros;
  readonly #replyWithin: Micros;
  readonly #sends: Micros[];
  #reading: CallHandle | null = null;
  #nextPing: Micros;
  /** The first ping that nothing has come after. */
  #waitingSince: Micros | null = null;

  constructor(world: World, heartbeat: Settings['heartbeat'], sends: readonly number[]) {
    this.#world = world;
    this.#every = micros(heartbeat?.every ?? Infinity);
    this.#replyWithin = micros(heartbeat?.replyWithin ?? Infinity);
    this.#sends = sends.map(micros).sort((a, b) => a - b);
    this.#nextPing = world.now + this.#every;
  }

  /** Does what is due; answers when there is next something to do. `Infinity`: nothing, or it is over. */
  act(): Micros {
    this.#read();
    this.#send();
    if (this.end === null && this.#world.now >= this.#deadline) this.#giveUp();
    if (this.end !== null) return Infinity;
    return Math.min(this.#world.next() ?? Infinity, this.#nextPing, this.#deadline, this.#sends[0] ?? Infinity);
  }

  get #now(): number {
    return this.#world.now / 1_000;
  }

  get #deadline(): Micros {
    return this.#waitingSince === null ? Infinity : this.#waitingSince + this.#replyWithin;
  }

  #read(): void {
    while (this.end === null) {
      this.#reading ??= this.#world.call('client', { call: 'recv', fd: FD, count: READ });
      const { result } = this.#reading;
      if (result === null) return;
      if (result.error !== null || result.value === '') {
        this.end = { at: this.#now, error: result.error ?? 'EOF' };
        return;
      }
      this.#reading = null;
      this.heardAt = this.#now;
      this.#waitingSince = null;
    }
  }

  #send(): void {
    if (this.end !== null) return;
    const { now } = this.#world;
    if (now >= this.#nextPing) {
      this.#nextPing += this.#every;
      this.#waitingSince ??= now;
      this.#world.call('client', { call: 'send', fd: FD, bytes: 'ping' });
    }
    while (this.#sends[0] !== undefined && this.#sends[0] <= now) {
      this.#sends.shift();
      this.#world.call('client', { call: 'send', fd: FD, bytes: 'request' });
    }
  }

  #giveUp(): void {
    this.end = { at: this.#now, error: 'heartbeat' };
    this.#world.call('client', { call: 'abort', fd: FD });
  }
}
