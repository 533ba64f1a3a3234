/**
 * A way through an exploration as a trace, hence as a ladder, a story, a capture. The steps are taken again, with a
 * witness. Between two ticks only the order of steps is known: a trace shows each 10 ms after the one before.
 */
import { unreachable, type Effect, type TcpEvent, type Transition, type UserCall } from '@lastack/tcp';
import { causeOf, type Endpoint, type Packet, type SocketId, type Trace, type TraceRecord } from '@lastack/trace';
import { TICK } from './exploration-profile.ts';
import { begin, openingOf, type TcpSpace } from './exploration.ts';
import type { Witness } from './happen.ts';
import { Packets } from './packets.ts';
import { other, type End, type Flight, type Side, type TcpState } from './scope.ts';
import { takeStep, type TcpStep } from './steps.ts';

const STEP = 10_000;

export const ENDPOINTS: { readonly [side in Side]: Endpoint } = {
  A: { address: '10.0.0.1', port: 40_000 },
  B: { address: '10.0.0.2', port: 80 },
};

type Told<R> = R extends TraceRecord ? Omit<R, 'at'> : never;

/** `steps`: those of a counterexample, or any others that can be taken from the beginning of the space. */
export function retell(space: TcpSpace, steps: readonly { readonly step: TcpStep }[]): Trace {
  const retelling = new Retelling(space);
  for (const step of openingOf(space)) retelling.take(step);
  for (const { step } of steps) retelling.take(step);
  return retelling.trace();
}

class Retelling implements Witness {
  readonly #space: TcpSpace;
  readonly #packets = new Packets(ENDPOINTS);
  readonly #records: TraceRecord[] = [];
  readonly #sockets = new Map<string, SocketId>();
  #state: TcpState;
  #at = 0;
  #calls = 0;
  #arriving: Packet | null = null;

  constructor(space: TcpSpace) {
    this.#space = space;
    this.#state = begin(space.scope);
    if (this.#state.B.tcb.state === 'LISTEN') this.#listen();
  }

  take(step: TcpStep): void {
    const flights = this.#state.flights;
    switch (step.type) {
      case 'deliver':
        this.#arriving = this.#packets.of(flights[step.flight] as Flight);
        break;
      case 'lose': {
        const flight = flights[step.flight] as Flight;
        this.#tell({ type: 'drop', host: other(flight.to), packet: this.#packets.of(flight), reason: 'fault' });
        break;
      }
      case 'call':
        this.#call(step.end, step.call);
        break;
      case 'forge':
        this.#arriving = this.#packets.forged(step.to, step.segment);
        break;
      case 'tick':
      case 'duplicate':
        break;
      default:
        unreachable(step);
    }
    const before = this.#state;
    if (step.type === 'tick') this.#at = before.now + TICK;
    this.#state = takeStep(this.#space.scope, before, step, this);
    if (step.type === 'duplicate')
      this.#packets.copy(flights[step.flight] as Flight, this.#state.flights.at(-1) as Flight);
    if (step.type !== 'duplicate') this.#at += STEP;
  }

  stepped(side: Side, before: End, event: TcpEvent, { effects }: Transition, after: End): void {
    const socket = this.#socketOf(side, after, before);
    if (this.#arriving !== null) {
      this.#tell({ type: 'arrive', host: side, socket, packet: this.#arriving });
      this.#arriving = null;
    }
    if (event.type === 'timeout' && event.timer !== 'delayed-ack' && socket !== null)
      this.#tell({ type: 'timer', host: side, socket, timer: event.timer, action: 'fired', deadline: null });
    if (socket === null) return;
    const [from, to] = [before.tcb.state, after.tcb.state];
    if (from !== to) this.#tell({ type: 'state', host: side, socket, from, to, cause: causeOf(event) });
    this.#timeWait(side, socket, before, event, after);
    for (const effect of effects) this.#effect(side, socket, effect);
  }

  /** The one clock whose setting matters to the reader. */
  #timeWait(host: Side, socket: SocketId, before: End, event: TcpEvent, after: End): void {
    const was = before.tcb.state === 'TIME-WAIT' ? before.tcb.deadline : null;
    const deadline = after.tcb.state === 'TIME-WAIT' ? after.tcb.deadline : null;
    if (was === deadline || (deadline === null && event.type === 'timeout')) return;
    const action = deadline === null ? 'stopped' : 'set';
    this.#tell({ type: 'timer', host, socket, timer: 'time-wait', action, deadline });
  }

