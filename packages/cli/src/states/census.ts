/** Counts: by state, by peer, by program. Next: finding.ts */
import { STATES, type State } from '@lastack/tcp';
import type { Endpoint, ListedSocket } from '@lastack/trace';

export interface Count {
  readonly name: string;
  readonly count: number;
  readonly states: { readonly [state in State]?: number };
}

export interface Census {
  readonly total: number;
  /** In the order of a connection's life; only those that are there. */
  readonly states: readonly { readonly state: State; readonly count: number }[];
  /** By address and port of the other end, most first; listeners have none. */
  readonly peers: readonly Count[];
  /** Only where the tool was asked with `-p`; sockets that nobody owns are not in it. */
  readonly programs: readonly Count[];
}

/** `"node",pid=1234` of ss, `1234/node` of netstat: name and process, since two of one name are two suspects. */
export function programsOf(process: string | null): string[] {
  if (process === null) return [];
  const ss = [...process.matchAll(/\("([^"]*)",pid=(\d+)/g)].map(([, name, pid]) => `${name} (pid ${pid})`);
  if (ss.length > 0) return [...new Set(ss)];
  const netstat = /^(\d+)\/(.+)$/.exec(process.trim());
  return netstat ? [`${netstat[2]!.trim()} (pid ${netstat[1]})`] : [];
}

export const endpointText = ({ address, port }: Endpoint): string =>
  address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;

function countBy(sockets: readonly ListedSocket[], namesOf: (socket: ListedSocket) => readonly string[]): Count[] {
  const counts = new Map<string, { count: number; states: { [state in State]?: number } }>();
  for (const socket of sockets)
    for (const name of namesOf(socket)) {
      const entry = counts.get(name) ?? { count: 0, states: {} };
      entry.count += 1;
      entry.states[socket.state] = (entry.states[socket.state] ?? 0) + 1;
      counts.set(name, entry);
    }
  return [...counts]
    .map(([name, entry]) => ({ name, ...entry }))
    .toSorted((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1));
}

/** A service is named by the lower port's side: many ephemeral ports of one peer are one peer. */
const peerOf =
  (listening: ReadonlySet<number>) =>
  ({ state, local, remote }: ListedSocket): string[] => {
    if (state === 'LISTEN' || state === 'CLOSED') return [];
    return [listening.has(local.port) || local.port < remote.port ? remote.address : endpointText(remote)];
  };

export function censusOf(sockets: readonly ListedSocket[]): Census {
  const listening = new Set(sockets.filter(({ state }) => state === 'LISTEN').map(({ local }) => local.port));
  const states = STATES.map((state) => ({ state, count: sockets.filter((socket) => socket.state === state).length }));
  return {
    total: sockets.length,
    states: states.filter(({ count }) => count > 0),
    peers: countBy(sockets, peerOf(listening)),
    programs: countBy(sockets, ({ process }) => programsOf(process)),
  };
}
