// mutant: a CLOSE-WAIT that nobody has accepted is put down to the program: it cannot close what it has not got
// fails: the accept queue > it does not get shorter: the program does not accept
// code: read-the-incident/stops-reading
interface Incident {
  readonly before: readonly string[];
  readonly after: readonly string[];
  readonly descriptors: { readonly [program: string]: { readonly used: number; readonly limit: number } };
  readonly portRange: readonly [number, number];
}

type Cause = 'forgets-close' | 'stops-reading' | 'not-accepting' | 'out-of-descriptors' | 'out-of-ports' | 'peer-gone';

type Action = 'mend-the-program' | 'raise-the-limit' | 'reuse-connections' | 'set-a-user-timeout';

interface Finding {
  readonly cause: Cause;
  readonly lines: readonly number[];
  readonly action: Action;
}

interface Socket {
  readonly line: number;
  readonly state: string;
  readonly recvQ: number;
  readonly local: string;
  readonly peer: string;
  readonly owner: string | null;
  readonly retransmissions: number | null;
}

const ACTIONS: { readonly [cause in Cause]: Action } = {
  'forgets-close': 'mend-the-program',
  'stops-reading': 'mend-the-program',
  'not-accepting': 'mend-the-program',
  'out-of-descriptors': 'raise-the-limit',
  'out-of-ports': 'reuse-connections',
  'peer-gone': 'set-a-user-timeout',
};
const GONE_AFTER = 5;
export function diagnose(incident: Incident): readonly Finding[] {
  const before = incident.before.flatMap(socketOf);
  const after = incident.after.flatMap(socketOf);
  const lasting = after.filter((socket) => before.some((earlier) => sameSocket(earlier, socket)));

  const leaked = lasting.filter(({ state, owner }) => state === 'CLOSE-WAIT');
  const leakers = new Set(leaked.map(({ owner }) => owner));
  const stuck = lasting.filter(({ state }) => state === 'LISTEN');
  const starved = stuck.filter(({ owner }) => isFull(incident, owner));
  const proofs: { readonly [cause in Cause]: readonly Socket[] } = {
    'forgets-close': leaked.filter(({ recvQ }) => recvQ === 0),
    'stops-reading': leaked.filter(({ recvQ }) => recvQ > 0),
    'not-accepting': stuck.filter((socket) => !starved.includes(socket)),
    'out-of-descriptors': starved.filter(({ owner }) => !leakers.has(owner)),
    'out-of-ports': withoutPorts(after, incident.portRange),
    'peer-gone': after.filter(({ retransmissions }) => (retransmissions ?? 0) >= GONE_AFTER),
  };
  return (Object.keys(proofs) as Cause[])
    .filter((cause) => proofs[cause].length > 0)
    .map((cause) => ({ cause, lines: proofs[cause].map(({ line }) => line), action: ACTIONS[cause] }));
}
const sameSocket = (a: Socket, b: Socket): boolean =>
  a.local === b.local &&
  a.peer === b.peer &&
  a.state === b.state &&
  (a.state !== 'LISTEN' || (a.recvQ > 0 && b.recvQ > 0));

function isFull({ descriptors }: Incident, owner: string | null): boolean {
  const count = owner === null ? undefined : descriptors[owner];
  return count !== undefined && count.used >= count.limit;
}
function withoutPorts(sockets: readonly Socket[], [first, last]: readonly [number, number]): Socket[] {
  const groups = new Map<string, Socket[]>();
  for (const socket of sockets) {
    const [source, port] = endpoint(socket.local);
    if (socket.state === 'LISTEN' || port < first || port > last) continue;
    const key = `${source} ${socket.peer}`;
    groups.set(key, [...(groups.get(key) ?? []), socket]);
  }
  return [...groups.values()].filter((group) => group.length === last - first + 1).flat();
}

function endpoint(text: string): readonly [address: string, port: number] {
  const colon = text.lastIndexOf(':');
  return [text.slice(0, colon), Number(text.slice(colon + 1))];
}

function socketOf(text: string, line: number): Socket[] {
  const match = /^(\S+)\s+(\d+)\s+\d+\s+(\S+)\s+(\S+)(.*)$/.exec(text);
  if (match === null) return [];
  const [, state = '', recvQ = '', local = '', peer = '', rest = ''] = match;
  return [
    {
      line,
      state,
      recvQ: Number(recvQ),
      local,
      peer,
      owner: /users:\(\("([^"]*)"/.exec(rest)?.[1] ?? null,
      retransmissions: Number(/timer:\(on,[^,]*,(\d+)\)/.exec(rest)?.[1] ?? Number.NaN) || null,
    },
  ];
}