  sent(side: Side, flight: Flight): void {
    const end = this.#state[side];
    this.#tell({
      type: 'transmit',
      host: side,
      socket: this.#sockets.get(`${side}${end.life}`) ?? null,
      packet: this.#packets.sent(flight),
    });
  }

  trace(): Trace {
    const profile = 'exploration';
    const hosts = (['A', 'B'] as const).map((name) => ({ name, address: ENDPOINTS[name].address, profile }));
    return { version: 1, seed: 0, hosts, records: this.#records, end: this.#at };
  }

  #tell(record: Told<TraceRecord>): void {
    this.#records.push({ ...record, at: this.#at } as TraceRecord);
  }

  #listen(): void {
    const socket = this.#newSocket('B0');
    const local = { address: '0.0.0.0', port: ENDPOINTS.B.port };
    this.#tell({ type: 'socket', host: 'B', socket, local, remote: null, parent: null });
    this.#tell({ type: 'state', host: 'B', socket, from: 'CLOSED', to: 'LISTEN', cause: 'listen' });
  }

  #call(side: Side, call: UserCall): void {
    this.#calls += 1;
    const id = this.#calls;
    const { name, args, value } = told(call);
    this.#tell({ type: 'call', host: side, id, call: name, fd: 3, args });
    this.#tell({ type: 'result', host: side, id, value, error: call.type === 'open' ? 'EINPROGRESS' : null });
  }

  #effect(side: Side, socket: SocketId, effect: Effect): void {
    if (effect.type === 'signal') this.#tell({ type: 'signal', host: side, socket, signal: effect.signal });
    if (effect.type !== 'deliver') return;
    this.#calls += 1;
    this.#tell({ type: 'call', host: side, id: this.#calls, call: 'recv', fd: 3, args: [] });
    this.#tell({ type: 'result', host: side, id: this.#calls, value: effect.bytes, error: null });
  }

  /** One socket for each connection; whoever has none, and listens, has the listener's. */
  #socketOf(side: Side, after: End, before: End): SocketId | null {
    const isNobody = before.tcb.state === 'CLOSED' && after.tcb.state === 'CLOSED';
    if (isNobody) return null;
    if (after.tcb.state === 'LISTEN') return this.#sockets.get(`${side}0`) ?? null;
    const known = this.#sockets.get(`${side}${after.life}`);
    if (known !== undefined) return known;
    const socket = this.#newSocket(`${side}${after.life}`);
    const parent = before.tcb.state === 'LISTEN' ? (this.#sockets.get(`${side}0`) ?? null) : null;
    this.#tell({ type: 'socket', host: side, socket, local: ENDPOINTS[side], remote: ENDPOINTS[other(side)], parent });
    return socket;
  }

  #newSocket(name: string): SocketId {
    this.#sockets.set(name, this.#sockets.size + 1);
    return this.#sockets.size;
  }
}

/** What an application writes to make this call. */
function told(call: UserCall): { name: string; args: (string | number)[]; value: number } {
  switch (call.type) {
    case 'open':
      return { name: 'connect', args: [`${ENDPOINTS.B.address}:${ENDPOINTS.B.port}`], value: -1 };
    case 'send':
      return { name: 'send', args: [call.bytes], value: call.bytes.length };
    case 'shutdown':
      return { name: 'shutdown', args: ['SHUT_WR'], value: 0 };
    case 'receive':
      return { name: 'recv', args: [call.count], value: call.count };
    case 'close':
    case 'abort':
      return { name: 'close', args: [], value: 0 };
    case 'set-option':
      return { name: 'setsockopt', args: [call.option.name], value: 0 };
    default:
      return unreachable(call);
  }
}
