/**
 * The instants of a run: where the cursor may stand. What happens at one instant happens together for the reader.
 * Next: cursor.ts
 */
import type { Micros } from '@lastack/tcp';
import type { Moment, Trace } from '@lastack/trace';

/** A run's stops in order, without repetition. */
export interface Track {
  /** Instants that the story tells of. */
  readonly moments: readonly Micros[];
  /** Instants at which some socket changes its state. */
  readonly transitions: readonly Micros[];
  /** The last instant that the story tells of. */
  readonly end: Micros;
}

/** `story` as `tellMoments` gives it, in any language. */
export function trackOf(trace: Trace, story: readonly Moment[]): Track {
  const moments = distinct(story.map((moment) => moment.at));
  return {
    moments,
    transitions: distinct(
      trace.records.flatMap(({ type, at }) => (type === 'state' && at >= (moments[0] ?? 0) ? [at] : [])),
    ),
    end: moments.at(-1) ?? 0,
  };
}

const distinct = (times: readonly Micros[]): Micros[] => [...new Set(times)].sort((a, b) => a - b);

/** The sentences of the last instant at or before `at`: what has just happened. */
export function toldAt(story: readonly Moment[], at: Micros): readonly Moment[] {
  const latest = story.findLast((moment) => moment.at <= at)?.at;
  return latest === undefined ? [] : story.filter((moment) => moment.at === latest);
}

/** Columns of a line of the side panel, a Han character counting as two. */
const COLUMNS = 46;

/** How many lines the longest instant of the story takes: the room that is kept, so that nothing below it moves. */
export function tallestInstant(story: readonly Moment[]): number {
  const lines = new Map<Micros, number>();
  for (const { at, sentence } of story) lines.set(at, (lines.get(at) ?? 0) + Math.ceil(columnsOf(sentence) / COLUMNS));
  return Math.max(1, ...lines.values());
}

const columnsOf = (text: string): number =>
  [...text].reduce((sum, character) => sum + (character > '\u2e7f' ? 2 : 1), 0);
