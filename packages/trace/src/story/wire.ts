/**
 * What a packet says, free of any language: `SYN,ACK (SEQ 0, ACK 1)`. Numbers are relative, a SYN's is 0.
 * Next: english.ts
 */
import type { Reading } from '../reading.ts';
import { transmissionOf } from '../reading.ts';
import type { Packet } from '../record.ts';

export interface Said {
  /** `SYN`, `SYN,ACK`, `FIN`, `RST`, `data`, `ACK`: what a reader would call it. PSH and the ACK bit go without saying. */
  readonly kind: 'SYN' | 'SYN,ACK' | 'FIN' | 'RST' | 'data' | 'ACK';
  /** Octets of text. */
  readonly octets: number;
  readonly fin: boolean;
  /** `SEQ 101` or `SEQ 1–100`, as many numbers as the segment takes. */
  readonly seq: string;
  /** `ACK 102`, or `null`. */
  readonly ack: string | null;
  /** From 1. */
  readonly transmission: number;
}

function kindOf({ segment }: Packet): Said['kind'] {
  if (segment.rst) return 'RST';
  if (segment.syn) return segment.ack === null ? 'SYN' : 'SYN,ACK';
  if (segment.text.length > 0) return 'data';
  return segment.fin ? 'FIN' : 'ACK';
}

export function said(packet: Packet, reading: Reading): Said {
  const { seq, ack } = reading.numbers(packet);
  const { text, fin } = packet.segment;
  const last = seq + text.length - 1;
  return {
    kind: kindOf(packet),
    octets: text.length,
    fin,
    seq: text.length > 1 ? `SEQ ${seq}–${last}` : `SEQ ${seq}`,
    ack: ack === null ? null : `ACK ${ack}`,
    transmission: transmissionOf(packet),
  };
}
