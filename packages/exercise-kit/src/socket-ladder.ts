/**
 * The ladder of a program under test: what its peers, which belong to the test, saw at their ends of the sockets.
 * Real sockets show calls and ends of streams, not segments, and no two runs take equally long:
 * so there are no numbers and no times in it, and one failure draws one picture.
 */
import { verbatim, type Text } from './text.ts';

/** One thing that crossed between two neighbouring lifelines, or did not. */
export interface SocketEvent {
  /** Index of the lifeline it left. */
  readonly from: number;
  /** Index of the lifeline it reached: a neighbour of `from`. */
  readonly to: number;
  /** `GET /a`, `404`, `FIN`, `RST`. Short: what is longer than the gap is cut, and ends with `…`. */
  readonly label: string;
  /** It was awaited and never came: drawn without an arrowhead, and crossed out. */
  readonly missing?: boolean;
}

/** What was done to the program between two of them: `stop()`. Stands beside the last lifeline. */
export interface SocketCall {
  readonly call: string;
}

const GAP = 34;
/** Characters of a label. */
const LONGEST = GAP - 8;

/** Lifelines side by side with their names above, and the events from top to bottom. */
export function socketLadder(lifelines: readonly string[], events: readonly (SocketEvent | SocketCall)[]): Text {
  const bars = lifelines.map(() => '│');
  const title = lifelines.map((name) => name.padEnd(GAP + 1)).join('');
  const lines = [title, bars.join(' '.repeat(GAP))];
  for (const event of events) {
    lines.push('call' in event ? `${bars.join(' '.repeat(GAP))}  ${event.call}` : arrowLine(lifelines.length, event));
  }
  return verbatim([...lines, bars.join(' '.repeat(GAP))].map((line) => line.trimEnd()).join('\n'));
}

/** What never came is crossed out at the lifeline that did not send it. */
function arrowLine(count: number, { from, to, label, missing = false }: SocketEvent): string {
  const rightwards = from < to;
  const words = ` ${label.length > LONGEST ? `${label.slice(0, LONGEST - 1)}…` : label} `;
  const line = (missing ? ' ' : '─').repeat(GAP - words.length - 4);
  const lead = missing ? (rightwards ? '✕   ' : '    ') : rightwards ? '────' : '◀───';
  const end = missing ? (rightwards ? ' ' : '✕') : rightwards ? '▶' : '─';
  const arrow = `${lead}${words}${line}`.slice(0, GAP - 1) + end;
  const gaps = Array.from({ length: count - 1 }, (_, gap) => (gap === Math.min(from, to) ? arrow : ' '.repeat(GAP)));
  return `│${gaps.map((gap) => `${gap}│`).join('')}`;
}
