/**
 * Steps a connection's machine and does what the effects say: the only place, with arrivals.ts, that calls `step`.
 * Next: arrivals.ts
 */
import {
  before,
  nextDeadline,
  segmentLength,
  type Effect,
  type ErrnoName,
  type Micros,
  type Segment,
  type Seq,
  type Signal,
  type Tcb,
  type TcpEvent,
  type TimerName,
  type TimeWait,
  type Transition,
} from '@lastack/tcp';
import { causeOf, type SocketId } from '@lastack/trace';
import type { Host } from './host.ts';
import { notify } from './running.ts';
import { addressKey, portKey, type Connection, type Ends } from './socket.ts';
import { died, enqueue, isFull, opened, wake } from './waking.ts';

/** One event for one connection. The answer is the errno of a call that the machine refuses. */
export function step(connection: Connection, event: TcpEvent, iss?: Seq): ErrnoName | null {
  const { host } = connection;
  const transition = host.step(connection.tcb, event, iss);
  if (connection.parent !== null && overflows(connection, transition.tcb)) return null;
  return conclude(connection, transition, event);
}

/** Linux ignores the ACK that would establish a child when the accept queue is full: the client believes, we do not. */
function overflows({ parent, tcb, host }: Connection, next: Tcb): boolean {
  const establishes = tcb.state === 'SYN-RECEIVED' && !isHandshake(next);
  if (!establishes || parent?.listening == null || !isFull(parent.listening)) return false;
  host.counters.TcpExtListenOverflows += 1;
  host.counters.TcpExtListenDrops += 1;
  return !host.sysctls.abortOnOverflow;
}

const isHandshake = (tcb: Tcb): boolean =>
  tcb.state === 'SYN-RECEIVED' || tcb.state === 'CLOSED' || tcb.state === 'LISTEN';

/** Takes over what a step gave: state, effects, clocks, and whoever waited for it. */
export function conclude(connection: Connection, transition: Transition, event: TcpEvent): ErrnoName | null {
  const { host, tcb: was } = connection;
  const { recorder } = host.universe;
  const { tcb, effects } = transition;
  connection.tcb = tcb;
  recorder?.fired(host, connection.id, event);
  recorder?.state(host, connection.id, was.state, tcb.state, causeOf(event));
  let refused: ErrnoName | null = null;
  for (const effect of effects) refused = act(connection, was, effect) ?? refused;
  if (recorder !== null) {
    recorder.timers(host, connection.id, was, tcb, event);
    recorder.queuesOf(host, connection);
  }
  if (was.state === 'SYN-RECEIVED' && connection.parent !== null && !isHandshake(tcb)) enqueue(connection);
  settle(connection, event);
  wake(connection);
  return refused;
}

/** Where the connection is kept from now on, by its state. */
function settle(connection: Connection, event: TcpEvent): void {
  const { tcb } = connection;
  if (connection.row < 0) return;
  if (tcb.state === 'TIME-WAIT') retire(connection, tcb);
  else if (tcb.state === 'CLOSED' || tcb.state === 'LISTEN') bury(connection);
  else schedule(connection, event);
}

function act(connection: Connection, was: Tcb, effect: Effect): ErrnoName | null {
  switch (effect.type) {
    case 'transmit':
      if (was.state !== 'TIME-WAIT' && isRepeated(effect.segment, was)) connection.host.counters.TcpRetransSegs += 1;
      transmit(connection.host, connection, connection.id, effect.segment);
      return null;
    case 'deliver':
      connection.inbox += effect.bytes;
      if (connection.socket !== null) notify(connection.socket, 'readable');
      return null;
    case 'signal':
      heed(connection, effect.signal);
      return null;
    case 'refuse':
      return effect.error;
    case 'reopen': // only TIME-WAIT reopens, and TIME-WAIT is stepped in arrivals.ts
      return null;
  }
}

const isRepeated = (segment: Segment, was: Exclude<Tcb, TimeWait>): boolean =>
  segmentLength(segment) > 0 && was.state !== 'CLOSED' && was.state !== 'LISTEN' && before(segment.seq, was.snd.nxt);

export function transmit(host: Host, ends: Ends, socket: SocketId | null, segment: Segment): void {
  host.counters.TcpOutSegs += 1;
  if (segment.rst) host.counters.TcpOutRsts += 1;
  host.universe.network.send(host, ends, socket, segment);
}

