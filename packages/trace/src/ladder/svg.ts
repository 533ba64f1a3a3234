/**
 * The ladder as one self-contained SVG: no script, nothing fetched, a title and the whole story for who cannot see it.
 * Next: ../sockets/table.ts
 */
import { tellMoments } from '../story/tell.ts';
import type { Trace } from '../record.ts';
import { layoutLadder } from './layout.ts';
import type { LadderOptions } from './options.ts';
import { drawArrows } from './svg-arrows.ts';
import { element, escapeXml, round } from './svg-element.ts';
import { geometryOf } from './svg-geometry.ts';
import {
  drawBars,
  drawBreaks,
  drawHosts,
  drawCursor,
  drawDivergence,
  drawMarks,
  drawStates,
  drawTimes,
} from './svg-marks.ts';
import { styleSheet, type Theme } from './svg-style.ts';
import { LADDER_WORDS } from './words.ts';

export interface SvgOptions extends LadderOptions {
  /** Width in CSS pixels before any scaling; default 720, at least 480. */
  readonly width?: number;
  /** Begins the ids inside, which must not occur twice in one page. Default `ladder`. */
  readonly id?: string;
  /** What the picture is called; default names the hosts. */
  readonly title?: string;
  /** `auto` follows the page, and alone the reader's system. Default `auto`. */
  readonly theme?: Theme;
  /** Paint the background; a picture on a page of the same colour needs none. Default true. */
  readonly background?: boolean;
}

export function ladderSvg(trace: Trace, options: SvgOptions = {}): string {
  const { language = 'en', id = 'ladder', theme = 'auto' } = options;
  const layout = layoutLadder(trace, options);
  const words = LADDER_WORDS[language];
  const geometry = geometryOf(layout, Math.max(480, options.width ?? 720), words);
  const cursor = options.cursor;
  const isFuture = (record: number): boolean => cursor !== undefined && record > cursor;
  const { from = 0, until = trace.records.length - 1 } = options;
  const story = tellMoments(trace, language).filter(({ first, last }) => first >= from && last <= until);
  const title = options.title ?? words.title(layout.lifelines.map(({ host }) => host));
  const size = { width: geometry.width, height: round(geometry.height) };
  return element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      class: 'lastack-ladder',
      viewBox: `0 0 ${size.width} ${size.height}`,
      ...size,
      lang: language,
      role: 'img',
      'aria-labelledby': `${id}-title ${id}-story`,
    },
    element('title', { id: `${id}-title` }, escapeXml(title)),
    element('desc', { id: `${id}-story` }, escapeXml(story.map(({ sentence }) => sentence).join('\n'))),
    element('style', {}, escapeStyle(styleSheet(theme))),
    options.background === false ? '' : element('rect', { class: 'paper', ...size }),
    drawDivergence(geometry, words),
    drawTimes(geometry),
    drawHosts(geometry),
    drawBars(geometry, words, isFuture),
    drawBreaks(geometry, words),
    drawArrows(geometry, words, isFuture),
    drawStates(geometry, isFuture),
    drawMarks(geometry, isFuture),
    drawCursor(geometry),
  );
}

/** In XML a style element is text like any other; inline in HTML its quotes must stand as they are. */
const escapeStyle = (css: string): string => css.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
