/**
 * Traces written by hand, so that these tests need no simulator: A at 10.0.0.1:40000 talks to B at 10.0.0.2:80, 10 ms
 * away. `Scribe` is the pen: it keeps the clock, the ids and the identities.
 */
import { flagNames, seq, type Micros, type Segment, type State, type TimerName } from '@lastack/tcp';
import type { DropReason, Endpoint, Packet, Trace, TraceRecord } from '../src/index.ts';

export const ISS = { A: 1_000_000, B: 7_000_000 } as const;
export type Name = keyof typeof ISS;

const ENDPOINTS: { readonly [name in Name]: Endpoint } = {
  A: { address: '10.0.0.1', port: 40_000 },
  B: { address: '10.0.0.2', port: 80 },
};
const PEER: { readonly [name in Name]: Name } = { A: 'B', B: 'A' };
/** A's socket, B's listener and B's connection. */
export const SOCKET = { A: 1, listener: 2, B: 3 } as const;

type Flags = Partial<Pick<Segment, 'syn' | 'fin' | 'rst' | 'psh'>>;

export class Scribe {
  readonly records: TraceRecord[] = [];
  #now: Micros = 0;
  #packets = 0;
  #calls = 0;
  readonly #sent = new Map<string, number>();

  /** Milliseconds. */
  at(ms: number): this {
    this.#now = Math.round(ms * 1_000);
    return this;
  }

  write(record: TraceRecord): this {
    this.records.push(record);
    return this;
  }

  get #base(): { at: Micros } {
    return { at: this.#now };
  }

