/**
 * A packet comes in: whose is it? A connection's, TIME-WAIT's, a listener's, or nobody's.
 * Next: waking.ts
 */
import {
  createTcb,
  nextDeadline,
  type Effect,
  type IcmpMessage,
  type Micros,
  type Segment,
  type Seq,
  type Tcb,
  type TcpEvent,
  type Transition,
} from '@lastack/tcp';
import { causeOf } from '@lastack/trace';
import type { Host } from './host.ts';
import type { Flight } from './network.ts';
import { addressKey, Connection, portKey, type Ends, type Socket } from './socket.ts';
import { conclude, register, setAlarm, step, transmit } from './stepping.ts';
import type { Alarm } from './universe.ts';
import { isFull } from './waking.ts';

/** What a segment that matches nothing is stepped against. */
const CLOSED = createTcb();

export function arrive(flight: Flight): void {
  const { to: host, segment } = flight;
  host.counters.TcpInSegs += 1;
  const row = host.tuples.find(addressKey(flight), portKey(flight));
  const found = row < 0 ? undefined : host.places[row]!;
  if (found === undefined) return arriveAtPort(host, flight, segment);
  if (typeof found === 'number') {
    record(flight, host.waiting.socketOf(found));
    return stepWaiting(host, found, { type: 'segment', segment });
  }
  record(flight, found.id);
  step(found, { type: 'segment', segment });
}

function record({ to, packet }: Flight, socket: number | null): void {
  if (packet !== null) to.universe.recorder?.arrive(to, socket, packet);
}

function arriveAtPort(host: Host, flight: Flight, segment: Segment): void {
  const listener = host.listeners.get(flight.localPort) ?? null;
  record(flight, listener?.id ?? null);
  if (listener !== null) return listen(host, listener, flight, segment);
  const { effects } = host.step(CLOSED, { type: 'segment', segment });
  answer(host, flight, null, effects);
}

/** §3.10.7.2: a copy of the LISTEN Tcb is stepped; what is not LISTEN any more is the child. */
function listen(host: Host, listener: Socket, ends: Ends, segment: Segment, given?: Seq): void {
  const listening = listener.listening!;
  const event: TcpEvent = { type: 'segment', segment };
  const opens = segment.syn && !segment.rst && segment.ack === null;
  if (opens && isFull(listening)) {
    host.counters.TcpExtListenOverflows += 1;
    host.counters.TcpExtListenDrops += 1;
    return;
  }
  const transition = host.step(listening.tcb, event, opens ? (given ?? host.issFor(ends)) : undefined);
  const { state } = transition.tcb;
  if (state === 'LISTEN' || state === 'CLOSED') return answer(host, ends, listener, transition.effects);
  host.counters.TcpPassiveOpens += 1;
  adopt(host, listener, ends, transition, event);
}

function adopt(host: Host, listener: Socket, ends: Ends, transition: Transition, event: TcpEvent): void {
  const { universe } = host;
  const hold = { port: ends.localPort, shares: listener.reuseAddress, bound: true };
  const child = new Connection(universe.nextSocket(), host, ends, hold, listener.listening!.tcb);
  child.parent = listener;
  listener.listening!.handshakes.add(child);
  register(child);
  universe.recorder?.socket(host, child.id, child, listener.id);
  conclude(child, transition, event);
}

/** What goes out although there is no connection: resets, mostly. */
function answer(host: Host, ends: Ends, socket: Socket | null, effects: readonly Effect[]): void {
  for (const effect of effects) {
    if (effect.type === 'transmit') transmit(host, ends, socket?.id ?? null, effect.segment);
  }
}

/** One event for a connection in TIME-WAIT. */
function stepWaiting(host: Host, place: number, event: TcpEvent): void {
  const { waiting } = host;
  const { recorder } = host.universe;
  const was = waiting.tcbOf(place);
  const socket = waiting.socketOf(place);
  const ends = endsOf(host, waiting.rowOf(place));
  const { tcb, effects } = host.step(was, event);
  recorder?.fired(host, socket, event);
  recorder?.state(host, socket, was.state, tcb.state, causeOf(event));
  for (const effect of effects) {
    if (effect.type === 'transmit') transmit(host, ends, socket, effect.segment);
    else if (effect.type === 'signal') recorder?.signal(host, socket, effect.signal);
    else if (effect.type === 'reopen') return reopen(host, place, ends, event, effect);
  }
  recorder?.timers(host, socket, was, tcb, event);
  keep(host, place, tcb, event);
}

