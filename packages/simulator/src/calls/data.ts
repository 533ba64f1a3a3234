/**
 * send() and recv(). Null: the call would block. send(2), recv(2), tcp(7).
 * Next: closing.ts
 */
import type { Bytes } from '@lastack/tcp';
import type { CallResult } from '../call.ts';
import type { Connection, Socket } from '../socket.ts';
import { step } from '../stepping.ts';
import { failure, success, takeError } from '../waking.ts';

/** SO_SNDBUF without the option: the most that tcp_wmem lets Linux's autotuning reach, 4 MiB. */
const SEND_BUFFER = 4_194_304;

/** Octets, or 0 at the end of the stream. Data before the end, the end before the error: tcp_recvmsg(). */
export function recv(socket: Socket, count: number): CallResult | null {
  const { connection } = socket;
  if (connection === null) return failure('ENOTCONN');
  if (connection.inbox !== '') return success(take(connection, count));
  if (connection.ended || socket.deaf) {
    connection.endRead = true;
    connection.host.universe.recorder?.queuesOf(connection.host, connection);
    return success(0);
  }
  const error = takeError(connection);
  if (error !== null) return failure(error);
  return isOver(connection) ? success(0) : null;
}

function take(connection: Connection, count: number): Bytes {
  const bytes = connection.inbox.slice(0, count);
  connection.inbox = connection.inbox.slice(bytes.length);
  if (isOver(connection)) return bytes;
  step(connection, { type: 'call', call: { type: 'receive', count: bytes.length } });
  return bytes;
}

/** The host has no such connection any more: CLOSED, or in TIME-WAIT, where no socket is. */
const isOver = (connection: Connection): boolean => connection.row < 0;

/** How many octets TCP took, once it has taken all. */
export function send(socket: Socket, work: { rest: Bytes; total: number }): CallResult | null {
  const { connection, host } = socket;
  if (connection === null) return failure(host.profile === 'linux' ? 'EPIPE' : 'ENOTCONN');
  const error = takeError(connection);
  if (error !== null) return failure(error);
  if (socket.mute || isOver(connection)) return failure('EPIPE');
  const { tcb } = connection;
  if (tcb.state === 'TIME-WAIT' || tcb.state === 'SYN-SENT' || tcb.state === 'SYN-RECEIVED') return null;
  const room = sendBufferOf(socket) - tcb.snd.buffer.length;
  if (room <= 0 && work.rest !== '') return null;
  const bytes = work.rest.slice(0, room);
  const refused = step(connection, { type: 'call', call: { type: 'send', bytes } });
  if (refused !== null) return failure(refused);
  work.rest = work.rest.slice(bytes.length);
  return work.rest === '' ? success(work.total) : null;
}

export function sendBufferOf({ options }: Socket): number {
  const option = options.findLast(({ name }) => name === 'SO_SNDBUF');
  return option?.name === 'SO_SNDBUF' ? option.value : SEND_BUFFER;
}