function heed(connection: Connection, signal: Signal): void {
  const { host } = connection;
  host.universe.recorder?.signal(host, connection.id, signal);
  switch (signal) {
    case 'established':
      return opened(connection);
    case 'peer-closed':
      connection.ended = true;
      if (connection.socket !== null) notify(connection.socket, 'peer-closed');
      return;
    case 'reset':
      host.counters.TcpEstabResets += 1;
      return died(connection, signal);
    case 'refused':
      host.counters.TcpAttemptFails += 1;
      return died(connection, signal);
    case 'timed-out':
      host.counters.TcpExtTCPAbortOnTimeout += 1;
      return died(connection, signal);
    case 'closed':
      return;
  }
}

/** Asks the agenda to look at this connection when its next clock is due. An entry that comes too early is cheap. */
function schedule(connection: Connection, event: TcpEvent): void {
  const next = nextDeadline(connection.tcb);
  if (next === null) return;
  const { agenda, now } = connection.host.universe;
  if (next.at <= now && event.type === 'timeout' && event.timer === next.timer) stuck(connection, next.timer);
  // A clock may be set for a moment that has passed: it is due at once.
  const at = Math.max(next.at, now);
  if (at >= connection.scheduled) return;
  connection.scheduled = at;
  agenda.add(at, connection);
}

function stuck(connection: Connection, timer: TimerName): never {
  const { host, tcb } = connection;
  throw new Error(`The TCP of host ${host.name} leaves its ${timer} timer running in ${tcb.state} after it has fired`);
}

/** Whether a clock of this connection is due at this entry of the agenda; if not, the entry moves to when one is. */
export function isDue(connection: Connection, at: Micros): boolean {
  if (connection.scheduled !== at) return false;
  const next = connection.row < 0 ? null : nextDeadline(connection.tcb);
  if (next !== null && next.at <= at) return true;
  connection.scheduled = next?.at ?? Infinity;
  if (next !== null) connection.host.universe.agenda.add(next.at, connection);
  return false;
}

/** The clock that is due runs out. */
export function fire(connection: Connection): void {
  connection.scheduled = Infinity;
  const next = nextDeadline(connection.tcb);
  if (next !== null) step(connection, { type: 'timeout', timer: next.timer });
}

/** A place in the host's tables. */
export function register(connection: Connection): void {
  const { host } = connection;
  connection.row = host.tuples.add(addressKey(connection), portKey(connection));
  host.places[connection.row] = connection;
  host.ports.take(connection.hold);
}

/** The host forgets it; a socket may still hold what was not read. */
export function bury(connection: Connection): void {
  const { host, row, parent } = connection;
  host.tuples.remove(row);
  host.places[row] = NOBODY;
  connection.row = -1;
  host.ports.release(connection.hold);
  parent?.listening?.handshakes.delete(connection);
}

/** What stands in `places` where no connection is. */
const NOBODY = -1;

/** Into the waiting room, which needs neither socket nor descriptor; when it is full, TIME-WAIT is left out. */
function retire(connection: Connection, tcb: TimeWait): void {
  const { host, row } = connection;
  const { universe, waiting } = host;
  if (waiting.size >= host.sysctls.maxTimeWaits) {
    host.counters.TcpExtTCPTimeWaitOverflow += 1;
    universe.recorder?.state(host, connection.id, 'TIME-WAIT', 'CLOSED', 'tcp_max_tw_buckets');
    return bury(connection);
  }
  const due = nextDeadline(tcb)?.at ?? Infinity;
  const { shares, bound } = connection.hold;
  host.places[row] = waiting.enter(row, connection.id, tcb, due, (shares ? 1 : 0) | (bound ? 2 : 0));
  connection.row = -1;
  connection.parent = null;
  setAlarm(host);
}

/** Keeps the agenda's entry for the waiting room no later than its first place. */
export function setAlarm(host: Host): void {
  const { waiting, alarm, universe } = host;
  if (waiting.first < 0) return;
  const due = waiting.dueOf(waiting.first);
  if (due >= alarm.scheduled || due === Infinity) return;
  alarm.scheduled = due;
  universe.agenda.add(due, alarm);
}
