/**
 * Two machines and a wire between them, for tests of the machine alone. The real world is the simulator.
 * Segments take `delay`; a test may lose or hold them by looking at each; clocks fire when they are due.
 */
import {
  createMachine,
  createTcb,
  DEFAULT_SYSCTLS,
  flagNames,
  nextDeadline,
  seq,
  type Connection,
  type Effect,
  type Machine,
  type Profile,
  type ProfileName,
  type Segment,
  type SocketOption,
  type Sysctls,
  type Tcb,
  type TcbOptions,
  type TcpEvent,
  type TimeWait,
  type UserCall,
} from '../../src/index.ts';

export type Name = 'A' | 'B';

export interface Sent {
  readonly at: number;
  readonly from: Name;
  readonly segment: Segment;
}

export interface PairOptions {
  readonly profile?: ProfileName | Profile;
  readonly machine?: Machine;
  readonly sysctls?: Partial<Sysctls>;
  readonly tcb?: TcbOptions;
  /** One way, microseconds. */
  readonly delay?: number;
  /** `true`: the segment is lost. `nth` counts all segments sent by that end from 1. */
  /** Added to `delay`, segment by segment: what comes later may overtake. */
  readonly jitter?: () => number;
  readonly lose?: (sent: Sent, nth: number) => boolean;
}

interface InFlight {
  readonly at: number;
  readonly to: Name;
  readonly segment: Segment;
}

const ISS = { A: seq(1000), B: seq(5000) } as const;

export class Pair {
  now = 0;
  readonly tcb: Record<Name, Tcb>;
  readonly sent: Sent[] = [];
  /** Everything but segments, as `A deliver hello`, `B signal closed`. */
  readonly told: string[] = [];
  readonly received: Record<Name, string> = { A: '', B: '' };
  readonly path: Record<Name, string[]> = { A: ['CLOSED'], B: ['CLOSED'] };
  readonly sysctls: Sysctls;
  private readonly machine: Machine;
  private readonly options: PairOptions;
  private flying: InFlight[] = [];
  private readonly count: Record<Name, number> = { A: 0, B: 0 };

  constructor(options: PairOptions = {}) {
    this.options = options;
    this.machine = options.machine ?? createMachine({ profile: options.profile ?? 'linux' });
    this.sysctls = { ...DEFAULT_SYSCTLS, ...options.sysctls };
    this.tcb = { A: createTcb(options.tcb), B: createTcb(options.tcb) };
  }

  step(name: Name, event: TcpEvent): readonly Effect[] {
    const before = this.tcb[name];
    const env = { now: this.now, iss: ISS[name], sysctls: this.sysctls };
    const { tcb, effects } = this.machine.step(deepFreeze(before), event, env);
    this.tcb[name] = tcb;
    if (tcb.state !== before.state) this.path[name].push(tcb.state);
    for (const effect of effects) this.carryOut(name, effect);
    return effects;
  }

  private carryOut(name: Name, effect: Effect): void {
    if (effect.type === 'transmit') return this.fly(name, effect.segment);
    if (effect.type === 'deliver') {
      this.received[name] += effect.bytes;
      this.told.push(`${name} deliver ${effect.bytes}`);
    } else if (effect.type === 'signal') this.told.push(`${name} signal ${effect.signal}`);
    else if (effect.type === 'refuse') this.told.push(`${name} refuse ${effect.error}`);
    else this.told.push(`${name} reopen ${effect.iss}`);
  }

  private fly(from: Name, segment: Segment): void {
    const sent = { at: this.now, from, segment };
    this.sent.push(sent);
    this.count[from] += 1;
    if (this.options.lose?.(sent, this.count[from]) === true) return;
    const delay = (this.options.delay ?? 10_000) + (this.options.jitter?.() ?? 0);
    this.flying.push({ at: this.now + delay, to: from === 'A' ? 'B' : 'A', segment });
  }

  /** A segment arrives, whoever made it. */
  inject(name: Name, segment: Segment): readonly Effect[] {
    return this.step(name, { type: 'segment', segment });
  }

  call(name: Name, call: UserCall): readonly Effect[] {
    return this.step(name, { type: 'call', call });
  }

  set(name: Name, option: SocketOption): void {
    this.call(name, { type: 'set-option', option });
  }

  /** Time passes until nothing is due before `until`. */
  run(until: number): void {
    for (;;) {
      const [flight] = this.flying.toSorted((a, b) => a.at - b.at);
      const clocks = (['A', 'B'] as const).flatMap((name) => {
        const due = nextDeadline(this.tcb[name]);
        return due === null ? [] : [{ name, ...due }];
      });
      const [clock] = clocks.toSorted((a, b) => a.at - b.at);
      const next = Math.min(flight?.at ?? Infinity, clock?.at ?? Infinity);
      if (next > until) break;
      this.now = Math.max(this.now, next);
      if (flight !== undefined && flight.at === next) {
        this.flying = this.flying.filter((other) => other !== flight);
        this.step(flight.to, { type: 'segment', segment: flight.segment });
      } else if (clock !== undefined) {
        this.step(clock.name, { type: 'timeout', timer: clock.timer });
      }
    }
    this.now = Math.max(this.now, until);
  }

  /** What flies is lost. */
  lose(): void {
    this.flying = [];
  }

  /** For so many more milliseconds. */
  wait(ms: number): void {
    this.run(this.now + ms * 1_000);
  }

  /** B listens, A connects, both are ESTABLISHED. */
  open(): this {
    this.call('B', { type: 'open', mode: 'passive' });
    this.call('A', { type: 'open', mode: 'active' });
    this.wait(50);
    return this;
  }

  get states(): string {
    return `${this.tcb.A.state}/${this.tcb.B.state}`;
  }

  /** The Tcb of an end that must not be in TIME-WAIT. */
  connection(name: Name): Connection {
    const tcb = this.tcb[name];
    if (tcb.state === 'TIME-WAIT') throw new Error(`${name} is in TIME-WAIT`);
    return tcb;
  }

  /** The Tcb of an end that must be in TIME-WAIT. */
  timeWait(name: Name): TimeWait {
    const tcb = this.tcb[name];
    if (tcb.state !== 'TIME-WAIT') throw new Error(`${name} is in ${tcb.state}`);
    return tcb;
  }

  /** `A SYN`, `B SYN,ACK`, … from the nth segment on. */
  flags(from = 0): string[] {
    return this.sent.slice(from).map(({ from: name, segment }) => `${name} ${flagNames(segment)}`);
  }
}

/** The flags of what a step sent, and everything else it did, in one line each. */
export function summary(effects: readonly Effect[]): string[] {
  return effects.map((effect) => {
    switch (effect.type) {
      case 'transmit':
        return flagNames(effect.segment);
      case 'deliver':
        return `deliver ${effect.bytes}`;
      case 'signal':
        return `signal ${effect.signal}`;
      case 'refuse':
        return `refuse ${effect.error}`;
      case 'reopen':
        return `reopen`;
    }
  });
}

export function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const inner of Object.values(value)) deepFreeze(inner);
  }
  return value;
}
