/**
 * A capture as a trace: its segments, when each was taken, and the states that both ends must have passed. So a
 * capture becomes a ladder, a story and a table like any run. Time 0 is its first packet.
 * Next: findings.ts
 */
import { flagNames, type State } from '@lastack/tcp';
import type { CapturedPacket } from '../pcap/frame.ts';
import type { HostName, Packet, Trace, TraceRecord } from '../record.ts';
import { arrivalsOf } from './arrivals.ts';
import { connectionsOf, otherEnd, type CapturedConnection, type CapturedSegment, type End } from './connections.ts';
import { hostsOf } from './hosts.ts';
import { afterSending, afterTaking, firstState, type EndState } from './states.ts';

interface Side {
  readonly host: HostName;
  readonly socket: number;
  known: EndState | null;
}

/** A record, and the segment behind it in the order of the capture: connections are told apart, then merged by it. */
interface Placed {
  readonly frame: number;
  readonly record: TraceRecord;
}

class ConnectionTeller {
  readonly placed: Placed[] = [];
  readonly #connection: CapturedConnection;
  readonly #sides: readonly [Side, Side];
  readonly #sent = new Map<string, number>();
  readonly #packets = new Map<number, Packet>();

  constructor(connection: CapturedConnection, hosts: readonly [HostName, HostName], sockets: number) {
    this.#connection = connection;
    const side = (end: End): Side => ({
      host: hosts[end],
      socket: sockets + end,
      known: firstState(connection, end),
    });
    this.#sides = [side(0), side(1)];
    this.#introduce();
    const arrivals = arrivalsOf(connection.segments);
    let next = 0;
    for (const [index, segment] of connection.segments.entries()) {
      for (; arrivals[next]?.before === index; next += 1) this.#arrive(arrivals[next]!.segment, segment);
      this.#transmit(index, segment);
      for (; arrivals[next]?.segment === index && arrivals[next]!.before === null; next += 1) {
        this.#arrive(index, segment);
      }
    }
  }

  #introduce(): void {
    const [first] = this.#connection.segments;
    for (const end of [0, 1] as const) {
      const { host, socket, known } = this.#sides[end];
      const base = { at: first!.at, host, socket };
      const [local, remote] = [this.#connection.ends[end], this.#connection.ends[otherEnd(end)]];
      this.#write(first!, { type: 'socket', ...base, local, remote, parent: null });
      if (known?.state === 'ESTABLISHED') this.#move(first!, this.#sides[end], 'CLOSED', 'ESTABLISHED', 'capture');
    }
  }

  #write({ packet: { frame } }: CapturedSegment, record: TraceRecord): void {
    this.placed.push({ frame, record });
  }

  #move(when: CapturedSegment, { host, socket }: Side, from: State, to: State, cause: string): void {
    if (from !== to) this.#write(when, { type: 'state', at: when.at, host, socket, from, to, cause });
  }

  /** A segment's identity, as the simulator writes it. */
  #identify({ from, segment, start }: CapturedSegment): string {
    const { ends } = this.#connection;
    const [here, there] = [this.#sides[from], this.#sides[otherEnd(from)]];
    const way = `${here.host}:${ends[from].port}>${there.host}:${ends[otherEnd(from)].port}`;
    const what = `${way} ${flagNames(segment)} seq=${start} len=${segment.text.length}`;
    const nth = (this.#sent.get(what) ?? 0) + 1;
    this.#sent.set(what, nth);
    return `${what} #${nth}`;
  }

  #transmit(index: number, captured: CapturedSegment): void {
    const side = this.#sides[captured.from];
    const { frame, source, destination, segment } = captured.packet;
    const packet = { id: frame, source, destination, segment, identity: this.#identify(captured) };
    this.#packets.set(index, packet);
    const cause = flagNames(segment);
    const was = side.known!;
    side.known = afterSending(was, captured);
    this.#move(captured, side, was.state, side.known.state, cause);
    this.#write(captured, { type: 'transmit', at: captured.at, host: side.host, socket: side.socket, packet });
  }

  #arrive(index: number, when: CapturedSegment): void {
    const captured = this.#connection.segments[index]!;
    const side = this.#sides[otherEnd(captured.from)];
    const packet = this.#packets.get(index)!;
    this.#write(when, { type: 'arrive', at: when.at, host: side.host, socket: side.socket, packet });
    const was = side.known;
    if (was === null) return;
    side.known = afterTaking(was, captured);
    this.#move(when, side, was.state, side.known.state, flagNames(captured.segment));
  }

  get states(): readonly [State | null, State | null] {
    return [this.#sides[0].known?.state ?? null, this.#sides[1].known?.state ?? null];
  }
}

/** One connection told: its records, and the states in which the capture leaves both ends. */
export interface ToldConnection {
  readonly connection: CapturedConnection;
  readonly hosts: readonly [HostName, HostName];
  /** `null` for an end that never said anything. */
  readonly states: readonly [State | null, State | null];
  readonly placed: readonly Placed[];
}

export interface ToldCapture {
  readonly trace: Trace;
  readonly connections: readonly ToldConnection[];
}

/** The trace, and the connections behind it. */
export function tellCapture(packets: readonly CapturedPacket[]): ToldCapture {
  const connections = connectionsOf(packets);
  const { hosts, hostOf } = hostsOf(connections);
  const told = connections.map((connection, index): ToldConnection => {
    const names = [hostOf(connection, 0), hostOf(connection, 1)] as const;
    const { placed, states } = new ConnectionTeller(connection, names, 2 * index + 1);
    return { connection, hosts: names, states, placed };
  });
  const records = told
    .flatMap(({ placed }) => placed)
    .sort((a, b) => a.frame - b.frame)
    .map(({ record }) => record);
  const end = records.reduce((latest, { at }) => Math.max(latest, at), 0);
  return { trace: { version: 1, seed: 0, hosts, records, end }, connections: told };
}

/** What a capture shows, with states inferred. Packets must stand in the order of the capture, as `readPcap` gives them. */
export const traceFromPackets = (packets: readonly CapturedPacket[]): Trace => tellCapture(packets).trace;
