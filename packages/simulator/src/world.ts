/**
 * A world: hosts, links and virtual time, made from a scenario and moved on by its caller.
 * Next: run.ts
 */
import type { IcmpMessage, Machine, Micros, Segment } from '@lastack/tcp';
import type { Endpoint, HostName, TraceHost } from '@lastack/trace';
import { arrive, arriveIcmp, expire, isExpiring } from './arrivals.ts';
import type { CallHandle, OnResult, SystemCall } from './call.ts';
import { Faults } from './fault.ts';
import { Host } from './host.ts';
import { Network } from './network.ts';
import type { Program } from './program.ts';
import { viewOf, type HostView } from './query.ts';
import { Recorder, type Observe } from './recorder.ts';
import { DEFAULT_PROFILE, referenceMachine } from './reference.ts';
import { rulesProgram } from './rules.ts';
import { start } from './running.ts';
import type { HostSpec, ProgramSpec, RuleSpec, Scenario } from './scenario.ts';
import { playScript } from './script.ts';
import { fire, isDue } from './stepping.ts';
import { sysctlsAtFirst, withSysctl, type HostSysctls } from './sysctls.ts';
import { systemCall } from './system-call.ts';
import { Universe, type Happening } from './universe.ts';

export interface WorldOptions {
  /** One for all hosts, or by host; absent: the reference with the host's profile. */
  readonly machine?: Machine | Readonly<Record<HostName, Machine>>;
  /** In place of the scenario's; 1 when neither says. */
  readonly seed?: number;
  /** What `{ "program": name }` in a host's programs stands for. */
  readonly programs?: Readonly<Record<string, Program>>;
  /** Told of every record, in order. It must not call the world back. Absent: nothing is written down. */
  readonly observe?: Observe;
}

/** A packet from outside, as packetdrill's `<`. */
export interface InjectedPacket {
  readonly source: Endpoint;
  readonly destination: Endpoint;
  readonly segment: Segment;
}

export interface World {
  readonly now: Micros;
  readonly seed: number;
  readonly hosts: readonly TraceHost[];
  /** When something happens next; null: never again, unless somebody calls. */
  next(): Micros | null;
  /** Lets everything happen up to and including this moment. */
  advance(to: Micros): void;
  /** A system call on a host, now. */
  call(host: HostName, call: SystemCall, onResult?: OnResult): CallHandle;
  /** A packet arrives now, whatever the links say. */
  inject(packet: InjectedPacket): void;
  /** A router, or the other host, says this now of a segment from `source` to `destination`. RFC 9293 §3.9.2.2. */
  icmp(about: Pick<InjectedPacket, 'source' | 'destination'>, message: IcmpMessage): void;
  query(host: HostName): HostView;
}

export function createWorld(scenario: Scenario, options: WorldOptions = {}): World {
  const seed = options.seed ?? scenario.seed ?? 1;
  const universe = new Universe(seed);
  if (options.observe !== undefined) universe.recorder = new Recorder(universe, options.observe);
  const specs = Object.entries(scenario.hosts);
  specs.forEach(([name, spec], index) => addHost(universe, name, spec, index, options.machine));
  universe.network = new Network(universe, universe.hosts, scenario.links, new Faults(scenario.faults ?? []));
  specs.forEach(([, spec], index) => {
    for (const program of programsOf(spec, options.programs ?? {})) start(universe.hosts[index]!, program);
  });
  playScript(universe, scenario.script);
  return new SimulatedWorld(universe);
}

class SimulatedWorld implements World {
  readonly hosts: readonly TraceHost[];
  #universe: Universe;
  #atThisInstant = 0;

  constructor(universe: Universe) {
    this.#universe = universe;
    this.hosts = universe.hosts.map((host) => ({
      name: host.name,
      address: universe.addressOf(host.address),
      profile: host.profile,
    }));
  }

  get now(): Micros {
    return this.#universe.now;
  }

  get seed(): number {
    return this.#universe.seed;
  }

  next(): Micros | null {
    const { agenda } = this.#universe;
    while (agenda.size > 0) {
      const { item, at } = agenda;
      if (!isStale(item, at)) return at;
      agenda.drop();
    }
    return null;
  }

  advance(to: Micros): void {
    const universe = this.#universe;
    for (let at = this.next(); at !== null && at <= to; at = this.next()) {
      this.#guard(at);
      universe.now = at;
      const { item } = universe.agenda;
      universe.agenda.drop();
      happen(item);
    }
    universe.now = Math.max(universe.now, to);
  }

