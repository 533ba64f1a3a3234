/**
 * Runs a host's programs: tells them what happened, makes their calls, tells them the results.
 * Always a moment later in the same instant, so that no program runs inside another's call.
 * Next: system-call.ts
 */
import type { Host } from './host.ts';
import type { Program, ProgramCall, ProgramEvent } from './program.ts';
import type { Socket } from './socket.ts';
import { systemCall } from './system-call.ts';

export interface Running {
  readonly program: Program;
  memory: unknown;
}

/** The events that come from a socket without more ado. */
type SocketEvent = Exclude<ProgramEvent['type'], 'start' | 'accepted' | 'result'>;

export function start(host: Host, program: Program): void {
  const running: Running = { program, memory: program.initial };
  host.programs.push(running);
  host.universe.soon(() => tell(host, running, { type: 'start', now: host.universe.now }));
}

/** Tells every program of the host, unless the descriptor is closed by then. */
export function notify(socket: Socket, type: SocketEvent): void {
  const { host } = socket;
  if (host.programs.length === 0) return;
  host.universe.soon(() => {
    const event = eventOf(socket, type);
    if (event !== null) for (const running of host.programs) tell(host, running, event);
  });
}

/** accept() gave a socket; what has already come for it is told right after. */
export function notifyAccepted(socket: Socket, listener: Socket): void {
  const { host } = socket;
  if (host.programs.length === 0) return;
  host.universe.soon(() => {
    const fd = socket.fds[0];
    const listenerFd = listener.fds[0];
    if (fd === undefined || listenerFd === undefined) return;
    const event: ProgramEvent = { type: 'accepted', now: host.universe.now, fd, listener: listenerFd };
    for (const running of host.programs) tell(host, running, event);
  });
  if (socket.connection?.inbox !== '') notify(socket, 'readable');
  if (socket.connection?.ended) notify(socket, 'peer-closed');
  if (socket.connection?.error != null) notify(socket, 'reset');
}

function eventOf(socket: Socket, type: SocketEvent): ProgramEvent | null {
  const { now } = socket.host.universe;
  const fd = socket.fds[0];
  const { connection } = socket;
  if (fd === undefined) return null;
  switch (type) {
    case 'incoming':
      return socket.listening === null || socket.listening.queue.length === 0 ? null : { type, now, fd };
    case 'connected':
    case 'peer-closed':
      return { type, now, fd };
    case 'readable':
      return connection === null || connection.inbox === '' ? null : { type, now, fd, waiting: connection.inbox };
    case 'reset':
      return { type, now, fd, error: connection?.error ?? 'ECONNRESET' };
  }
}

function tell(host: Host, running: Running, event: ProgramEvent): void {
  const { memory, calls } = running.program.step(running.memory, event);
  running.memory = memory;
  for (const call of calls) {
    if (call.after === undefined || call.after === 0) make(host, running, call);
    else host.universe.soon(() => make(host, running, call), call.after);
  }
}

function make(host: Host, running: Running, call: ProgramCall): void {
  systemCall(host, call, (result) => {
    host.universe.soon(() => tell(host, running, { type: 'result', now: host.universe.now, call, result }));
  });
}
