/** The hosts of a capture: A, B, C … in the order in which they appear, those that open first. Next: trace-from-packets.ts */
import type { HostName, TraceHost } from '../record.ts';
import { otherEnd, type CapturedConnection, type End } from './connections.ts';

/** What a capture cannot know: which TCP it was. */
const PROFILE = 'captured';

const nameOf = (index: number): HostName => (index < 26 ? String.fromCharCode(65 + index) : `H${index + 1}`);

export interface CaptureHosts {
  readonly hosts: readonly TraceHost[];
  hostOf(connection: CapturedConnection, end: End): HostName;
}

/** A host that speaks to itself is two: the one that opens, and the one that listens. */
function keyOf({ ends }: CapturedConnection, end: End): string {
  const { address } = ends[end];
  return address === ends[otherEnd(end)].address ? `${address} ${end}` : address;
}

export function hostsOf(connections: readonly CapturedConnection[]): CaptureHosts {
  const hosts = new Map<string, TraceHost>();
  for (const connection of connections) {
    for (const end of [0, 1] as const) {
      const key = keyOf(connection, end);
      const { address } = connection.ends[end];
      if (!hosts.has(key)) hosts.set(key, { name: nameOf(hosts.size), address, profile: PROFILE });
    }
  }
  return {
    hosts: [...hosts.values()],
    hostOf: (connection, end) => hosts.get(keyOf(connection, end))!.name,
  };
}