  call(host: HostName, call: SystemCall, onResult?: OnResult): CallHandle {
    return systemCall(this.#host(host), call, onResult ?? null);
  }

  inject(packet: InjectedPacket): void {
    arrive(this.#universe.network.inject(packet.source, packet.destination, packet.segment));
  }

  icmp({ source, destination }: Pick<InjectedPacket, 'source' | 'destination'>, message: IcmpMessage): void {
    const universe = this.#universe;
    const [local, remote] = [universe.numberOf(source.address), universe.numberOf(destination.address)];
    const host = universe.hosts.find(({ address }) => address === local);
    if (host === undefined) throw new Error(`No host has the address ${source.address}`);
    arriveIcmp(host, { local, localPort: source.port, remote, remotePort: destination.port }, message);
  }

  query(host: HostName): HostView {
    return viewOf(this.#host(host));
  }

  #host(name: HostName): Host {
    const host = this.#universe.hosts.find((each) => each.name === name);
    if (host === undefined) throw new Error(`No host is called ${name}`);
    return host;
  }

  /** Two machines that answer each other without delay would hold time still. */
  #guard(at: Micros): void {
    this.#atThisInstant = at === this.#universe.now ? this.#atThisInstant + 1 : 0;
    if (this.#atThisInstant > MOST_AT_ONE_INSTANT) {
      throw new Error(`Time stands still at ${at / 1_000} ms: a million things have happened in that instant`);
    }
  }
}

const MOST_AT_ONE_INSTANT = 1_000_000;

/** Clocks are moved and stopped without a word to the agenda: what it then finds too early, or in vain, is stale. */
function isStale(item: Happening, at: Micros): boolean {
  if (item.kind === 'connection') return !isDue(item, at);
  return item.kind === 'waiting' && !isExpiring(item, at);
}

function happen(item: Happening): void {
  switch (item.kind) {
    case 'flight':
      return arrive(item);
    case 'connection':
      return fire(item);
    case 'waiting':
      return expire(item.host);
    case 'icmp':
      return arriveIcmp(item.host, item.ends, item.message);
    case 'moment':
      return item.act();
  }
}

function addHost(
  universe: Universe,
  name: HostName,
  spec: HostSpec,
  index: number,
  machines: WorldOptions['machine'],
): Host {
  return new Host(universe, {
    name,
    address: spec.address ?? `10.0.${(index + 1) >> 8}.${(index + 1) & 255}`,
    profile: spec.profile ?? DEFAULT_PROFILE,
    machine: machineFor(name, machines) ?? referenceMachine(spec),
    sysctls: sysctlsOf(name, spec),
    openFiles: spec.openFiles ?? DEFAULT_OPEN_FILES,
    iss: spec.iss ?? null,
  });
}

/** RLIMIT_NOFILE's usual soft limit. getrlimit(2) */
const DEFAULT_OPEN_FILES = 1_024;

function machineFor(name: HostName, machines: WorldOptions['machine']): Machine | undefined {
  if (machines === undefined) return undefined;
  return isMachine(machines) ? machines : machines[name];
}

const isMachine = (machines: NonNullable<WorldOptions['machine']>): machines is Machine =>
  typeof machines.step === 'function';

function sysctlsOf(host: HostName, spec: HostSpec): HostSysctls {
  let sysctls = sysctlsAtFirst(spec.profile ?? DEFAULT_PROFILE);
  for (const [name, value] of Object.entries(spec.sysctls ?? {})) {
    const changed = withSysctl(sysctls, name, value);
    if (changed === null) throw new Error(`Host ${host}: ${name} = ${value} is no sysctl that this world knows`);
    sysctls = changed;
  }
  return sysctls;
}

/** The host's rules are one program; each named one is another. */
function programsOf(spec: HostSpec, named: Readonly<Record<string, Program>>): Program[] {
  const specs = spec.programs ?? [];
  const rules = specs.filter((each): each is RuleSpec => 'on' in each);
  const others = specs.filter((each): each is Exclude<ProgramSpec, RuleSpec> => 'program' in each);
  const programs = others.map(({ program }) => {
    const found = Object.hasOwn(named, program) ? named[program] : undefined;
    if (found === undefined) throw new Error(`No program is called ${program}; give it in the option "programs"`);
    return found;
  });
  return rules.length === 0 ? programs : [rulesProgram(rules), ...programs];
}
