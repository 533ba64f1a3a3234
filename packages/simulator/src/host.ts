/**
 * One host: its tables of connections, listeners, descriptors and ports. It is stepped by the files behind it.
 * Its TCP is whatever `Machine` it was given.
 * Next: identity.ts
 */
import {
  seq,
  type IllegalMove,
  type Machine,
  type Seq,
  type Tcb,
  type TcpEvent,
  type Transition,
  type ProfileName,
} from '@lastack/tcp';
import type { HostName } from '@lastack/trace';
import { newCounters, type Counters } from './counters.ts';
import { FourTuples } from './four-tuples.ts';
import { hashText, mix } from './hash.ts';
import { Ports } from './ports.ts';
import type { Running } from './running.ts';
import { addressKey, portKey, type Connection, type Ends, type Socket } from './socket.ts';
import type { HostSysctls } from './sysctls.ts';
import type { Alarm, Universe } from './universe.ts';
import { WaitingRoom } from './waiting.ts';

export interface HostOptions {
  readonly name: HostName;
  readonly address: string;
  readonly profile: ProfileName;
  readonly machine: Machine;
  readonly sysctls: HostSysctls;
  readonly openFiles: number;
  /** Every ISS, in place of RFC 6528's. */
  readonly iss: number | null;
}

/** The first descriptor that socket() gives: 0, 1 and 2 are the terminal. */
export const FIRST_FD = 3;

export class Host {
  readonly universe: Universe;
  readonly index: number;
  readonly name: HostName;
  readonly address: number;
  readonly profile: ProfileName;
  readonly machine: Machine;
  sysctls: HostSysctls;
  readonly openFiles: number;
  readonly counters: Counters = newCounters();
  readonly tuples = new FourTuples();
  /** By row of `tuples`: a connection, or its place in the waiting room. */
  readonly places: (Connection | number)[] = [];
  readonly waiting = new WaitingRoom();
  readonly alarm: Alarm;
  readonly ports = new Ports();
  readonly listeners = new Map<number, Socket>();
  readonly descriptors: (Socket | undefined)[] = [];
  readonly programs: Running[] = [];
  readonly illegalMoves: IllegalMove[] = [];
  #iss: number | null;
  #secret: number;

  constructor(universe: Universe, options: HostOptions) {
    this.universe = universe;
    this.index = universe.hosts.push(this) - 1;
    this.name = options.name;
    this.address = universe.own(options.address, this);
    this.profile = options.profile;
    this.machine = options.machine;
    this.sysctls = options.sysctls;
    this.openFiles = options.openFiles;
    this.alarm = { kind: 'waiting', host: this, scheduled: Infinity };
    this.#iss = options.iss;
    this.#secret = hashText(options.name, universe.seed);
  }

  /** One step of this host's machine. `iss` for the steps that can open a connection. */
  step(tcb: Tcb, event: TcpEvent, iss: Seq = NO_ISS): Transition {
    const transition = this.machine.step(tcb, event, { now: this.universe.now, iss, sysctls: this.sysctls.tcp });
    if (transition.illegal !== undefined) this.illegalMoves.push(transition.illegal);
    return transition;
  }

  /** ISN = M + F(four-tuple, secret): a 4 µs clock and a keyed hash. RFC 9293 §3.4.1, MUST-8, SHLD-1; RFC 6528. */
  issFor(ends: Ends): Seq {
    if (this.#iss !== null) return seq(this.#iss);
    const clock = Math.floor(this.universe.now / 4);
    return seq(clock + mix(mix(this.#secret, addressKey(ends)), portKey(ends)));
  }

  socketAt(fd: number): Socket | null {
    return this.descriptors[fd] ?? null;
  }

  /** The lowest free descriptor, or null at RLIMIT_NOFILE. */
  freeFd(): number | null {
    let fd = FIRST_FD;
    while (this.descriptors[fd] !== undefined) fd += 1;
    return fd < this.openFiles ? fd : null;
  }
}

/** For the steps that cannot open. */
const NO_ISS = seq(0);
