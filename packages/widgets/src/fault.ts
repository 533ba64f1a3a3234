/**
 * What the reader did to the run: at most one fault on each packet, chosen by the packet's identity,
 * so that whatever happened before the packet stays as it was.
 * Next: address.ts
 */
import type { FaultSpec, Scenario } from '@lastack/simulator';
import type { LadderLayout, Packet, Trace } from '@lastack/trace';

export const FATES = ['drop', 'delay', 'duplicate'] as const;
export type Fate = (typeof FATES)[number];

export interface Fault {
  /** `Packet.identity`. */
  readonly identity: string;
  readonly fate: Fate;
}

/** How much later a delayed packet, or the second of two, arrives: long enough to overtake an RTO of 200 ms. Milliseconds. */
export const DELAY_MS = 300;

/** The list with this fault in it; a packet's earlier fault gives way. */
export const withFault = (faults: readonly Fault[], fault: Fault): readonly Fault[] => [
  ...withoutFault(faults, fault.identity),
  fault,
];

export const withoutFault = (faults: readonly Fault[], identity: string): readonly Fault[] =>
  faults.filter((fault) => fault.identity !== identity);

export const faultOn = (faults: readonly Fault[], identity: string): Fault | undefined =>
  faults.find((fault) => fault.identity === identity);

/** The scenario with the reader's faults after its own. */
export const damaged = (scenario: Scenario, faults: readonly Fault[]): Scenario =>
  faults.length === 0 ? scenario : { ...scenario, faults: [...(scenario.faults ?? []), ...faults.map(toSpec)] };

function toSpec({ identity, fate }: Fault): FaultSpec {
  const packet = { identity };
  return fate === 'drop' ? { packet, fate } : { packet, fate, by: DELAY_MS };
}

/** A packet that some host put on the wire, and when. */
export interface SentPacket {
  readonly packet: Packet;
  readonly host: string;
  /** Microseconds. */
  readonly at: number;
  /** Which transmission of the same segment, from 1. */
  readonly transmission: number;
}

/** Every packet of a run in the order of sending; the network's own duplicates are not sent by anyone. */
export function packetsSent(trace: Trace, layout: LadderLayout): readonly SentPacket[] {
  const transmissions = new Map(layout.arrows.map(({ packet, transmission }) => [packet, transmission]));
  return trace.records.flatMap((record) => {
    if (record.type !== 'transmit') return [];
    const { packet, host, at } = record;
    return [{ packet, host, at, transmission: transmissions.get(packet.id) ?? 1 }];
  });
}
