/**
 * How the drawing looks. Ink for hosts and time, teal for what was sent and arrived, rust for what was lost or broken,
 * amber for waiting; no meaning hangs on colour alone. On a page the colours come from the page's `--la-*` properties;
 * a file by itself follows the reader's light or dark.
 * Next: svg-geometry.ts
 */

export type Theme = 'auto' | 'light' | 'dark';

interface Palette {
  readonly paper: string;
  readonly panel: string;
  readonly ink: string;
  readonly muted: string;
  readonly line: string;
  readonly teal: string;
  readonly rust: string;
  readonly rustSoft: string;
  readonly amber: string;
  readonly amberSoft: string;
}

const LIGHT: Palette = {
  paper: '#fbf9f4',
  panel: '#f4f0e6',
  ink: '#1d2329',
  muted: '#555e67',
  line: '#8d8878',
  teal: '#0b5560',
  rust: '#9c3a18',
  rustSoft: '#f6e2d7',
  amber: '#735000',
  amberSoft: '#f0dfb4',
};

const DARK: Palette = {
  paper: '#14181d',
  panel: '#1c2127',
  ink: '#e8e4da',
  muted: '#a9b0b8',
  line: '#7b848e',
  teal: '#7accd3',
  rust: '#f2a07b',
  rustSoft: '#412418',
  amber: '#e4bd70',
  amberSoft: '#4a3a18',
};

const NAMES: readonly (readonly [keyof Palette, string])[] = [
  ['paper', 'paper'],
  ['panel', 'panel'],
  ['ink', 'ink'],
  ['muted', 'muted'],
  ['line', 'line-strong'],
  ['teal', 'teal'],
  ['rust', 'rust'],
  ['rustSoft', 'rust-soft'],
  ['amber', 'amber'],
  ['amberSoft', 'amber-soft'],
];

/** The drawing's own properties: the page's where it has them, unless the theme is fixed. */
const properties = (palette: Palette, fromPage: boolean): string =>
  NAMES.map(([key, name]) => `--l-${name}:${fromPage ? `var(--la-${name},${palette[key]})` : palette[key]}`).join(';');

function colours(theme: Theme): string {
  if (theme === 'light') return `.lastack-ladder{${properties(LIGHT, false)}}`;
  if (theme === 'dark') return `.lastack-ladder{${properties(DARK, false)}}`;
  return (
    `.lastack-ladder{${properties(LIGHT, true)}}` +
    `[data-theme=dark] .lastack-ladder{${properties(DARK, true)}}` +
    `@media (prefers-color-scheme:dark){svg.lastack-ladder:root{${properties(DARK, false)}}}`
  );
}

const SANS = `var(--la-sans,system-ui,'Segoe UI',Roboto,'Helvetica Neue','PingFang SC','Microsoft YaHei','Noto Sans CJK SC',sans-serif)`;
const MONO = `var(--la-mono,ui-monospace,'SF Mono','Cascadia Mono',Menlo,Consolas,'DejaVu Sans Mono','Noto Sans Mono CJK SC',monospace)`;

/** Every rule begins with the drawing's class: a style element inside SVG speaks to the whole page otherwise. */
const RULES: readonly (readonly [selector: string, rule: string])[] = [
  ['text', `font-family:${SANS};font-size:12px;fill:var(--l-ink)`],
  ['.paper', 'fill:var(--l-paper)'],
  ['.host', 'font-size:17px;font-weight:650'],
  ['.address', `font-family:${MONO};font-size:11px;fill:var(--l-muted)`],
  ['.time', 'font-size:11px;fill:var(--l-muted);font-variant-numeric:tabular-nums'],
  ['.tick', 'stroke:var(--l-line-strong);stroke-width:1;opacity:.28;stroke-dasharray:1 3'],
  ['.lifeline', 'stroke:var(--l-line-strong);stroke-width:1.5'],
  ['.state', 'font-size:11.5px;font-weight:650;letter-spacing:.02em'],
  ['.state-dot', 'fill:var(--l-paper);stroke:var(--l-ink);stroke-width:1.6'],
  ['.closed', 'fill:var(--l-muted)'],
  ['.bar', 'fill:var(--l-amber-soft);stroke:var(--l-amber);stroke-width:1'],
  ['.bar.fin-wait-2', 'fill:var(--l-paper);stroke-dasharray:2 2'],
  ['.bar-text', 'font-size:11px;fill:var(--l-amber)'],
  ['.arrow line,.arrow path', 'stroke:var(--l-teal);stroke-width:1.7;fill:none'],
  ['.arrow polygon', 'fill:var(--l-teal)'],
  ['.arrow text,.call', `font-family:${MONO};font-size:11px`],
  ['.arrow .flags', 'font-weight:700;fill:var(--l-teal)'],
  ['.arrow.lost line,.arrow.reset line', 'stroke:var(--l-rust)'],
  ['.arrow.lost line', 'stroke-dasharray:5 3'],
  ['.arrow.lost .cross', 'stroke:var(--l-rust);stroke-width:2.2;fill:none;stroke-dasharray:none'],
  ['.arrow.lost .flags,.arrow.reset .flags,.arrow .reason', 'fill:var(--l-rust)'],
  ['.arrow.reset polygon', 'fill:var(--l-rust)'],
  ['.arrow.under-way line,.arrow.copy line', 'stroke-dasharray:2 3'],
  ['.call', 'fill:var(--l-ink)'],
  ['.aside', 'font-size:11px;font-style:italic;fill:var(--l-muted)'],
  ['.halo', 'paint-order:stroke;stroke:var(--l-paper);stroke-width:4px;stroke-linejoin:round'],
  ['.note', 'font-size:12.5px;font-style:italic'],
  ['.note-panel', 'fill:var(--l-panel)'],
  ['.break path', 'stroke:var(--l-line-strong);stroke-width:1.5;fill:none'],
  ['.break .gap', 'fill:var(--l-paper);stroke:none'],
  ['.break text', 'font-size:11.5px;fill:var(--l-muted)'],
  ['.cursor line', 'stroke:var(--l-ink);stroke-width:1.2;stroke-dasharray:6 4'],
  ['.cursor polygon', 'fill:var(--l-ink)'],
  ['.future', 'opacity:.26'],
  ['.mark rect', 'fill:var(--l-rust-soft)'],
  ['.mark text', 'fill:var(--l-rust);font-weight:600'],
];

export function styleSheet(theme: Theme): string {
  const scope = (selector: string): string =>
    selector
      .split(',')
      .map((part) => `.lastack-ladder ${part}`)
      .join(',');
  return colours(theme) + RULES.map(([selector, rule]) => `${scope(selector)}{${rule}}`).join('');
}
