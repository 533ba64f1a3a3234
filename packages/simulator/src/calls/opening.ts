/**
 * socket(), bind(), listen(), accept(), connect(). Null: the call would block.
 * Next: choosing.ts
 */
import { createTcb, PROFILES, type Tcb, type TcbOptions, type UserCall } from '@lastack/tcp';
import type { CallResult } from '../call.ts';
import type { Host } from '../host.ts';
import { notifyAccepted } from '../running.ts';
import { Connection, Socket } from '../socket.ts';
import { register, step } from '../stepping.ts';
import { failure, success } from '../waking.ts';
import { chooseEnds, choosePortToBind } from './choosing.ts';
import { tcpOption } from './options.ts';

/** A descriptor for a socket, recorded. */
export function open(socket: Socket, fd: number): void {
  const { host } = socket;
  host.descriptors[fd] = socket;
  socket.fds.push(fd);
  host.universe.recorder?.descriptor(host, socket.id, fd, 'opened');
}

export function socket(host: Host, nonBlocking: boolean): CallResult {
  const fd = host.freeFd();
  if (fd === null) return failure('EMFILE');
  const made = new Socket(host.universe.nextSocket(), host);
  made.nonBlocking = nonBlocking;
  host.universe.recorder?.socket(host, made.id, null, null);
  open(made, fd);
  return success(fd);
}

export function bind(socket: Socket, port: number, address: string | undefined): CallResult {
  const { host } = socket;
  if (socket.bound !== null || socket.connection !== null) return failure('EINVAL');
  const local = address === undefined || address === '0.0.0.0' ? null : host.universe.resolve(address);
  if (local !== null && host.universe.hostOf(host, local) !== host) return failure('EADDRNOTAVAIL');
  const shares = socket.reuseAddress;
  const chosen = port === 0 ? choosePortToBind(host) : port;
  if (chosen === null || !host.ports.mayBind(chosen, shares)) return failure('EADDRINUSE');
  holdPort(socket, local, chosen, shares);
  return success();
}

function holdPort(socket: Socket, local: number | null, port: number, shares: boolean): void {
  const { host } = socket;
  socket.bound = { local, hold: { port, shares, bound: true } };
  host.ports.take(socket.bound.hold);
  const ends = local === null ? { localPort: port } : { local, localPort: port };
  host.universe.recorder?.socket(host, socket.id, ends, null);
}

export function listen(socket: Socket, backlog: number): CallResult {
  const { host } = socket;
  if (socket.connection !== null) return failure('EINVAL');
  const most = Math.min(backlog, host.sysctls.maxBacklog);
  if (socket.listening !== null) socket.listening.backlog = most;
  else if (socket.bound === null) {
    const bound = bind(socket, 0, undefined);
    if (bound.error !== null) return bound;
  }
  if (socket.listening === null && !startListening(socket, most)) return failure('EADDRINUSE');
  host.universe.recorder?.queuesOf(host, socket);
  return success();
}

/** A listener shares its port with nobody who listens, SO_REUSEADDR or not. */
function startListening(socket: Socket, backlog: number): boolean {
  const { host, bound } = socket;
  const { port } = bound!.hold;
  host.ports.release(bound!.hold);
  if (!host.ports.mayBind(port, socket.reuseAddress)) {
    host.ports.take(bound!.hold);
    return false;
  }
  socket.bound = { local: bound!.local, hold: { port, shares: false, bound: true } };
  host.ports.take(socket.bound.hold);
  const tcb = host.step(createTcb(tcbOptions(socket)), PASSIVE_OPEN).tcb;
  socket.listening = { tcb: withOptions(socket, tcb), backlog, queue: [], handshakes: new Set() };
  host.listeners.set(port, socket);
  host.universe.recorder?.state(host, socket.id, 'CLOSED', 'LISTEN', 'open');
  return true;
}

