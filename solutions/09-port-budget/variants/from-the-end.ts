// variant: goes down from the last port, with the sockets of each port in a map
interface Endpoint {
  readonly address: string;
  readonly port: number;
}
interface Socket {
  readonly state: 'LISTEN' | 'ESTABLISHED' | 'FIN-WAIT-2' | 'CLOSE-WAIT' | 'TIME-WAIT';
  readonly local: Endpoint;
  readonly peer: Endpoint | null;
  readonly portFrom: 'bind' | 'connect';
  readonly reuseAddress: boolean;
}

interface Host {
  readonly portRange: readonly [first: number, last: number];
  readonly reserved: readonly number[];
  readonly sockets: readonly Socket[];
}
interface Request {
  readonly from: string;
  readonly to: Endpoint;
  readonly bind: {
    readonly port: number;
    readonly reuseAddress: boolean;
    readonly addressNoPort: boolean;
  } | null;
}
type Answer = { readonly port: number } | { readonly errno: 'EADDRINUSE' | 'EADDRNOTAVAIL' };

interface Budget {
  readonly portRange: readonly [first: number, last: number];
  readonly reserved: readonly number[];
  readonly sources: number;
  readonly destinations: number;
  readonly lifetimeMs: number;
  readonly closer: 'client' | 'server';
  readonly timeWaitMs: number;
}

export function connect(host: Host, request: Request): Answer {
  const { bind, from, to } = request;
  const users = new Map<number, Socket[]>();
  for (const socket of host.sockets) users.set(socket.local.port, [...(users.get(socket.local.port) ?? []), socket]);
  const of = (port: number): readonly Socket[] => users.get(port) ?? [];
  const mayBind = (port: number): boolean =>
    of(port)
      .filter(({ local }) => local.address === from || local.address === '0.0.0.0')
      .every(
        ({ reuseAddress, state }) => bind?.reuseAddress === true && bind.port > 0 && reuseAddress && state !== 'LISTEN',
      );
  const mayConnect = (port: number): boolean =>
    of(port).every(
      ({ local, peer }) => local.address !== from || peer?.address !== to.address || peer.port !== to.port,
    );
  if (bind !== null && bind.port > 0) {
    if (!mayBind(bind.port)) return { errno: 'EADDRINUSE' };
    return mayConnect(bind.port) ? { port: bind.port } : { errno: 'EADDRNOTAVAIL' };
  }
  const atBind = bind !== null && !bind.addressNoPort;
  for (let port = host.portRange[1]; port >= host.portRange[0]; port -= 1) {
    if (host.reserved.includes(port)) continue;
    const free = atBind ? mayBind(port) : mayConnect(port) && of(port).every(({ portFrom }) => portFrom === 'connect');
    if (free) return { port };
  }
  return { errno: atBind ? 'EADDRINUSE' : 'EADDRNOTAVAIL' };
}

export function perSecond(budget: Budget): number {
  const [first, last] = budget.portRange;
  const kept = new Set(budget.reserved.filter((port) => port >= first && port <= last)).size;
  const held = budget.closer === 'server' ? budget.lifetimeMs : budget.lifetimeMs + budget.timeWaitMs;
  return Math.trunc(((last - first + 1 - kept) * budget.sources * budget.destinations * 1_000) / held);
}
