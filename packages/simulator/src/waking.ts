/**
 * What a step means for those who wait: blocked calls return, the accept queue grows, programs are told.
 * Next: running.ts
 */
import type { ErrnoName, Signal } from '@lastack/tcp';
import type { CallResult } from './call.ts';
import { takeFromQueue } from './calls/opening.ts';
import { recv, send } from './calls/data.ts';
import type { Host } from './host.ts';
import { notify } from './running.ts';
import type { Connection, Listening, Pending, Socket } from './socket.ts';

/** A call returns. */
export function finish(host: Host, pending: Pending, result: CallResult): void {
  pending.handle.result = result;
  host.universe.recorder?.result(host, pending.handle.id, result);
  pending.onResult?.(result);
}

export const failure = (error: ErrnoName): CallResult => ({ value: null, error });
export const success = (value: CallResult['value'] = 0): CallResult => ({ value, error: null });

/** Linux's test (`sk_acceptq_is_full`) is "more than", so a backlog of n holds n + 1. listen(2). */
export const isFull = ({ queue, backlog }: Listening): boolean => queue.length > backlog;

/** A child is established: accept() may have it. */
export function enqueue(child: Connection): void {
  const { host, parent } = child;
  const listening = parent!.listening;
  if (listening === null) return;
  listening.handshakes.delete(child);
  listening.queue.push(child);
  host.universe.recorder?.queuesOf(host, parent!);
  const waiting = parent!.accepting.shift();
  if (waiting !== undefined) finish(host, waiting, takeFromQueue(parent!));
  else notify(parent!, 'incoming');
}

/** The handshake of an active open is over. */
export function opened({ host, socket }: Connection): void {
  if (socket === null) return;
  const pending = socket.connecting;
  socket.connecting = null;
  if (pending !== null) finish(host, pending, success());
  notify(socket, 'connected');
}

const ERRNO: { readonly [signal in 'reset' | 'refused' | 'timed-out']: ErrnoName } = {
  reset: 'ECONNRESET',
  refused: 'ECONNREFUSED',
  'timed-out': 'ETIMEDOUT',
};

/** The connection is dead: what the next call will say, or the one that waits for the handshake says now. */
export function died(connection: Connection, signal: Signal & keyof typeof ERRNO): void {
  const { host, socket, tcb } = connection;
  connection.error = (tcb.state === 'TIME-WAIT' ? null : tcb.error) ?? ERRNO[signal];
  if (socket === null) return;
  notify(socket, 'reset');
  const pending = socket.connecting;
  socket.connecting = null;
  if (pending !== null) finish(host, pending, failure(takeError(connection)!));
}

/** SO_ERROR, told once. */
export function takeError(connection: Connection): ErrnoName | null {
  const { error } = connection;
  connection.error = null;
  return error;
}

/** Tries again what was blocked on this connection. A try steps the connection, hence the guard. */
export function wake(connection: Connection): void {
  if (connection.lingering !== null) lingered(connection, false);
  const { socket } = connection;
  if (socket === null || connection.waking) return;
  connection.waking = true;
  if (connection.row < 0) abandonConnect(socket);
  wakeReaders(socket);
  wakeWriters(socket);
  connection.waking = false;
}

/** The handshake ended without a word (shutdown() in SYN-SENT): inet_stream_connect(). */
function abandonConnect(socket: Socket): void {
  const pending = socket.connecting;
  socket.connecting = null;
  if (pending !== null) finish(socket.host, pending, failure('ECONNABORTED'));
}

function wakeReaders(socket: Socket): void {
  while (socket.receiving.length > 0) {
    const { call } = socket.receiving[0]!;
    const result = recv(socket, call.call === 'recv' ? call.count : 0);
    if (result === null) return;
    finish(socket.host, socket.receiving.shift()!, result);
  }
}

function wakeWriters(socket: Socket): void {
  while (socket.sending.length > 0) {
    const first = socket.sending[0]!;
    const result = send(socket, first);
    if (result === null) return;
    socket.sending.shift();
    finish(socket.host, first.pending, result);
  }
}

/** close() with SO_LINGER on returns when all is acknowledged, the connection is gone, or the time is over. */
export function lingered(connection: Connection, timeIsOver: boolean): void {
  const { host, tcb, lingering } = connection;
  if (lingering === null) return;
  const done = tcb.state === 'TIME-WAIT' || tcb.state === 'FIN-WAIT-2' || tcb.state === 'CLOSED';
  if (!done && !timeIsOver) return;
  connection.lingering = null;
  finish(host, lingering, success());
}