/** A SYN that TIME-WAIT makes room for: the listener takes it; without a listener TIME-WAIT goes on. */
function reopen(host: Host, place: number, ends: Ends, event: TcpEvent, { iss, otherwise }: Reopen): void {
  const listener = host.listeners.get(ends.localPort);
  const socket = host.waiting.socketOf(place);
  if (listener === undefined || event.type !== 'segment') return transmit(host, ends, socket, otherwise);
  host.universe.recorder?.state(host, socket, 'TIME-WAIT', 'CLOSED', causeOf(event));
  forget(host, place, false);
  listen(host, listener, ends, event.segment, iss);
}

type Reopen = Extract<Effect, { readonly type: 'reopen' }>;

/** Stays in the waiting room, or leaves the host. */
function keep(host: Host, place: number, tcb: Tcb, event: TcpEvent): void {
  if (tcb.state !== 'TIME-WAIT') return forget(host, place, event.type === 'timeout');
  const due = nextDeadline(tcb)?.at ?? Infinity;
  const { now } = host.universe;
  if (event.type === 'timeout' && due <= now) {
    throw new Error(
      `The TCP of host ${host.name} leaves its ${event.timer} timer running in TIME-WAIT after it has fired`,
    );
  }
  host.waiting.update(place, tcb, due);
  setAlarm(host);
}

/** Ends a TIME-WAIT: its four-tuple and its port are free. */
export function forget(host: Host, place: number, expired: boolean): void {
  const { waiting, tuples, ports } = host;
  const row = waiting.rowOf(place);
  const flags = waiting.flagsOf(place);
  ports.release({ port: tuples.portsOf(row) >>> 16, shares: (flags & 1) !== 0, bound: (flags & 2) !== 0 });
  tuples.remove(row);
  host.places[row] = -1;
  waiting.leave(place);
  if (expired) host.counters.TcpExtTW += 1;
}

/** Whether the first of the waiting room leaves at this entry of the agenda; if not, the entry moves to when it does. */
export function isExpiring({ host, scheduled }: Alarm, at: Micros): boolean {
  if (scheduled !== at) return false;
  const { waiting } = host;
  if (waiting.first >= 0 && waiting.dueOf(waiting.first) <= at) return true;
  host.alarm.scheduled = Infinity;
  setAlarm(host);
  return false;
}

/** The first of the waiting room has waited long enough. */
export function expire(host: Host): void {
  host.alarm.scheduled = Infinity;
  const place = host.waiting.first;
  const next = nextDeadline(host.waiting.tcbOf(place));
  if (next !== null) stepWaiting(host, place, { type: 'timeout', timer: next.timer });
  setAlarm(host);
}

/** ABORT in TIME-WAIT (§3.10.5), as `ss -K` asks for it: nobody waits any longer. */
export function abortWaiting(connection: Connection): void {
  const { host, id } = connection;
  const row = host.tuples.find(addressKey(connection), portKey(connection));
  const found = row < 0 ? undefined : host.places[row];
  if (typeof found !== 'number' || host.waiting.socketOf(found) !== id) return;
  stepWaiting(host, found, { type: 'call', call: { type: 'abort' } });
}

export function arriveIcmp(host: Host, ends: Ends, message: IcmpMessage): void {
  const row = host.tuples.find(addressKey(ends), portKey(ends));
  const found = row < 0 ? undefined : host.places[row];
  if (found instanceof Connection) step(found, { type: 'icmp', message });
}

/** The four-tuple of a row. */
export function endsOf({ tuples }: Host, row: number): Ends {
  const addresses = tuples.addressesOf(row);
  const ports = tuples.portsOf(row);
  return {
    local: addresses >>> 16,
    localPort: ports >>> 16,
    remote: addresses & 0xffff,
    remotePort: ports & 0xffff,
  };
}
