/**
 * The simulated host under test: one world with one host in it, the script playing everyone else. Whatever the host
 * sends is queued in order; whatever happens is kept for the ladder.
 * Next: descriptors.ts
 */
import { createWorld } from '@lastack/simulator';
import type { CallResult, SocketView, SystemCall, World } from '@lastack/simulator';
import { add, before, createMachine, PROFILES, segmentLength } from '@lastack/tcp';
import type { IcmpMessage, Machine, Micros, Profile, ProfileName, Segment, Seq, Tcb } from '@lastack/tcp';
import type { Endpoint, Packet, SocketId, Trace, TraceRecord } from '@lastack/trace';
import type { ScriptOptions } from '../parse/option-line.ts';
import type { SysctlChange } from '../parse/sysctl.ts';

/** The lifelines' names in the ladder. */
const HOST = 'kernel';
const PEER = 'script';

/** packetdrill's own addresses: its config.c. */
const ADDRESSES = {
  ipv4: { local: '192.168.0.2', remote: '192.0.2.1' },
  ipv6: { local: 'fd3d:fa7b:d17d::1', remote: '2001:db8::1' },
};

/** IP and TCP headers without options: what an MTU leaves is the MSS. RFC 9293 §3.7.1, MUST-15. */
const HEADERS = { ipv4: 40, ipv6: 60, 'ipv4-mapped-ipv6': 40 } as const;

/** A Tcb before it opens, on an interface of this MSS. */
function withMss(tcb: Tcb, mss: number): Tcb {
  return tcb.state === 'CLOSED' && tcb.mss !== mss ? { ...tcb, mss } : tcb;
}

export interface Sent {
  readonly at: Micros;
  readonly packet: Packet;
}

export class Subject {
  readonly world: World;
  readonly local: string;
  readonly remote: string;
  /** Sent and not yet expected, oldest first. */
  readonly sent: Sent[] = [];
  readonly profile: ProfileName;
  /** Of the interface, octets. */
  readonly mtu: number;
  /** Octets that a new socket can hold; `null`: the simulator's default. */
  receiveBuffer: number | null = null;
  /** What SO_RCVBUF and SO_SNDBUF are until they are set: tcp_rmem[1] and tcp_wmem[1]. */
  receiveMemory = 131_072;
  sendMemory = 16_384;
  /** TCP_MAXSEG of the socket that opens next; 0: what the interface allows. */
  userMss = 0;
  readonly #records: TraceRecord[] = [];
  #flags: Profile;
  #machine: Machine;
  readonly #fixed: boolean;
  readonly #sysctls = new Map<string, number>();
  readonly #waiting: { readonly until: Micros | null; readonly look: (over: boolean) => boolean }[] = [];

  constructor(options: ScriptOptions, profile: ProfileName, machine: Machine | undefined) {
    const addresses = ADDRESSES[options.ipVersion === 'ipv6' ? 'ipv6' : 'ipv4'];
    this.local = options.localIp ?? addresses.local;
    this.remote = options.remoteIp ?? addresses.remote;
    this.profile = profile;
    this.mtu = options.mtu;
    this.#flags = PROFILES[profile];
    this.#fixed = machine !== undefined;
    this.#machine = machine ?? createMachine({ profile: this.#flags });
    const interfaceMss = options.mtu - HEADERS[options.ipVersion];
    const mss = (): number => (this.userMss > 0 ? Math.min(this.userMss, interfaceMss) : interfaceMss);
    this.world = createWorld(
      { version: 1, hosts: { [HOST]: { address: this.local, profile } }, script: [] },
      {
        machine: { step: (tcb, event, env) => this.#machine.step(withMss(tcb, mss()), event, env) },
        observe: (record) => this.#observe(record),
      },
    );
  }

  get now(): Micros {
    return this.world.now;
  }

  #observe(record: TraceRecord): void {
    // Nobody lives at the script's address, so every packet ends there: it has reached the script.
    if (record.type === 'drop' && record.reason === 'no-host') {
      this.#records.push({ type: 'arrive', at: record.at, host: PEER, socket: null, packet: record.packet });
      return;
    }
    if (record.type === 'transmit') this.sent.push({ at: record.at, packet: record.packet });
    if (record.type === 'arrive')
      this.#records.push({ type: 'transmit', at: record.at, host: PEER, socket: null, packet: record.packet });
    this.#records.push(record);
  }

