// variant: collects the busy ports in a set, then takes the lowest that is not there
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
  return request.bind === null || (request.bind.port === 0 && request.bind.addressNoPort)
    ? withoutBind(host, request)
    : afterBind(host, request, request.bind);
}

function withoutBind({ portRange: [first, last], reserved, sockets }: Host, { from, to }: Request): Answer {
  const busy = new Set<number>(reserved);
  for (const { portFrom, local, peer } of sockets) {
    const tuple = [local.address, peer?.address, peer?.port].join(' ');
    if (portFrom === 'bind' || tuple === [from, to.address, to.port].join(' ')) busy.add(local.port);
  }
  return lowest(first, last, busy) ?? { errno: 'EADDRNOTAVAIL' };
}

function afterBind(
  { portRange, reserved, sockets }: Host,
  { from, to }: Request,
  bind: NonNullable<Request['bind']>,
): Answer {
  const here = sockets.filter(({ local }) => local.address === from || local.address === '0.0.0.0');
  const alone =
    bind.reuseAddress && bind.port !== 0
      ? here.filter(({ state, reuseAddress }) => state === 'LISTEN' || !reuseAddress)
      : here;
  const busy = new Set(alone.map(({ local }) => local.port));
  if (bind.port === 0) {
    for (const port of reserved) busy.add(port);
    return lowest(...portRange, busy) ?? { errno: 'EADDRINUSE' };
  }
  if (busy.has(bind.port)) return { errno: 'EADDRINUSE' };
  const twin = sockets.find(
    ({ local, peer }) =>
      local.address === from && local.port === bind.port && peer?.address === to.address && peer.port === to.port,
  );
  return twin === undefined ? { port: bind.port } : { errno: 'EADDRNOTAVAIL' };
}

function lowest(first: number, last: number, busy: ReadonlySet<number>): Answer | null {
  let port = first;
  while (busy.has(port)) port += 1;
  return port > last ? null : { port };
}

export function perSecond({
  portRange,
  reserved,
  sources,
  destinations,
  lifetimeMs,
  closer,
  timeWaitMs,
}: Budget): number {
  let ports = 0;
  for (let port = portRange[0]; port <= portRange[1]; port += 1) if (!reserved.includes(port)) ports += 1;
  const seconds = (lifetimeMs + (closer === 'server' ? 0 : timeWaitMs)) / 1_000;
  return Math.floor((ports * sources * destinations) / seconds);
}
