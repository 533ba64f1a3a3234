/**
 * Writes down what happens, when somebody observes. Without an observer there is no recorder, and no work.
 * Next: query.ts
 */
import type { Signal, State, Tcb, TcpEvent, TimerName } from '@lastack/tcp';
import { TIMERS } from '@lastack/tcp';
import type { DropReason, Packet, SocketId, TraceRecord } from '@lastack/trace';
import type { CallResult } from './call.ts';
import type { Host } from './host.ts';
import type { Connection, Ends, Socket } from './socket.ts';
import type { Universe } from './universe.ts';

export type Observe = (record: TraceRecord) => void;

/** Recv-Q and Send-Q as last written. */
type Queues = readonly [recvQ: number, sendQ: number];

export class Recorder {
  #universe: Universe;
  #observe: Observe;
  #queues = new Map<SocketId, Queues>();

  constructor(universe: Universe, observe: Observe) {
    this.#universe = universe;
    this.#observe = observe;
  }

  transmit(host: Host, socket: SocketId | null, packet: Packet): void {
    this.#observe({ at: this.#universe.now, host: host.name, type: 'transmit', socket, packet });
  }

  arrive(host: Host, socket: SocketId | null, packet: Packet): void {
    this.#observe({ at: this.#universe.now, host: host.name, type: 'arrive', socket, packet });
  }

  drop(host: Host, packet: Packet, reason: DropReason): void {
    this.#observe({ at: this.#universe.now, host: host.name, type: 'drop', packet, reason });
  }

  call(host: Host, id: number, call: string, fd: number | null, args: readonly (string | number)[]): void {
    this.#observe({ at: this.#universe.now, host: host.name, type: 'call', id, call, fd, args });
  }

  result(host: Host, id: number, result: CallResult): void {
    this.#observe({
      at: this.#universe.now,
      host: host.name,
      type: 'result',
      id,
      value: result.value,
      error: result.error,
    });
  }

  note(host: Host, text: string): void {
    this.#observe({ at: this.#universe.now, host: host.name, type: 'note', text });
  }

  descriptor(host: Host, socket: SocketId, fd: number, action: 'opened' | 'closed'): void {
    this.#observe({ at: this.#universe.now, host: host.name, type: 'descriptor', socket, fd, action });
  }

  signal(host: Host, socket: SocketId, signal: Signal): void {
    this.#observe({ at: this.#universe.now, host: host.name, type: 'signal', socket, signal });
  }

  socket(host: Host, socket: SocketId, ends: Partial<Ends> | null, parent: SocketId | null): void {
    const endpoint = (address: number | undefined, port: number | undefined) =>
      port === undefined
        ? null
        : { address: address === undefined ? '0.0.0.0' : this.#universe.addressOf(address), port };
    const local = endpoint(ends?.local, ends?.localPort);
    const remote = endpoint(ends?.remote, ends?.remotePort);
    this.#observe({ at: this.#universe.now, host: host.name, type: 'socket', socket, local, remote, parent });
  }

  state(host: Host, socket: SocketId, from: State, to: State, cause: string): void {
    if (from !== to) this.#observe({ at: this.#universe.now, host: host.name, type: 'state', socket, from, to, cause });
  }

  /** A clock has run out: before what it does. */
  fired(host: Host, socket: SocketId, event: TcpEvent): void {
    if (event.type !== 'timeout') return;
    const { timer } = event;
    this.#observe({
      at: this.#universe.now,
      host: host.name,
      type: 'timer',
      socket,
      timer,
      action: 'fired',
      deadline: null,
    });
  }

  /** The clocks that a step has set or stopped; the one that fired has stopped by itself. */
  timers(host: Host, socket: SocketId, before: Tcb, after: Tcb, event: TcpEvent): void {
    for (const timer of TIMERS) {
      const was = deadlineOf(before, timer);
      const deadline = deadlineOf(after, timer);
      if (deadline === was || (deadline === null && event.type === 'timeout' && event.timer === timer)) continue;
      const action = deadline === null ? 'stopped' : 'set';
      this.#observe({ at: this.#universe.now, host: host.name, type: 'timer', socket, timer, action, deadline });
    }
  }

  queues(host: Host, socket: SocketId, recvQ: number, sendQ: number): void {
    const written = this.#queues.get(socket);
    if ((written?.[0] ?? 0) === recvQ && (written?.[1] ?? 0) === sendQ) return;
    if (recvQ === 0 && sendQ === 0) this.#queues.delete(socket);
    else this.#queues.set(socket, [recvQ, sendQ]);
    this.#observe({ at: this.#universe.now, host: host.name, type: 'queues', socket, recvQ, sendQ });
  }

  /** A connection's or a listener's. */
  queuesOf(host: Host, of: Connection | Socket): void {
    const [recvQ, sendQ] = queuesOf(of);
    this.queues(host, of.id, recvQ, sendQ);
  }
}

const deadlineOf = (tcb: Tcb, timer: TimerName): number | null => {
  if (tcb.state !== 'TIME-WAIT') return tcb.timers[timer];
  return timer === 'time-wait' ? tcb.deadline : null;
};

/**
 * Recv-Q and Send-Q as `ss` prints them. A FIN counts one in Recv-Q until recv() has told the end, and one in Send-Q
 * until it is acknowledged; a listener shows its accept queue and its backlog.
 */
export function queuesOf(of: Connection | Socket): Queues {
  if ('listening' in of) return of.listening === null ? [0, 0] : [of.listening.queue.length, of.listening.backlog];
  const { tcb, inbox, ended, endRead } = of;
  if (tcb.state === 'TIME-WAIT' || tcb.state === 'CLOSED') return [0, 0];
  const finInFlight = tcb.state === 'FIN-WAIT-1' || tcb.state === 'CLOSING' || tcb.state === 'LAST-ACK' ? 1 : 0;
  const synInFlight = tcb.state === 'SYN-SENT' ? 1 : 0;
  return [inbox.length + (ended && !endRead ? 1 : 0), tcb.snd.buffer.length + finInFlight + synInFlight];
}
