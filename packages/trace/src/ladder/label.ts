/** The words on an arrow and beside a state. Next: placement.ts */
import { flagNames, segmentLength, type State } from '@lastack/tcp';
import { clip, displayWidth } from '../display-width.ts';
import { transmissionOf, type Reading } from '../reading.ts';
import type { HostName, Packet, SocketId, Trace } from '../record.ts';
import { LADDER_WORDS } from './words.ts';
import type { LadderOptions } from './options.ts';

/** `FIN,ACK seq=101 ack=1001 len=0`, `none seq=101 len=5` without a control bit (as tcpdump has it), and `#2` when it is sent for the second time. `len` counts octets of text. */
export function arrowLabel(packet: Packet, reading: Reading, copy: boolean, options: LadderOptions): string {
  const { segment } = packet;
  const numbers = options.numbers === 'absolute' ? segment : reading.numbers(packet);
  const words = LADDER_WORDS[options.language ?? 'en'];
  const parts = [flagNames(segment) || 'none', `seq=${numbers.seq}`];
  if (numbers.ack !== null) parts.push(`ack=${numbers.ack}`);
  parts.push(`len=${segment.text.length}`);
  const transmission = transmissionOf(packet);
  // An empty segment takes no number: a second one is not a retransmission.
  if (transmission > 1 && segmentLength(segment) > 0) parts.push(words.again(transmission));
  if (copy) parts.push(words.copy);
  return parts.join(' ');
}

/** A label without its last words, until it fits. */
export function fitting(label: string, columns: number): string {
  let text = label;
  while (displayWidth(text) > columns && text.includes(' ')) text = text.slice(0, text.lastIndexOf(' '));
  return clip(text, columns);
}

const isConnection = (state: State): boolean => state !== 'LISTEN' && state !== 'CLOSED';

/** The sockets of each host that were ever more than a listener. */
function connectionsOf(trace: Trace): ReadonlyMap<HostName, ReadonlySet<SocketId>> {
  const hosts = new Map<HostName, Set<SocketId>>();
  for (const record of trace.records) {
    if (record.type !== 'state' || !isConnection(record.to)) continue;
    const sockets = hosts.get(record.host) ?? new Set();
    hosts.set(record.host, sockets.add(record.socket));
  }
  return hosts;
}

export type StateNamer = (host: HostName, socket: SocketId, state: State) => string;

/** Names a state; where a host has several connections, with the port that tells this one from the others. */
export function stateNamer(trace: Trace, reading: Reading): StateNamer {
  const connections = connectionsOf(trace);
  const distinct = (ports: readonly (number | undefined)[]): boolean => new Set(ports).size === ports.length;
  return (host, socket, state) => {
    const siblings = [...(connections.get(host) ?? [])];
    if (siblings.length < 2 || !siblings.includes(socket)) return state;
    const locals = siblings.map((sibling) => reading.endpointsOf(sibling).local?.port);
    const { local, remote } = reading.endpointsOf(socket);
    const port = distinct(locals) ? local?.port : remote?.port;
    return port === undefined ? state : `${state} :${port}`;
  };
}
