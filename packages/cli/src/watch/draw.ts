/**
 * The whole screen as lines: a pure function of the state, the size and the language. Never more lines than rows, never
 * a line wider than the columns. Next: plain.ts
 */
import type { Language } from '@lastack/exercise-kit';
import { clip, width } from '../columns.ts';
import { fold, foldHanging } from '../fold.ts';
import { standingOf } from '../progress/progress.ts';
import { progressBar } from '../progress-bar.ts';
import type { Style } from '../terminal.ts';
import { bodyOf, listBody } from './body.ts';
import { keyWords } from './keys-line.ts';
import { currentItem, type Room, type ScreenState } from './state.ts';
import type { Line } from './story.ts';
import { say, t, WORDS } from './words.ts';

export interface Size {
  readonly columns: number;
  readonly rows: number;
}

/** Colours and links; the identity where there are none. */
export interface Paint {
  style(style: Style, words: string): string;
  link(path: string, words: string): string;
}
export const NO_PAINT: Paint = { style: (_, words) => words, link: (_, words) => words };

export interface Drawn {
  readonly lines: readonly string[];
  readonly room: Room;
}

function status({ run }: ScreenState, language: Language): readonly [string, Style] {
  if (run.type === 'none') return ['', 'dim'];
  if (run.type === 'running') return [say(WORDS.running, language), 'cyan'];
  const { outcome, score, maxScore } = run.verdict;
  return outcome === 'passed' ? [`✓ ${say(WORDS.passed, language)}`, 'green'] : [`✗ ${score}/${maxScore}`, 'red'];
}

function header(state: ScreenState, { columns }: Size, language: Language, paint: Paint): string[] {
  const { id, title, file, path } = currentItem(state);
  const [words, style] = status(state, language);
  const name = clip(`${id}  ${say(title, language)}`, Math.max(8, columns - width(words) - 2));
  const gap = ' '.repeat(Math.max(1, columns - width(name) - width(words)));
  return [
    paint.style('bold', name) + gap + paint.style(style, words),
    paint.link(path, paint.style('dim', clip(file, columns))),
    paint.style('dim', '─'.repeat(columns)),
  ];
}

function keyLines(state: ScreenState, { columns }: Size, language: Language): string[] {
  const lines: string[] = [];
  for (const word of keyWords(state, language)) {
    const last = lines.at(-1);
    if (last === undefined || width(last) + 3 + width(word) > columns) lines.push(word);
    else lines[lines.length - 1] = `${last} · ${word}`;
  }
  return lines;
}

function footer(state: ScreenState, size: Size, language: Language, paint: Paint): string[] {
  const { warning, notice, question, items, progress } = state;
  const asked = question
    ? t(
        `Reset ${question.id} to the starter? Yours is kept in .lastack/backups. y/n`,
        `把 ${question.id} 恢复为初始代码？原内容会保存在 .lastack/backups。y/n`,
      )
    : null;
  const told = (
    [
      [warning, 'yellow'],
      [notice, 'yellow'],
      [asked, 'bold'],
    ] as const
  ).flatMap(([words, style]) =>
    words === null ? [] : fold(say(words, language), size.columns).map((text) => paint.style(style, text)),
  );
  const passed = items.filter((item) => standingOf(progress, item) === 'passed').length;
  return [
    ...told,
    progressBar(passed, items.length, size.columns),
    ...keyLines(state, size, language).map((text) => paint.style('dim', text)),
  ];
}

interface Fitted {
  readonly text: string;
  readonly style?: Style | undefined;
}

/** Folded, or moved sideways; each at most as wide as the screen. */
function fit({ text, style, drawn, hang = 0 }: Line, columns: number, right: number): Fitted[] {
  if (drawn) return [{ text: clip(text, columns, right), style }];
  return foldHanging(text, columns, hang).map((each) => ({ text: each, style }));
}

function scrollMark(above: number, below: number, { columns }: Size, language: Language, paint: Paint): string {
  const marks = [above > 0 ? `↑ ${above}` : '', below > 0 ? `↓ ${below}` : ''].filter((mark) => mark !== '').join('  ');
  const words = marks === '' ? '' : ` ${marks} ${say(WORDS.more, language)} `;
  return paint.style('dim', words + '─'.repeat(Math.max(0, columns - width(words))));
}

/** The first line shown: as scrolled to, or so that the list's cursor is on the screen. */
function firstLine(state: ScreenState, language: Language, rows: number, most: number): number {
  if (state.view.type !== 'list') return Math.min(state.scroll.down, most);
  const { cursor } = listBody(state, state.view, language);
  return Math.min(Math.max(0, cursor - Math.floor(rows / 2)), most);
}

export function layout(state: ScreenState, size: Size, language: Language, paint: Paint = NO_PAINT): Drawn {
  const top = header(state, size, language, paint);
  const bottom = footer(state, size, language, paint);
  const rows = Math.max(1, size.rows - top.length - bottom.length - 1);
  const body = bodyOf(state, language);
  const widest = Math.max(0, ...body.filter(({ drawn }) => drawn).map(({ text }) => width(text)));
  const mostRight = Math.max(0, widest - size.columns);
  const right = Math.min(state.scroll.right, mostRight);
  const fitted = body.flatMap((each) => fit(each, size.columns, right));
  const most = Math.max(0, fitted.length - rows);
  const down = firstLine(state, language, rows, most);
  const shown = fitted.slice(down, down + rows);
  const mark = scrollMark(down, fitted.length - down - shown.length, size, language, paint);
  const painted = shown.map(({ text, style }) => (style ? paint.style(style, text) : text));
  const blank = Array.from({ length: rows - shown.length }, () => '');
  // A window of a few rows keeps the exercise and its verdict; the keys go first.
  const lines = [...top, ...painted, ...blank, mark, ...bottom].slice(0, size.rows);
  while (lines.length < size.rows) lines.push('');
  return { lines, room: { down: most, right: mostRight, page: Math.max(1, rows - 1) } };
}

export const draw = (state: ScreenState, columns: number, rows: number, language: Language): readonly string[] =>
  layout(state, { columns, rows }, language).lines;
