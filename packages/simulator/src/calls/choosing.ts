/**
 * Which local address and port an outgoing connection gets, and when it may take over one in TIME-WAIT.
 * EADDRNOTAVAIL is about four-tuples, EADDRINUSE about ports.
 * Next: data.ts
 */
import { issAfter, mayReuse, type Seq, type TimeWait } from '@lastack/tcp';
import { forget } from '../arrivals.ts';
import { mix } from '../hash.ts';
import type { Host } from '../host.ts';
import type { Connection } from '../socket.ts';
import { addressKey, portKey, type Ends, type Socket } from '../socket.ts';
import { LOOPBACK } from '../universe.ts';

export interface Chosen {
  readonly ends: Ends;
  readonly iss: Seq;
}

/** Null: no four-tuple is free. */
export function chooseEnds(socket: Socket, remote: number, remotePort: number): Chosen | null {
  const { host, bound } = socket;
  const local = bound?.local ?? (remote === LOOPBACK ? LOOPBACK : host.address);
  const endsAt = (localPort: number): Ends => ({ local, localPort, remote, remotePort });
  if (bound !== null) return claim(host, endsAt(bound.hold.port), true);
  const { portRange, reservedPorts } = host.sysctls;
  const destination = mix(remote, remotePort);
  const port = host.ports.choose(
    portRange,
    destination,
    mix(destination, host.universe.seed),
    (candidate) =>
      !host.ports.isBound(candidate) && !reservedPorts.includes(candidate) && isFree(host, endsAt(candidate), false),
  );
  return port === null ? null : claim(host, endsAt(port), false);
}

/** bind() to port 0: a port that nobody holds at all. */
export function choosePortToBind(host: Host): number | null {
  const { portRange, reservedPorts } = host.sysctls;
  const start = mix(host.index, host.universe.seed);
  return host.ports.choose(
    portRange,
    -1,
    start,
    (port) => host.ports.mayBind(port, false) && !reservedPorts.includes(port),
  );
}

function isFree(host: Host, ends: Ends, explicit: boolean): boolean {
  const found = findPlace(host, ends);
  return found === null || (typeof found === 'number' && isTakenOver(host, ends, host.waiting.tcbOf(found), explicit));
}

/** The four-tuple for a new connection, TIME-WAIT taken over where it may be. */
function claim(host: Host, ends: Ends, explicit: boolean): Chosen | null {
  const found = findPlace(host, ends);
  if (found === null) return { ends, iss: host.issFor(ends) };
  if (typeof found !== 'number') return null;
  const old = host.waiting.tcbOf(found);
  if (!isTakenOver(host, ends, old, explicit)) return null;
  host.universe.recorder?.state(host, host.waiting.socketOf(found), 'TIME-WAIT', 'CLOSED', 'tcp_tw_reuse');
  forget(host, found, false);
  host.counters.TcpExtTWRecycled += 1;
  return { ends, iss: issAfter(old) };
}

/** Whether the host's sysctls let this connect() take over an old connection. `explicit`: its port came from bind(). */
function isTakenOver(host: Host, ends: Ends, old: TimeWait, explicit: boolean): boolean {
  return mayReuse(old, {
    now: host.universe.now,
    tcp_tw_reuse: host.sysctls.reuse,
    tcp_tw_reuse_delay: host.sysctls.reuseDelay,
    // By address: what goes to one's own 10.0.0.1 is none (tcp_twsk_unique; measured on Linux 6.18).
    loopback: ends.remote === LOOPBACK || ends.local === LOOPBACK,
    portWasBound: explicit,
  });
}

function findPlace(host: Host, ends: Ends): Connection | number | null {
  const row = host.tuples.find(addressKey(ends), portKey(ends));
  return row < 0 ? null : host.places[row]!;
}
