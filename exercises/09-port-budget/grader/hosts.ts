/** Hosts with ten ports, or with a few, and what holds them. */
import type { Random } from '@lastack/exercise-kit';
import type { Budget, Endpoint, Host, Request, Socket } from '#subject';

export const HERE = '10.0.0.2';
export const THERE: Endpoint = { address: '10.0.1.1', port: 443 };
export const RANGE = [40_000, 40_009] as const;

/** A connection of ours to `THERE` from port 40000, changed so. */
export const socket = (port: number, change: Partial<Socket> = {}): Socket => ({
  state: 'TIME-WAIT',
  local: { address: HERE, port },
  peer: THERE,
  portFrom: 'connect',
  reuseAddress: false,
  ...change,
});

export const listener = (port: number, change: Partial<Socket> = {}): Socket => ({
  state: 'LISTEN',
  local: { address: '0.0.0.0', port },
  peer: null,
  portFrom: 'bind',
  reuseAddress: true,
  ...change,
});

/** One on each port of the range, but for those left out. */
export const full = (change: Partial<Socket> = {}, leftOut: readonly number[] = []): readonly Socket[] =>
  Array.from({ length: 10 }, (_, i) => RANGE[0] + i)
    .filter((port) => !leftOut.includes(port))
    .map((port) => socket(port, change));

export const host = (sockets: readonly Socket[], change: Partial<Host> = {}): Host => ({
  portRange: RANGE,
  reserved: [],
  sockets,
  ...change,
});

export const request = (change: Partial<Request> = {}): Request => ({ from: HERE, to: THERE, bind: null, ...change });

export const bindTo = (port: number, change: Partial<NonNullable<Request['bind']>> = {}): Request['bind'] => ({
  port,
  reuseAddress: false,
  addressNoPort: false,
  ...change,
});

const ADDRESSES = [HERE, '10.0.0.3'] as const;
const PEERS: readonly [Endpoint, ...Endpoint[]] = [THERE, { ...THERE, port: 80 }, { ...THERE, address: '10.0.1.2' }];

/** Few ports, most of them in use: every other question has no port left. */
export function questionAtRandom(random: Random): readonly [Host, Request] {
  const first = random.integer(32_768, 60_000);
  const portRange = [first, first + random.integer(0, 3)] as const;
  const reserved = random.oneIn(3) ? [random.integer(first - 1, portRange[1] + 1)] : [];
  const sockets = Array.from({ length: random.integer(1, 8) }, () => socketAtRandom(random, portRange));
  const named = random.oneIn(2);
  const bind = bindTo(named ? random.integer(first - 1, portRange[1]) : 0, {
    reuseAddress: random.oneIn(2),
    addressNoPort: !named && random.oneIn(2),
  });
  const asked = request({ from: random.pick(ADDRESSES), to: random.pick(PEERS), bind: random.oneIn(2) ? null : bind });
  return [host(unique(sockets), { portRange, reserved }), asked];
}

function socketAtRandom(random: Random, [first, last]: readonly [number, number]): Socket {
  const port = random.integer(first, last);
  const address = random.pick(ADDRESSES);
  if (random.oneIn(8)) return listener(port, { reuseAddress: random.oneIn(2) });
  return socket(port, {
    state: random.pick(['TIME-WAIT', 'ESTABLISHED', 'FIN-WAIT-2', 'CLOSE-WAIT'] as const),
    local: { address, port },
    peer: random.pick(PEERS),
    portFrom: random.oneIn(4) ? 'bind' : 'connect',
    reuseAddress: random.oneIn(2),
  });
}

/** A four-tuple exists once. */
const unique = (sockets: readonly Socket[]): readonly Socket[] => [
  ...new Map(sockets.map((one) => [JSON.stringify([one.local, one.peer]), one])).values(),
];

export const budget = (change: Partial<Budget> = {}): Budget => ({
  portRange: [32_768, 60_999],
  reserved: [],
  sources: 1,
  destinations: 1,
  lifetimeMs: 0,
  closer: 'client',
  timeWaitMs: 60_000,
  ...change,
});
