/**
 * A host as one may look at it between two moments.
 * Next: reference.ts
 */
import { nextDeadline, type IllegalMove, type Micros, type State, type Tcb, type TimerName } from '@lastack/tcp';
import type { Endpoint, SocketId } from '@lastack/trace';
import { endsOf } from './arrivals.ts';
import { sendBufferOf } from './calls/data.ts';
import type { Counters } from './counters.ts';
import type { Host } from './host.ts';
import { queuesOf } from './recorder.ts';
import { Connection, type Ends, type Socket } from './socket.ts';

export interface SocketView {
  readonly socket: SocketId;
  readonly state: State;
  /** None before accept(), after close(), and in TIME-WAIT. */
  readonly fds: readonly number[];
  readonly local: Endpoint | null;
  readonly remote: Endpoint | null;
  /** Octets, as ss prints them; a listener's accept queue and backlog. */
  readonly recvQ: number;
  readonly sendQ: number;
  readonly ready: Readiness;
  /** The clock that is due next. */
  readonly timer: { readonly timer: TimerName; readonly at: Micros } | null;
  readonly tcb: Tcb | null;
}

/** What poll(2) would tell. tcp_poll() */
export interface Readiness {
  /** recv() or accept() would not block. */
  readonly readable: boolean;
  /** send() would not block; or connect() is over, well or badly. */
  readonly writable: boolean;
  /** Nothing more will come: POLLRDHUP. */
  readonly peerClosed: boolean;
  /** Nothing more can come or go: POLLHUP. */
  readonly hungUp: boolean;
  /** SO_ERROR is set: POLLERR. */
  readonly failed: boolean;
  /** Octets that recv() would give: SIOCINQ. */
  readonly octets: number;
}

export interface HostView {
  readonly now: Micros;
  /** In the order in which they came to be. */
  readonly sockets: readonly SocketView[];
  readonly descriptors: readonly { readonly fd: number; readonly socket: SocketId }[];
  readonly counters: Readonly<Counters>;
  /** Moves that TRANSITIONS does not have, asked for by the host's machine and not made. */
  readonly illegalMoves: readonly IllegalMove[];
}

export function viewOf(host: Host): HostView {
  const open = host.descriptors.flatMap((socket, fd) => (socket === undefined ? [] : [{ fd, socket }]));
  const sockets = new Map<SocketId, SocketView>();
  for (const { socket } of open) sockets.set(socket.id, ofSocket(socket));
  for (const place of host.places) {
    if (place instanceof Connection && place.row >= 0) sockets.set(place.id, ofConnection(place));
  }
  for (const place of host.waiting.places()) sockets.set(host.waiting.socketOf(place), ofWaiting(host, place));
  return {
    now: host.universe.now,
    sockets: [...sockets.values()].sort((a, b) => a.socket - b.socket),
    descriptors: open.map(({ fd, socket }) => ({ fd, socket: socket.id })),
    counters: { ...host.counters },
    illegalMoves: [...host.illegalMoves],
  };
}

/** A socket without a connection in the host's tables: fresh, listening, or what a dead connection left. */
function ofSocket(socket: Socket): SocketView {
  const { host, bound, listening, connection } = socket;
  if (connection !== null) return ofConnection(connection);
  const [recvQ, sendQ] = queuesOf(socket);
  const address = bound?.local == null ? '0.0.0.0' : host.universe.addressOf(bound.local);
  return {
    socket: socket.id,
    state: listening === null ? 'CLOSED' : 'LISTEN',
    fds: [...socket.fds],
    local: bound === null ? null : { address, port: bound.hold.port },
    remote: listening === null ? null : { address: '0.0.0.0', port: 0 },
    recvQ,
    sendQ,
    ready:
      listening === null
        ? { ...NOT_READY, writable: true, hungUp: true }
        : { ...NOT_READY, readable: listening.queue.length > 0 },
    timer: null,
    tcb: listening?.tcb ?? null,
  };
}

function ofConnection(connection: Connection): SocketView {
  const { host, socket, tcb } = connection;
  const [recvQ, sendQ] = queuesOf(connection);
  return {
    socket: connection.id,
    // Linux parts a descriptor that outlives TIME-WAIT from it: the socket is CLOSED, the waiting room has its own row.
    state: tcb.state === 'TIME-WAIT' ? 'CLOSED' : tcb.state,
    fds: socket === null ? [] : [...socket.fds],
    ...endpoints(host, connection),
    recvQ,
    sendQ,
    ready: readiness(connection),
    timer: nextDeadline(tcb),
    tcb,
  };
}

const NOT_READY: Readiness = {
  readable: false,
  writable: false,
  peerClosed: false,
  hungUp: false,
  failed: false,
  octets: 0,
};

function readiness(connection: Connection): Readiness {
  const { socket, tcb, inbox, ended, error } = connection;
  if (tcb.state === 'SYN-SENT' || tcb.state === 'SYN-RECEIVED') return NOT_READY;
  const over = connection.row < 0 || tcb.state === 'TIME-WAIT' || tcb.state === 'CLOSED';
  const peerClosed = over || ended || socket?.deaf === true;
  const mute = over || socket?.mute === true;
  return {
    readable: inbox !== '' || peerClosed,
    writable: mute || socket === null || roomToWrite(socket, connection),
    peerClosed,
    hungUp: peerClosed && mute,
    failed: error !== null,
    octets: inbox.length,
  };
}

/** sk_stream_is_writeable(): what is free is at least half of what is queued. */
function roomToWrite(socket: Socket, { tcb }: Connection): boolean {
  const queued = tcb.state === 'TIME-WAIT' ? 0 : tcb.snd.buffer.length;
  return 2 * (sendBufferOf(socket) - queued) >= queued;
}

function ofWaiting(host: Host, place: number): SocketView {
  const tcb = host.waiting.tcbOf(place);
  const ends = endsOf(host, host.waiting.rowOf(place));
  const timer = nextDeadline(tcb);
  const socket = host.waiting.socketOf(place);
  return {
    socket,
    state: tcb.state,
    fds: [],
    ...endpoints(host, ends),
    recvQ: 0,
    sendQ: 0,
    ready: NOT_READY,
    timer,
    tcb,
  };
}

const endpoints = ({ universe }: Host, ends: Ends) => ({
  local: { address: universe.addressOf(ends.local), port: ends.localPort },
  remote: { address: universe.addressOf(ends.remote), port: ends.remotePort },
});
