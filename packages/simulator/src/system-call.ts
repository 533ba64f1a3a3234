/**
 * A system call: recorded when it begins, answered at once or when it can be.
 * Next: calls/opening.ts
 */
import type { Bytes } from '@lastack/tcp';
import type { CallHandle, CallResult, Destination, OnResult, SystemCall } from './call.ts';
import { close, dup, exit, shutdown } from './calls/closing.ts';
import { recv, send } from './calls/data.ts';
import { accept, bind, connect, listen, mayCallOut, socket as newSocket } from './calls/opening.ts';
import { setOption, setSysctl, socketError } from './calls/options.ts';
import type { Host } from './host.ts';
import type { Pending, Socket } from './socket.ts';
import { inLinuxUnits } from './socket-option.ts';
import { failure, finish, success } from './waking.ts';

export function systemCall(host: Host, call: SystemCall, onResult: OnResult | null = null): CallHandle {
  const { universe } = host;
  const handle: CallHandle = { id: universe.nextCall(), begun: universe.now, result: null };
  universe.recorder?.call(host, handle.id, call.call, 'fd' in call ? call.fd : null, argumentsOf(call));
  const pending: Pending = { handle, call, onResult };
  const result = perform(host, call, pending);
  // connect() and close() may have returned already, from within.
  if (result !== null && handle.result === null) finish(host, pending, result);
  return handle;
}

/** Null: the call is blocked, and will return later. */
function perform(host: Host, call: SystemCall, pending: Pending): CallResult | null {
  switch (call.call) {
    case 'socket':
      return newSocket(host, call.nonBlocking ?? false);
    case 'sysctl':
      return setSysctl(host, call.name, call.value);
    case 'exit':
      return exit(host, pending);
    default: {
      const socket = host.socketAt(call.fd);
      return socket === null ? failure('EBADF') : performOn(socket, call, pending);
    }
  }
}

type SocketCall = Extract<SystemCall, { readonly fd: number }>;

function performOn(socket: Socket, call: SocketCall, pending: Pending): CallResult | null {
  switch (call.call) {
    case 'bind':
      return bind(socket, call.port, call.address);
    case 'listen':
      return listen(socket, call.backlog);
    case 'accept':
      return accept(socket) ?? block(socket, 'EAGAIN', () => socket.accepting.push(pending));
    case 'connect':
      return beginConnect(socket, call.address, call.port, pending);
    case 'send':
      if (call.to !== undefined && mayCallOut(socket)) return sendAndOpen(socket, call.to, call.bytes);
      return beginSend(socket, call.bytes, pending);
    case 'recv': {
      const result = socket.receiving.length > 0 ? null : recv(socket, call.count);
      return result ?? block(socket, 'EAGAIN', () => socket.receiving.push(pending));
    }
    case 'shutdown':
      return shutdown(socket, call.how);
    case 'close':
    case 'abort':
      return close(socket, call.fd, pending, call.call === 'abort');
    case 'dup':
      return dup(socket);
    case 'setsockopt':
      return setOption(socket, call.option);
    case 'getsockopt':
      return socketError(socket);
    case 'fcntl':
      socket.nonBlocking = call.nonBlocking;
      return success();
  }
}

/** Waits, unless O_NONBLOCK says otherwise. */
function block(socket: Socket, error: 'EAGAIN' | 'EINPROGRESS', wait: () => void): CallResult | null {
  if (socket.nonBlocking) return failure(error);
  wait();
  return null;
}

function beginConnect(socket: Socket, address: string, port: number, pending: Pending): CallResult | null {
  // The answer may come before connect() has returned here: loopback has no delay, but a machine may refuse.
  if (!socket.nonBlocking && socket.connection === null) socket.connecting = pending;
  const result = connect(socket, address, port);
  if (result !== null) socket.connecting = null;
  return result ?? (socket.nonBlocking ? failure('EINPROGRESS') : null);
}

/** §3.10.2, LISTEN: the text waits for the connection that the SEND opens. */
const sendAndOpen = (socket: Socket, { address, port }: Destination, bytes: Bytes): CallResult =>
  connect(socket, address, port, { type: 'send', bytes }) ?? success(bytes.length);

function beginSend(socket: Socket, bytes: string, pending: Pending): CallResult | null {
  const work = { pending, total: bytes.length, rest: bytes };
  const result = socket.sending.length > 0 ? null : send(socket, work);
  if (result !== null) return result;
  const taken = work.total - work.rest.length;
  if (socket.nonBlocking) return taken > 0 ? success(taken) : failure('EAGAIN');
  socket.sending.push(work);
  return null;
}

/** What strace would show, small and printable. */
function argumentsOf(call: SystemCall): (string | number)[] {
  switch (call.call) {
    case 'bind':
      return call.address === undefined ? [call.port] : [call.address, call.port];
    case 'listen':
      return [call.backlog];
    case 'connect':
      return [call.address, call.port];
    case 'send':
      return [preview(call.bytes), call.bytes.length, ...(call.to ? [call.to.address, call.to.port] : [])];
    case 'recv':
      return [call.count];
    case 'shutdown':
      return [call.how];
    case 'setsockopt':
      return [call.option.name, optionValue(inLinuxUnits(call.option).value)];
    case 'getsockopt':
      return [call.name];
    case 'fcntl':
      return ['F_SETFL', call.nonBlocking ? 'O_NONBLOCK' : 0];
    case 'sysctl':
      return [call.name, call.value];
    case 'socket':
    case 'accept':
    case 'close':
    case 'abort':
    case 'dup':
    case 'exit':
      return [];
  }
}

const preview = (bytes: string): string => (bytes.length > 24 ? `${bytes.slice(0, 24)}…` : bytes);

function optionValue(value: boolean | number | { readonly on: boolean; readonly seconds: number }): string | number {
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  return `{${value.on ? 1 : 0}, ${value.seconds}}`;
}
