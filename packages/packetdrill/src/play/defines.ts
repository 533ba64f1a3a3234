/**
 * The symbols that public scripts ask about in `#ifdef`, by profile. Next: play.ts
 */
import type { ProfileName } from '@lastack/tcp';
import type { Defines } from '../parse/preprocessor.ts';

const SYMBOLS = { linux: 'Linux', freebsd: 'FreeBSD', rfc9293: 'STANDARD' } as const;

/** One of `Linux`, `FreeBSD` and `STANDARD` is defined, the others are known and not defined. */
export function definesOf(profile: ProfileName): Defines {
  const known = Object.values(SYMBOLS).map((symbol) => [symbol, symbol === SYMBOLS[profile] ? '' : null] as const);
  return Object.fromEntries(known);
}
