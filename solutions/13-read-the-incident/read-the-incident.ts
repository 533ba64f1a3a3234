/** An incident, read from two looks at the sockets of a machine. */

/** What was collected on the machine while it was ill. */
export interface Incident {
  /** `ss -tanop`, line by line; line 0 has the titles. */
  readonly before: readonly string[];
  /** The same, ten minutes later. */
  readonly after: readonly string[];
  /** Open descriptors of each program, and its RLIMIT_NOFILE, at the time of `after`. */
  readonly descriptors: { readonly [program: string]: { readonly used: number; readonly limit: number } };
  /** net.ipv4.ip_local_port_range: the first and the last. */
  readonly portRange: readonly [number, number];
}

export type Cause =
  'forgets-close' | 'stops-reading' | 'not-accepting' | 'out-of-descriptors' | 'out-of-ports' | 'peer-gone';

export type Action = 'mend-the-program' | 'raise-the-limit' | 'reuse-connections' | 'set-a-user-timeout';

export interface Finding {
  readonly cause: Cause;
  /** The lines of `after` that prove it, by index, in any order. */
  readonly lines: readonly number[];
  readonly action: Action;
}

interface Socket {
  /** Its index in the listing. */
  readonly line: number;
  readonly state: string;
  readonly recvQ: number;
  readonly local: string;
  readonly peer: string;
  /** The program; `undefined`: nobody's. */
  readonly owner: string | undefined;
  /** Retransmissions of the oldest octets in flight; NaN when that clock does not run. */
  readonly retransmissions: number;
}

const ACTIONS: { readonly [cause in Cause]: Action } = {
  'forgets-close': 'mend-the-program',
  'stops-reading': 'mend-the-program',
  'not-accepting': 'mend-the-program',
  'out-of-descriptors': 'raise-the-limit',
  'out-of-ports': 'reuse-connections',
  'peer-gone': 'set-a-user-timeout',
};

/** Five retransmissions take 200 ms × (1 + 2 + 4 + 8 + 16), more than six seconds in which nothing came back. */
const GONE_AFTER = 5;

/** Every cause at most once; an empty list: nothing here is ill. */
export function diagnose(incident: Incident): readonly Finding[] {
  const before = incident.before.map(socketOf);
  const after = incident.after.map(socketOf);
  const lasting = after.filter((socket) => before.some((earlier) => sameSocket(earlier, socket)));

  const leaked = lasting.filter(({ state, owner }) => state === 'CLOSE-WAIT' && owner !== undefined);
  const leakers = new Set(leaked.map(({ owner }) => owner));
  const stuck = lasting.filter(({ state }) => state === 'LISTEN');
  const starved = stuck.filter(({ owner }) => isFull(incident, owner));
  const proofs: { readonly [cause in Cause]: readonly Socket[] } = {
    'forgets-close': leaked.filter(({ recvQ }) => recvQ === 0),
    'stops-reading': leaked.filter(({ recvQ }) => recvQ > 0),
    'not-accepting': stuck.filter((socket) => !starved.includes(socket)),
    // A leak uses up the descriptors: raising the limit would buy it an hour.
    'out-of-descriptors': starved.filter(({ owner }) => !leakers.has(owner)),
    'out-of-ports': withoutPorts(after, incident.portRange),
    'peer-gone': after.filter(({ retransmissions }) => retransmissions >= GONE_AFTER),
  };
  return (Object.keys(proofs) as Cause[])
    .filter((cause) => proofs[cause].length > 0)
    .map((cause) => ({ cause, lines: proofs[cause].map(({ line }) => line), action: ACTIONS[cause] }));
}

/** The same connection in the same trouble. A listener is in trouble while its queue is not empty. */
const sameSocket = (a: Socket, b: Socket): boolean =>
  a.local === b.local &&
  a.peer === b.peer &&
  a.state === b.state &&
  (a.state !== 'LISTEN' || (a.recvQ > 0 && b.recvQ > 0));

const isFull = ({ descriptors }: Incident, owner: string | undefined): boolean =>
  Object.entries(descriptors).some(([program, { used, limit }]) => program === owner && used >= limit);

/** A port is free again towards another destination, or from another address: only what agrees in all three counts. */
function withoutPorts(sockets: readonly Socket[], [first, last]: readonly [number, number]): Socket[] {
  const groups = new Map<string, Socket[]>();
  for (const socket of sockets) {
    const [source, port] = socket.local.split(':');
    if (socket.state === 'LISTEN' || Number(port) < first || Number(port) > last) continue;
    const key = `${source} ${socket.peer}`;
    groups.set(key, [...(groups.get(key) ?? []), socket]);
  }
  return [...groups.values()].filter((group) => group.length === last - first + 1).flat();
}

/** The line of titles comes out as a socket in the state `State`, which is in no trouble. */
function socketOf(text: string, line: number): Socket {
  const [state, recvQ, , local, peer] = text.split(/\s+/) as [string, string, string, string, string];
  return {
    line,
    state,
    recvQ: Number(recvQ),
    local,
    peer,
    owner: /users:\(\("([^"]+)"/.exec(text)?.[1],
    retransmissions: Number(/timer:\(on,[^,]*,(\d+)\)/.exec(text)?.[1]),
  };
}
