/** Small drawings on buttons; the button's name is said beside them. */
import type { JSX } from 'react';

const PATHS = {
  play: 'M6 4l12 8l-12 8z',
  pause: 'M6 4h4v16h-4zM14 4h4v16h-4z',
  forward: 'M5 5l8 7l-8 7zM15 5h3v14h-3z',
  back: 'M19 5l-8 7l8 7zM6 5h3v14h-3z',
  'next-transition': 'M3 12h7M13 6h8v12h-8zM8 8.5l4 3.5l-4 3.5z',
  'previous-transition': 'M21 12h-7M3 6h8v12h-8zM16 8.5l-4 3.5l4 3.5z',
  begin: 'M4 5h3v14h-3zM20 5l-6 7l6 7zM14 5l-6 7l6 7z',
  end: 'M17 5h3v14h-3zM4 5l6 7l-6 7zM10 5l6 7l-6 7z',
} as const;

export function Icon({ name }: { readonly name: keyof typeof PATHS }): JSX.Element {
  return (
    <svg className="la-icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}
