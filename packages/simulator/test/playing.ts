/** A world that a test plays by hand: calls return their result, or undefined while they are blocked. */
import type { ErrnoName } from '@lastack/tcp';
import type { TraceRecord } from '@lastack/trace';
import {
  createWorld,
  type HostSpec,
  type Scenario,
  type SystemCall,
  type World,
  type WorldOptions,
} from '../src/index.ts';

export type Answer = number | string | ErrnoName | null | undefined;

export interface Play {
  readonly world: World;
  readonly records: TraceRecord[];
  /** The value, or the errno; undefined: blocked. */
  call(host: string, call: SystemCall): Answer;
  /** The same, with so many ms for an answer. */
  wait(host: string, call: SystemCall, ms?: number): Answer;
  /** Lets so many milliseconds pass. */
  pass(ms: number): void;
  /** socket, (bind,) listen. */
  listen(host: string, port: number, backlog?: number): number;
  /** socket, (bind to `from`,) connect, and the time it takes: the descriptor, or the errno. */
  connect(host: string, to: string, port: number, from?: number): number | ErrnoName;
  /** A listening B, a connected A: both descriptors. */
  pair(): { a: number; b: number };
  states(host: string): string[];
}

export function play(
  hosts: Readonly<Record<string, HostSpec>> = { A: {}, B: {} },
  rest: Partial<Scenario> & WorldOptions = {},
): Play {
  const records: TraceRecord[] = [];
  const scenario: Scenario = { version: 1, script: [], ...rest, hosts };
  const world = createWorld(scenario, { ...rest, observe: (record) => records.push(record) });
  world.advance(0);
  const wait = (host: string, call: SystemCall, ms = 1_000): Answer => {
    const handle = world.call(host, call);
    const last = world.now + ms * 1_000;
    for (let at = world.next(); handle.result === null && at !== null && at <= last; at = world.next())
      world.advance(at);
    return handle.result === null ? undefined : (handle.result.error ?? handle.result.value);
  };
  const self: Play = {
    world,
    records,
    wait,
    call(host, call) {
      const { result } = world.call(host, call);
      return result === null ? undefined : (result.error ?? result.value);
    },
    pass: (ms) => world.advance(world.now + ms * 1_000),
    listen(host, port, backlog = 8) {
      const fd = self.call(host, { call: 'socket' }) as number;
      self.call(host, { call: 'bind', fd, port });
      self.call(host, { call: 'listen', fd, backlog });
      return fd;
    },
    connect(host, to, port, from) {
      const fd = self.call(host, { call: 'socket' }) as number;
      if (from !== undefined) self.call(host, { call: 'bind', fd, port: from });
      const answer = wait(host, { call: 'connect', fd, address: to, port }, 300_000);
      if (answer === 0) return fd;
      self.call(host, { call: 'close', fd });
      return answer as ErrnoName;
    },
    pair() {
      const door = self.listen('B', 80);
      const a = self.connect('A', 'B', 80) as number;
      const b = wait('B', { call: 'accept', fd: door }) as number;
      return { a, b };
    },
    states: (host) => world.query(host).sockets.map(({ state }) => state),
  };
  return self;
}
