/** How the cursor shades what stands on the ladder: done is drawn in full, yet to come is drawn thin. */
import type { Micros } from '@lastack/tcp';

export const shade = (at: Micros, cursor: Micros): 'la-past' | 'la-future' => (at <= cursor ? 'la-past' : 'la-future');

/** Class names, without the empty ones. */
export const classes = (...names: (string | false | undefined)[]): string => names.filter(Boolean).join(' ');
