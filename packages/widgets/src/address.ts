/**
 * The page's address remembers what the reader did: `close.at=250.5&close.drop=A:40000>B:80 FIN,ACK seq=1 len=0 #1`.
 * `close` is the ladder's name on its page, times are milliseconds. Input from outside: what does not parse is left out.
 * Next: words.ts
 */
import type { Micros } from '@lastack/tcp';
import { FATES, type Fault, type Fate } from './fault.ts';

export interface Remembered {
  /** Absent when the address does not say. */
  readonly at?: Micros;
  readonly faults: readonly Fault[];
}

/** A packet's identity is short; longer text in an address is not ours. */
const LONGEST_IDENTITY = 200;
const MOST_FAULTS = 32;
/** A day, the longest run of a scenario. Milliseconds. */
const LATEST_MS = 86_400_000;

export function readAddress(search: string, name: string): Remembered {
  const query = new URLSearchParams(search);
  const faults = FATES.flatMap((fate) => query.getAll(`${name}.${fate}`).map((identity) => ({ identity, fate })));
  const at = instant(query.get(`${name}.at`));
  const kept = faults.filter(plausible).slice(0, MOST_FAULTS);
  return at === undefined ? { faults: kept } : { at, faults: kept };
}

/** The address's query with this ladder's part replaced; other ladders and parameters stay. */
export function writeAddress(search: string, name: string, remembered: Remembered): string {
  const query = new URLSearchParams(search);
  for (const key of ['at', ...FATES]) query.delete(`${name}.${key}`);
  if (remembered.at !== undefined) query.set(`${name}.at`, String(remembered.at / 1000));
  for (const { identity, fate } of remembered.faults) query.append(`${name}.${fate}`, identity);
  const text = query.toString();
  return text === '' ? '' : `?${text}`;
}

function instant(text: string | null): Micros | undefined {
  if (text === null || !/^\d+(\.\d{1,3})?$/.test(text)) return undefined;
  const milliseconds = Number(text);
  return milliseconds <= LATEST_MS ? Math.round(milliseconds * 1000) : undefined;
}

const plausible = ({ identity }: { identity: string; fate: Fate }): boolean =>
  identity.length > 0 && identity.length <= LONGEST_IDENTITY;
