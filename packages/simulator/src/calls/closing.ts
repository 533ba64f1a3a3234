/**
 * shutdown(), close(), SO_LINGER, dup(), and the end of a process. shutdown(2), close(2), socket(7).
 * Next: options.ts
 */
import type { CallResult } from '../call.ts';
import { abortWaiting } from '../arrivals.ts';
import type { Host } from '../host.ts';
import type { Connection, Pending, Socket } from '../socket.ts';
import { bury, step } from '../stepping.ts';
import { SECOND } from '../time.ts';
import { failure, finish, lingered, success, wake } from '../waking.ts';
import { open } from './opening.ts';

export function shutdown(socket: Socket, how: 'SHUT_RD' | 'SHUT_WR' | 'SHUT_RDWR'): CallResult {
  const { connection } = socket;
  if (connection === null || (connection.row < 0 && connection.tcb.state !== 'TIME-WAIT')) return failure('ENOTCONN');
  if (how !== 'SHUT_WR') socket.deaf = true;
  if (how !== 'SHUT_RD' && !socket.mute) {
    socket.mute = true;
    const refused = connection.row < 0 ? null : step(connection, { type: 'call', call: { type: 'shutdown' } });
    if (refused !== null) return failure(refused);
  }
  wake(connection);
  return success();
}

/** One descriptor less; with the last one the connection is closed, or aborted. Null: SO_LINGER makes it wait. */
export function close(socket: Socket, fd: number, pending: Pending, abort: boolean): CallResult | null {
  const { host, connection } = socket;
  host.descriptors[fd] = undefined;
  socket.fds.splice(socket.fds.indexOf(fd), 1);
  host.universe.recorder?.descriptor(host, socket.id, fd, 'closed');
  if (socket.fds.length > 0) return success();
  interrupt(socket);
  if (socket.listening !== null) stopListening(socket);
  if (socket.bound !== null) host.ports.release(socket.bound.hold);
  if (connection === null) return success();
  connection.socket = null;
  return closeConnection(socket, connection, pending, abort);
}

/** DEVIATION: on Linux a call that is blocked in another thread goes on; here it returns EBADF at once. */
function interrupt(socket: Socket): void {
  const { host, accepting, receiving, sending, connecting } = socket;
  const sends = sending.splice(0).map(({ pending }) => pending);
  const blocked = [...accepting.splice(0), ...receiving.splice(0), ...sends];
  if (connecting !== null) blocked.push(connecting);
  socket.connecting = null;
  for (const pending of blocked) finish(host, pending, failure('EBADF'));
}

function closeConnection(socket: Socket, connection: Connection, pending: Pending, abort: boolean): CallResult | null {
  if (connection.row < 0) {
    if (abort) abortWaiting(connection);
    return success();
  }
  const linger = socket.options.findLast(({ name }) => name === 'SO_LINGER');
  const { on, seconds } = linger?.name === 'SO_LINGER' ? linger.value : { on: false, seconds: 0 };
  if (abort || (on && seconds === 0)) {
    connection.host.counters.TcpExtTCPAbortOnData += 1;
    step(connection, { type: 'call', call: { type: 'abort' } });
    return success();
  }
  if (connection.inbox !== '') connection.host.counters.TcpExtTCPAbortOnClose += 1;
  step(connection, { type: 'call', call: { type: 'close' } });
  if (!on || connection.row < 0) return success();
  connection.lingering = pending;
  connection.host.universe.soon(() => lingered(connection, true), seconds * SECOND);
  lingered(connection, false);
  return null;
}

/** What was never accepted is reset. RFC 9293 §3.10.5; inet_csk_listen_stop(). */
function stopListening(socket: Socket): void {
  const { host, listening, bound } = socket;
  const orphans = [...listening!.handshakes, ...listening!.queue];
  host.listeners.delete(bound!.hold.port);
  socket.listening = null;
  host.universe.recorder?.state(host, socket.id, 'LISTEN', 'CLOSED', 'close');
  for (const child of orphans) {
    child.parent = null;
    if (child.row >= 0) step(child, { type: 'call', call: { type: 'abort' } });
    if (child.row >= 0) bury(child);
  }
}

/** Another descriptor for the same socket: closing one of them sends nothing. dup(2) */
export function dup(socket: Socket): CallResult {
  const fd = socket.host.freeFd();
  if (fd === null) return failure('EMFILE');
  open(socket, fd);
  return success(fd);
}

/** The process ends: what it left open is closed, lowest descriptor first, and nobody waits for SO_LINGER. */
export function exit(host: Host, pending: Pending): CallResult {
  host.descriptors.forEach((socket, fd) => {
    if (socket === undefined) return;
    close(socket, fd, pending, false);
    if (socket.connection !== null) socket.connection.lingering = null;
  });
  return success();
}
