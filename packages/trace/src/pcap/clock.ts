/**
 * The clock of an interface in pcapng: 64 bits of some unit, microseconds unless the options `if_tsresol` and
 * `if_tsoffset` say otherwise (draft-ietf-opsawg-pcapng §4.2).
 * Next: read.ts
 */
import type { Micros } from '@lastack/tcp';

export interface Clock {
  /** Units in one second. */
  readonly perSecond: bigint;
  /** Seconds to add. */
  readonly offset: bigint;
}

const IF_TSRESOL = 9;
const IF_TSOFFSET = 14;
/** Options of an Interface Description begin here. */
const OPTIONS = 8;

/** 10^n, or 2^n when the highest bit is set. */
function resolution(octet: number): bigint {
  const [base, exponent] = [(octet & 0x80) === 0 ? 10n : 2n, octet & 0x7f];
  let units = 1n;
  for (let i = 0; i < exponent; i += 1) units *= base;
  return units;
}

/** The clock that an Interface Description Block's body tells of. Options that do not fit end the list. */
export function clockOf(body: DataView, littleEndian: boolean): Clock {
  let [perSecond, offset] = [1_000_000n, 0n];
  for (let at = OPTIONS; at + 4 <= body.byteLength;) {
    const [code, length] = [body.getUint16(at, littleEndian), body.getUint16(at + 2, littleEndian)];
    const value = at + 4;
    if (code === 0 || value + length > body.byteLength) break;
    if (code === IF_TSRESOL && length === 1) perSecond = resolution(body.getUint8(value));
    if (code === IF_TSOFFSET && length === 8) offset = body.getBigInt64(value, littleEndian);
    at = value + length + ((4 - (length % 4)) % 4);
  }
  return { perSecond, offset };
}

/** Microseconds since the epoch, rounded down; `null` when no clock on earth shows them. */
export function microsOf({ perSecond, offset }: Clock, high: number, low: number): Micros | null {
  const units = (BigInt(high) << 32n) | BigInt(low);
  const micros = Number((units * 1_000_000n) / perSecond + offset * 1_000_000n);
  return Number.isSafeInteger(micros) && micros >= 0 ? micros : null;
}
