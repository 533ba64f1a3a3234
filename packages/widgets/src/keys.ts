/**
 * The keyboard alone can do all. A key's meaning, apart from React and from the page.
 * Next: geometry.ts
 */
import type { Fate } from './fault.ts';

export type Command =
  | { readonly do: 'step' | 'transition' | 'mark'; readonly by: 1 | -1 }
  | { readonly do: 'begin' | 'end' | 'toggle' | 'restore' | 'unmark' }
  | { readonly do: 'damage'; readonly fate: Fate };

/** `KeyboardEvent` as far as it matters here. */
export interface KeyPress {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
}

const COMMANDS: Readonly<Record<string, Command>> = {
  ArrowRight: { do: 'step', by: 1 },
  ArrowLeft: { do: 'step', by: -1 },
  'Shift+ArrowRight': { do: 'transition', by: 1 },
  'Shift+ArrowLeft': { do: 'transition', by: -1 },
  ArrowDown: { do: 'mark', by: 1 },
  ArrowUp: { do: 'mark', by: -1 },
  Home: { do: 'begin' },
  End: { do: 'end' },
  ' ': { do: 'toggle' },
  d: { do: 'damage', fate: 'drop' },
  l: { do: 'damage', fate: 'delay' },
  u: { do: 'damage', fate: 'duplicate' },
  r: { do: 'restore' },
  Escape: { do: 'unmark' },
};

/** `null` for a key that is not ours: the browser keeps it. */
export function commandOf(press: KeyPress): Command | null {
  if (press.altKey || press.ctrlKey || press.metaKey) return null;
  const key = press.key.length === 1 ? press.key.toLowerCase() : press.key;
  const arrow = key.startsWith('Arrow');
  return COMMANDS[press.shiftKey && arrow ? `Shift+${key}` : key] ?? null;
}