  /** Relative numbers; `ack` null for none. */
  packet(from: Name, flags: Flags, relSeq: number, relAck: number | null, octets = 0): Packet {
    const to = PEER[from];
    const segment: Segment = {
      seq: seq(ISS[from] + relSeq),
      ack: relAck === null ? null : seq(ISS[to] + relAck),
      wnd: 65_535,
      syn: false,
      fin: false,
      rst: false,
      psh: octets > 0,
      ...flags,
      text: 'x'.repeat(octets),
      options: {},
    };
    const what = `${from}:${ENDPOINTS[from].port}>${to}:${ENDPOINTS[to].port} ${flagNames(segment)} seq=${relSeq} len=${octets}`;
    const nth = (this.#sent.get(what) ?? 0) + 1;
    this.#sent.set(what, nth);
    const id = (this.#packets += 1);
    return { id, source: ENDPOINTS[from], destination: ENDPOINTS[to], segment, identity: `${what} #${nth}` };
  }

  send(host: Name, flags: Flags, relSeq: number, relAck: number | null, octets = 0): Packet {
    const packet = this.packet(host, flags, relSeq, relAck, octets);
    this.write({ ...this.#base, type: 'transmit', host, socket: SOCKET[host], packet });
    return packet;
  }

  arrive(packet: Packet): this {
    const host: Name = packet.destination.address === ENDPOINTS.A.address ? 'A' : 'B';
    return this.write({ ...this.#base, type: 'arrive', host, socket: SOCKET[host], packet });
  }

  /** The network delivers what it made itself: the same packet under another id. */
  arriveCopy(packet: Packet): this {
    return this.arrive({ ...packet, id: (this.#packets += 1) });
  }

  drop(packet: Packet, reason: DropReason = 'fault'): this {
    const host: Name = packet.source.address === ENDPOINTS.A.address ? 'A' : 'B';
    return this.write({ ...this.#base, type: 'drop', host, packet, reason });
  }

  state(host: Name, from: State, to: State, cause = ''): this {
    return this.write({ ...this.#base, type: 'state', host, socket: SOCKET[host], from, to, cause });
  }

  timer(host: Name, timer: TimerName, action: 'set' | 'stopped' | 'fired', dueMs?: number): this {
    const deadline = dueMs === undefined ? null : dueMs * 1_000;
    return this.write({ ...this.#base, type: 'timer', host, socket: SOCKET[host], timer, action, deadline });
  }

  /** A call; returns its id for `result`. */
  call(host: Name, call: string, fd: number | null, args: (string | number)[] = []): number {
    const id = (this.#calls += 1);
    this.write({ ...this.#base, type: 'call', host, id, call, fd, args });
    return id;
  }

  result(host: Name, id: number, value: number | string | null = 0): this {
    return this.write({ ...this.#base, type: 'result', host, id, value, error: null });
  }

  queues(host: Name, recvQ: number, sendQ: number): this {
    return this.write({ ...this.#base, type: 'queues', host, socket: SOCKET[host], recvQ, sendQ });
  }

  /** Sockets, descriptors and states as a three-way handshake at 0–20 ms leaves them, without the packets. */
  established(): this {
    const any: Endpoint = { address: '0.0.0.0', port: 0 };
    this.write({
      ...this.#base,
      type: 'socket',
      host: 'B',
      socket: SOCKET.listener,
      local: ENDPOINTS.B,
      remote: any,
      parent: null,
    });
    this.write({ ...this.#base, type: 'descriptor', host: 'B', socket: SOCKET.listener, fd: 3, action: 'opened' });
    this.write({
      ...this.#base,
      type: 'state',
      host: 'B',
      socket: SOCKET.listener,
      from: 'CLOSED',
      to: 'LISTEN',
      cause: 'listen',
    });
    this.write({
      ...this.#base,
      type: 'socket',
      host: 'A',
      socket: SOCKET.A,
      local: ENDPOINTS.A,
      remote: ENDPOINTS.B,
      parent: null,
    });
    this.write({ ...this.#base, type: 'descriptor', host: 'A', socket: SOCKET.A, fd: 3, action: 'opened' });
    return this;
  }

  handshake(): this {
    const connect = this.established().call('A', 'connect', 3, ['10.0.0.2:80']);
    this.state('A', 'CLOSED', 'SYN-SENT', 'connect');
    const syn = this.send('A', { syn: true }, 0, null);
    this.at(10).arrive(syn);
    this.write({
      ...this.#base,
      type: 'socket',
      host: 'B',
      socket: SOCKET.B,
      local: ENDPOINTS.B,
      remote: ENDPOINTS.A,
      parent: SOCKET.listener,
    });
    this.state('B', 'LISTEN', 'SYN-RECEIVED', 'SYN');
    const synAck = this.send('B', { syn: true }, 0, 1);
    this.at(20).arrive(synAck).state('A', 'SYN-SENT', 'ESTABLISHED', 'SYN,ACK');
    const ack = this.send('A', {}, 1, 1);
    this.result('A', connect);
    this.at(30).arrive(ack).state('B', 'SYN-RECEIVED', 'ESTABLISHED', 'ACK');
    this.write({ ...this.#base, type: 'descriptor', host: 'B', socket: SOCKET.B, fd: 4, action: 'opened' });
    return this;
  }

  /** A calls close() now. */
  closes(host: Name, fd: number, from: State, to: State): this {
    const id = this.call(host, 'close', fd);
    this.state(host, from, to, 'close');
    this.write({ ...this.#base, type: 'descriptor', host, socket: SOCKET[host], fd, action: 'closed' });
    return this.result(host, id);
  }

  done(): Trace {
    return {
      version: 1,
      seed: 1,
      hosts: [
        { name: 'A', address: ENDPOINTS.A.address, profile: 'rfc9293' },
        { name: 'B', address: ENDPOINTS.B.address, profile: 'rfc9293' },
      ],
      records: this.records,
      end: this.#now,
    };
  }
}

/** Handshake, 100 octets to B, and a close in four segments: B's application waits 100 ms. */
export function fourWayClose(): Trace {
  const pen = new Scribe().handshake();
  pen.at(100);
  const write = pen.call('A', 'send', 3, [100]);
  const data = pen.send('A', {}, 1, 1, 100);
  pen.result('A', write, 100).queues('A', 0, 100);
  pen.at(110).arrive(data).queues('B', 100, 0);
  const ackOfData = pen.send('B', {}, 1, 101);
  const read = pen.call('B', 'recv', 4);
  pen.result('B', read, 100).queues('B', 0, 0);
  pen.at(120).arrive(ackOfData).queues('A', 0, 0);
  return closeInFour(pen, 200).done();
}

function closeInFour(pen: Scribe, ms: number): Scribe {
  pen.at(ms).closes('A', 3, 'ESTABLISHED', 'FIN-WAIT-1');
  const fin = pen.send('A', { fin: true }, 101, 1);
  pen.queues('A', 0, 1);
  pen
    .at(ms + 10)
    .arrive(fin)
    .state('B', 'ESTABLISHED', 'CLOSE-WAIT', 'FIN,ACK')
    .queues('B', 1, 0);
  const ack = pen.send('B', {}, 1, 102);
  pen
    .at(ms + 20)
    .arrive(ack)
    .queues('A', 0, 0)
    .state('A', 'FIN-WAIT-1', 'FIN-WAIT-2', 'ACK');
  pen.at(ms + 100).closes('B', 4, 'CLOSE-WAIT', 'LAST-ACK');
  const finB = pen.send('B', { fin: true }, 1, 102);
  pen.queues('B', 0, 1);
  pen
    .at(ms + 110)
    .arrive(finB)
    .state('A', 'FIN-WAIT-2', 'TIME-WAIT', 'FIN,ACK');
  pen.timer('A', 'time-wait', 'set', ms + 110 + 60_000);
  const last = pen.send('A', {}, 102, 2);
  pen
    .at(ms + 120)
    .arrive(last)
    .state('B', 'LAST-ACK', 'CLOSED', 'ACK');
  pen
    .at(ms + 110 + 60_000)
    .timer('A', 'time-wait', 'fired')
    .state('A', 'TIME-WAIT', 'CLOSED', 'time-wait');
  return pen;
}

/** The close alone; the last ACK is lost, B repeats its FIN after 200 ms, and A's 2 MSL begin again. */
export function lostLastAck(): Trace {
  const pen = new Scribe().established();
  pen.state('A', 'CLOSED', 'ESTABLISHED').state('B', 'CLOSED', 'ESTABLISHED');
  pen.closes('A', 3, 'ESTABLISHED', 'FIN-WAIT-1');
  const fin = pen.send('A', { fin: true }, 1, 1);
  pen.at(10).arrive(fin).state('B', 'ESTABLISHED', 'CLOSE-WAIT', 'FIN,ACK');
  pen.closes('B', 4, 'CLOSE-WAIT', 'LAST-ACK');
  const finB = pen.send('B', { fin: true }, 1, 2);
  pen.timer('B', 'retransmission', 'set', 210);
  pen.at(20).arrive(finB).state('A', 'FIN-WAIT-1', 'TIME-WAIT', 'FIN,ACK');
  pen.timer('A', 'time-wait', 'set', 60_020);
  pen.drop(pen.send('A', {}, 2, 2));
  pen.at(210).timer('B', 'retransmission', 'fired');
  const again = pen.send('B', { fin: true }, 1, 2);
  pen.at(220).arrive(again).timer('A', 'time-wait', 'set', 60_220);
  const last = pen.send('A', {}, 2, 2);
  pen.at(230).arrive(last).state('B', 'LAST-ACK', 'CLOSED', 'ACK');
  pen.at(60_220).timer('A', 'time-wait', 'fired').state('A', 'TIME-WAIT', 'CLOSED', 'time-wait');
  return pen.done();
}

/** Both close at once, and the FINs cross. */
export function simultaneousClose(): Trace {
  const pen = new Scribe().established();
  pen.state('A', 'CLOSED', 'ESTABLISHED').state('B', 'CLOSED', 'ESTABLISHED');
  pen.closes('A', 3, 'ESTABLISHED', 'FIN-WAIT-1');
  const finA = pen.send('A', { fin: true }, 1, 1);
  pen.closes('B', 4, 'ESTABLISHED', 'FIN-WAIT-1');
  const finB = pen.send('B', { fin: true }, 1, 1);
  pen.at(10).arrive(finA).state('B', 'FIN-WAIT-1', 'CLOSING', 'FIN,ACK');
  const ackB = pen.send('B', {}, 2, 2);
  pen.arrive(finB).state('A', 'FIN-WAIT-1', 'CLOSING', 'FIN,ACK');
  const ackA = pen.send('A', {}, 2, 2);
  pen.at(20).arrive(ackB).state('A', 'CLOSING', 'TIME-WAIT', 'ACK').timer('A', 'time-wait', 'set', 60_020);
  pen.arrive(ackA).state('B', 'CLOSING', 'TIME-WAIT', 'ACK').timer('B', 'time-wait', 'set', 60_020);
  pen.at(60_020).timer('A', 'time-wait', 'fired').state('A', 'TIME-WAIT', 'CLOSED', 'time-wait');
  pen.timer('B', 'time-wait', 'fired').state('B', 'TIME-WAIT', 'CLOSED', 'time-wait');
  return pen.done();
}
