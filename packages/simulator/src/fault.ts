/**
 * Faults: the packets that the scenario's author picks, and what becomes of them.
 * Next: network.ts
 */
import type { Micros } from '@lastack/tcp';
import type { Identity } from './identity.ts';
import type { FaultSpec, PacketSelector } from './scenario.ts';
import { micros } from './time.ts';

/** What the network does with one packet. A copy's `after` counts from the original's arrival. */
export interface Fate {
  dropped: 'fault' | 'loss' | null;
  /** Added to the link's delay. */
  extra: Micros;
  /** It does not arrive before this moment. */
  notBefore: Micros;
  readonly copies: Micros[];
}

const sorted = (flags: string): string => flags.split(',').sort().join(',');

/** Whether the selector's fields, all but `match`, fit this packet. */
function fits(selector: PacketSelector, identity: Identity): boolean {
  if (selector.identity !== undefined) return selector.identity === identity.text;
  const { from, to, flags, has, seq, length, nth } = selector;
  const present = identity.flags.split(',');
  return (
    (from === undefined || from === identity.from) &&
    (to === undefined || to === identity.to) &&
    (flags === undefined || sorted(flags) === sorted(identity.flags)) &&
    (has === undefined || has.split(',').every((flag) => present.includes(flag))) &&
    (seq === undefined || seq === identity.seq) &&
    (length === undefined || length === identity.length) &&
    (nth === undefined || nth === identity.nth)
  );
}

/** The scenario's faults, and how many packets each has matched. */
export class Faults {
  #faults: { readonly spec: FaultSpec; matched: number }[];

  constructor(specs: readonly FaultSpec[]) {
    this.#faults = specs.map((spec) => ({ spec, matched: 0 }));
  }

  get none(): boolean {
    return this.#faults.length === 0;
  }

  /** Every fault that fits does its part. */
  judge(identity: Identity, fate: Fate): void {
    for (const fault of this.#faults) {
      if (!fits(fault.spec.packet, identity)) continue;
      fault.matched += 1;
      const { match } = fault.spec.packet;
      if (match === undefined || match === fault.matched) apply(fault.spec, fate);
    }
  }
}

function apply({ fate: name, by = 0 }: FaultSpec, fate: Fate): void {
  switch (name) {
    case 'drop':
      fate.dropped = 'fault';
      return;
    case 'delay':
      fate.extra += micros(by);
      return;
    case 'duplicate':
      fate.copies.push(micros(by));
      return;
    case 'hold':
      fate.notBefore = micros(by);
      return;
  }
}