const PASSIVE_OPEN = { type: 'call', call: { type: 'open', mode: 'passive' } } as const;
const ACTIVE_OPEN = { type: 'open', mode: 'active' } as const;

/** The Tcb after the options that the socket was given before it had one. */
function withOptions({ host, options }: Socket, tcb: Tcb): Tcb {
  let after = tcb;
  for (const each of options) {
    const option = tcpOption(each);
    if (option === null) continue;
    after = host.step(after, { type: 'call', call: { type: 'set-option', option } }).tcb;
  }
  return after;
}

/** What the host knows before the peer says anything: RCV.BUFF where SO_RCVBUF was set, and IPv6's smallest MSS. MUST-15. */
function tcbOptions({ options, host }: Socket): TcbOptions {
  const option = options.findLast(({ name }) => name === 'SO_RCVBUF');
  return {
    ...(option?.name === 'SO_RCVBUF' && { receiveBuffer: option.value }),
    ...(host.universe.addressOf(host.address).includes(':') && { defaultMss: 1220 }),
  };
}

export function accept(socket: Socket): CallResult | null {
  const { listening, host } = socket;
  if (listening === null) return failure('EINVAL');
  // Linux takes the descriptor before it looks at the queue: EMFILE even when nobody waits. accept(2)
  if (host.freeFd() === null) return failure('EMFILE');
  return listening.queue.length === 0 ? null : takeFromQueue(socket);
}

/** The oldest of the accept queue gets a socket and a descriptor; it stays in the queue when there is none. */
export function takeFromQueue(listener: Socket): CallResult {
  const { host, listening } = listener;
  const fd = host.freeFd();
  if (fd === null) return failure('EMFILE');
  const connection = listening!.queue.shift()!;
  const made = new Socket(connection.id, host);
  made.options.push(...listener.options);
  made.connection = connection;
  connection.socket = made;
  connection.parent = null;
  open(made, fd);
  host.universe.recorder?.queuesOf(host, listener);
  notifyAccepted(made, listener);
  return success(fd);
}

/** `call`: what the machine is told; SEND for sendto() on a listener. */
export function connect(
  socket: Socket,
  address: string,
  port: number,
  call: UserCall = ACTIVE_OPEN,
): CallResult | null {
  const { host } = socket;
  const { universe } = host;
  if (socket.connection !== null || (socket.listening !== null && !mayCallOut(socket))) return failure('EISCONN');
  const remote = universe.resolve(address);
  if (!universe.network.reaches(host, remote)) return failure('ENETUNREACH');
  const chosen = chooseEnds(socket, remote, port);
  if (chosen === null) return failure('EADDRNOTAVAIL');
  const { ends, iss } = chosen;
  const hold = { port: ends.localPort, shares: socket.reuseAddress, bound: socket.bound !== null };
  const connection = new Connection(socket.id, host, ends, hold, tcbToOpen(socket));
  socket.connection = connection;
  connection.socket = socket;
  register(connection);
  host.counters.TcpActiveOpens += 1;
  universe.recorder?.socket(host, socket.id, ends, null);
  const refused = step(connection, { type: 'call', call }, iss);
  return refused === null ? null : failure(refused);
}

/** An OPEN or a SEND that names a remote socket makes an idle listener call out. RFC 9293 §3.10.1, §3.10.2; no BSD socket. */
export function mayCallOut({ listening, host }: Socket): boolean {
  const idle = listening !== null && listening.queue.length === 0 && listening.handshakes.size === 0;
  return idle && PROFILES[host.profile].listenMayBecomeActive;
}

/** CLOSED, with the socket's options; a listener's own, which listens no more. */
function tcbToOpen(socket: Socket): Tcb {
  const { host, listening, bound } = socket;
  if (listening === null) return withOptions(socket, createTcb(tcbOptions(socket)));
  host.listeners.delete(bound!.hold.port);
  socket.listening = null;
  return listening.tcb;
}
