/** Scenarios drawn from a number, with everything a scenario can have: the same in every engine, without fast-check. */
import type {
  FaultSpec,
  HostSpec,
  LinkSpec,
  PacketSelector,
  RuleSpec,
  Scenario,
  ScriptedCall,
} from '../../src/index.ts';
import { mix } from '../../src/hash.ts';

/** Draws: each is a hash of the scenario's number and of how many were drawn before. */
class Lot {
  #number: number;
  #drawn = 0;

  constructor(number: number) {
    this.#number = number;
  }

  /** 0 … below `count`. */
  below(count: number): number {
    this.#drawn += 1;
    return mix(this.#number, this.#drawn) % count;
  }

  of<T>(choices: readonly T[]): T {
    return choices[this.below(choices.length)]!;
  }

  /** Sometimes there, sometimes not. */
  maybe<T extends object>(value: T): T | Record<never, never> {
    return this.below(2) === 0 ? value : {};
  }

  some<T>(most: number, one: () => T): T[] {
    return Array.from({ length: this.below(most + 1) }, one);
  }
}

const READER: RuleSpec = { on: 'readable', call: 'recv' };

function host(lot: Lot, programs: readonly RuleSpec[]): HostSpec {
  const sysctls = {
    ...lot.maybe({ 'net.ipv4.tcp_timestamps': 0 }),
    ...lot.maybe({ 'net.ipv4.tcp_sack': 0 }),
    ...lot.maybe({ 'net.ipv4.tcp_window_scaling': 0 }),
    ...lot.maybe({ 'net.ipv4.tcp_rfc1337': 1 }),
    ...lot.maybe({ 'net.ipv4.tcp_fin_timeout': lot.of([5, 30, 90]) }),
    ...lot.maybe({ 'net.ipv4.tcp_tw_reuse': lot.of([0, 1, 2]) }),
  };
  return {
    profile: lot.of(['rfc9293', 'linux', 'freebsd']),
    sysctls,
    ...lot.maybe({ iss: lot.of([0, 4_294_967_000, 77]) }),
    ...lot.maybe({ timeWait: lot.of([1, 400, 5_000]) }),
    programs: lot.below(4) === 0 ? [] : programs,
  };
}

const link = (lot: Lot): LinkSpec => ({
  between: ['A', 'B'],
  delay: lot.of([0.001, 1, 10, 33.333, 250]),
  loss: lot.below(30) / 100,
  duplicate: lot.below(30) / 100,
  reorder: lot.below(40) / 100,
  hops: lot.below(20),
});

const selector = (lot: Lot): PacketSelector => ({
  ...lot.maybe({ from: lot.of(['A', 'B']) }),
  ...lot.of([{}, { has: 'ACK' }, { flags: 'FIN,ACK' }, { has: 'SYN' }, { length: 0 }, { seq: 1 }]),
  ...lot.of([{}, { nth: 1 }, { nth: 2 }, { match: 3 }]),
});

/** A drop says which one: what drops everything leaves nothing to look at. */
function fault(lot: Lot): FaultSpec {
  const packet = selector(lot);
  const fate = lot.of(['drop', 'delay', 'duplicate', 'hold'] as const);
  if (fate === 'drop') return { packet: { nth: 1, ...packet }, fate };
  return { packet, fate, by: lot.of([0, 0.5, 40, 3_000]) };
}

function calls(lot: Lot, on: string, socket: string): ScriptedCall[] {
  const at = () => 50 + lot.below(4_000);
  const each = (): ScriptedCall => {
    const when = { at: at(), host: on, socket };
    return lot.of<() => ScriptedCall>([
      () => ({ ...when, call: 'send', bytes: 1 + lot.below(20_000) }),
      () => ({ ...when, call: 'recv' }),
      () => ({ ...when, call: 'shutdown' }),
      () => ({ ...when, call: 'setsockopt', option: { name: 'SO_KEEPALIVE', value: true } }),
      () => ({
        ...when,
        call: 'setsockopt',
        option: { name: 'SO_LINGER', value: { on: true, seconds: lot.below(3) } },
      }),
    ])();
  };
  return [
    ...lot.some(5, each),
    { at: 4_500 + lot.below(1_000), host: on, socket, call: lot.of(['close', 'close', 'abort']) },
  ];
}

export function drawnScenario(number: number): Scenario {
  const lot = new Lot(number);
  const again: ScriptedCall = {
    at: 6_000,
    host: 'A',
    call: 'connect',
    socket: 'again',
    to: 'B',
    port: 80,
    from: 40_000,
  };
  return {
    version: 1,
    seed: number,
    hosts: {
      A: host(lot, [READER, { on: 'peer-closed', call: 'close', delay: lot.below(500) }]),
      B: host(lot, [
        { on: 'incoming', call: 'accept' },
        READER,
        { on: 'peer-closed', call: 'close', delay: lot.below(500) },
      ]),
    },
    links: [link(lot)],
    script: [
      { at: 0, host: 'B', call: 'listen', socket: 'door', port: 80 },
      { at: 1, host: 'B', call: 'accept', socket: 'door', as: 'b' },
      { at: 2, host: 'A', call: 'connect', socket: 'a', to: 'B', port: 80, from: 40_000 },
      ...calls(lot, 'A', 'a'),
      ...calls(lot, 'B', 'b'),
      ...(lot.below(2) === 0 ? [again] : []),
    ],
    faults: lot.some(4, () => fault(lot)),
    until: 90_000,
  };
}
