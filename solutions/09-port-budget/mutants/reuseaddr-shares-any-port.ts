// mutant: bind() with port 0 and SO_REUSEADDR shares a port
// fails: bind() with port 0 > a port that nobody holds here; none is left: EADDRINUSE
// code: port-budget/bind-any
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
  const { from, bind } = request;
  if (bind !== null && bind.port !== 0) {
    if (conflicts(host, from, bind.port, bind.reuseAddress)) return { errno: 'EADDRINUSE' };
    return isTaken(host, request, bind.port) ? { errno: 'EADDRNOTAVAIL' } : { port: bind.port };
  }
  if (bind !== null && !bind.addressNoPort) {
    const [port] = choosable(host).filter((candidate) => !conflicts(host, from, candidate, bind.reuseAddress));
    return port === undefined ? { errno: 'EADDRINUSE' } : { port };
  }
  const [port] = choosable(host).filter((candidate) => !isBound(host, candidate) && !isTaken(host, request, candidate));
  return port === undefined ? { errno: 'EADDRNOTAVAIL' } : { port };
}

function choosable({ portRange: [first, last], reserved }: Pick<Host, 'portRange' | 'reserved'>): readonly number[] {
  const kept = new Set(reserved);
  return Array.from({ length: last - first + 1 }, (_, i) => first + i).filter((port) => !kept.has(port));
}

const conflicts = ({ sockets }: Host, address: string, port: number, reuseAddress: boolean): boolean =>
  sockets.some(({ local, state, reuseAddress: theirs }) => {
    const isHere = local.port === port && (local.address === address || local.address === ANY);
    return isHere && (state === 'LISTEN' || !(reuseAddress && theirs));
  });

const ANY = '0.0.0.0';

const isTaken = ({ sockets }: Host, { from, to }: Request, port: number): boolean =>
  sockets.some(({ local, peer }) => same(peer, to) && same(local, { address: from, port }));

const isBound = ({ sockets }: Host, port: number): boolean =>
  sockets.some(({ local, portFrom }) => local.port === port && portFrom === 'bind');

const same = (a: Endpoint | null, b: Endpoint): boolean => a?.address === b.address && a.port === b.port;

export function perSecond({ sources, destinations, lifetimeMs, closer, timeWaitMs, ...ports }: Budget): number {
  const fourTuples = choosable(ports).length * sources * destinations;
  const heldMs = lifetimeMs + (closer === 'client' ? timeWaitMs : 0);
  return Math.floor((fourTuples * 1_000) / heldMs);
}