  /** Lets everything happen up to this moment; those who wait for something look after each thing that happens. */
  advance(to: Micros): void {
    while (this.#waiting.length > 0) {
      const deadlines = this.#waiting.map(({ until }) => until ?? Infinity);
      const next = Math.min(this.world.next() ?? Infinity, ...deadlines);
      if (next > to) break;
      this.world.advance(next);
      this.#look();
    }
    this.world.advance(to);
  }

  /** Asks `look` whenever something has happened, until it is content; at `until` it is told that the time is over. */
  watch(until: Micros | null, look: (over: boolean) => boolean): void {
    this.#waiting.push({ until, look });
  }

  #look(): void {
    const waiting = this.#waiting.splice(0);
    this.#waiting.push(...waiting.filter(({ until, look }) => !look(until !== null && this.now >= until)));
  }

  call(call: SystemCall, onResult?: (result: CallResult) => void): CallResult | null {
    const { result } = this.world.call(HOST, call, onResult);
    if (this.#waiting.length > 0 && call.call !== 'getsockopt') this.#look();
    return result;
  }

  /** What the host shows of the socket with this descriptor. */
  viewOf(fd: number): SocketView | null {
    return this.sockets().find(({ fds }) => fds.includes(fd)) ?? null;
  }

  /** How many packets of a socket were sent again. tcpi_total_retrans */
  retransmissions(socket: SocketId): number {
    let furthest: Seq | null = null;
    let again = 0;
    for (const record of this.#records) {
      if (record.type !== 'transmit' || record.host !== HOST || record.socket !== socket) continue;
      const { segment } = record.packet;
      const length = segmentLength(segment);
      if (length === 0) continue;
      if (furthest !== null && before(segment.seq, furthest)) again += 1;
      else furthest = add(segment.seq, length);
    }
    return again;
  }

  /** A sysctl as the script has set it, or its default. */
  sysctl(name: string, standard: number): number {
    return this.#sysctls.get(name) ?? standard;
  }

  inject(ports: { readonly source: number; readonly destination: number }, segment: Segment): void {
    const source: Endpoint = { address: this.remote, port: ports.source };
    const destination: Endpoint = { address: this.local, port: ports.destination };
    this.world.inject({ source, destination, segment });
    if (this.#waiting.length > 0) this.#look();
  }

  /** `ports` are those of the quoted segment: it went from the host to the script. */
  injectIcmp(ports: { readonly source: number; readonly destination: number }, message: IcmpMessage): void {
    const source: Endpoint = { address: this.local, port: ports.source };
    const destination: Endpoint = { address: this.remote, port: ports.destination };
    this.world.icmp({ source, destination }, message);
    if (this.#waiting.length > 0) this.#look();
  }

  sockets(): readonly SocketView[] {
    return this.world.query(HOST).sockets;
  }

  /** `false`: the host does not take this value, or its TCP is not ours to change. */
  change(change: SysctlChange): boolean {
    switch (change.type) {
      case 'host':
        this.#sysctls.set(change.name, Number(change.value));
        return this.call({ call: 'sysctl', name: change.name, value: change.value })?.error === null;
      case 'receive-buffer':
        this.receiveBuffer = change.octets;
        return true;
      case 'receive-memory':
        this.receiveMemory = change.octets;
        return true;
      case 'send-memory':
        this.sendMemory = change.octets;
        return true;
      case 'profile':
        if (this.#fixed) return false;
        this.#flags = { ...this.#flags, ...change.flags };
        this.#machine = createMachine({ profile: this.#flags });
        return true;
    }
  }

  trace(): Trace {
    return {
      version: 1,
      seed: this.world.seed,
      hosts: [...this.world.hosts, { name: PEER, address: this.remote, profile: 'packetdrill' }],
      records: this.#records,
      end: this.now,
    };
  }
}
