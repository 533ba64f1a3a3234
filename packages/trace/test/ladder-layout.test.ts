import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  heightAt,
  ladderSvg,
  ladderText,
  layoutLadder,
  tellStory,
  type LadderLayout,
  type Trace,
} from '../src/index.ts';
import { displayWidth } from '../src/display-width.ts';
import { randomTrace } from './random-trace.ts';
import { fourWayClose, lostLastAck, simultaneousClose } from './traces.ts';
import { problemsOfXml } from './xml.ts';

const forAnyTrace = (check: (trace: Trace) => void): void => fc.assert(fc.property(randomTrace, check), { seed: 9293 });

describe('the layout of any trace', () => {
  test('time runs downwards: later rows are lower, and no row is earlier than the one above it', () => {
    forAnyTrace((trace) => {
      const { rows, height } = layoutLadder(trace);
      for (const [index, row] of rows.entries()) {
        if (index > 0) expect(row.at).toBeGreaterThanOrEqual(rows[index - 1]!.at);
        if (index > 0) expect(row.y).toBeGreaterThan(rows[index - 1]!.y);
        expect(row.y).toBeLessThan(height);
      }
    });
  });

  test('nothing is lost: every packet sent, arrived or dropped is one end of one arrow', () => {
    forAnyTrace((trace) => {
      const { arrows } = layoutLadder(trace);
      const of = (type: string): number[] =>
        [...trace.records.keys()].filter((index) => trace.records[index]!.type === type);
      const sent = arrows.filter(({ copy }) => !copy).flatMap(({ from }) => (from ? [from.record] : []));
      expect(sent.sort((a, b) => a - b)).toEqual(of('transmit'));
      expect(arrows.flatMap(({ to }) => (to ? [to.record] : [])).sort((a, b) => a - b)).toEqual(of('arrive'));
      expect(arrows.flatMap(({ lost }) => (lost ? [lost.record] : [])).sort((a, b) => a - b)).toEqual(of('drop'));
    });
  });

  test('an arrow never points upwards, and its ends stand on the lifelines and at the times of its records', () => {
    forAnyTrace((trace) => {
      const { arrows, rows, lifelines } = layoutLadder(trace);
      for (const { from, to } of arrows) {
        if (from && to) expect(to.row).toBeGreaterThan(from.row);
        for (const end of [from, to]) {
          if (!end) continue;
          const record = trace.records[end.record]!;
          expect({ at: rows[end.row]!.at, host: lifelines[end.column]!.host }).toEqual({
            at: record.at,
            host: record.host,
          });
        }
      }
    });
  });

  test('every change of state is a label, at its own time', () => {
    forAnyTrace((trace) => {
      const { states, rows } = layoutLadder(trace);
      const changes = trace.records.flatMap((record, index) =>
        record.type === 'state' ? [[index, record.at, record.to]] : [],
      );
      expect(states.map(({ record, row, state }) => [record, rows[row]!.at, state])).toEqual(changes);
    });
  });

  test('the cursor moves nothing', () => {
    forAnyTrace((trace) => {
      const still = ({ cursor, ...rest }: LadderLayout): object => ({ ...rest, was: cursor === null ? 0 : 0 });
      const cursor = Math.max(0, trace.records.length >> 1);
      expect(still(layoutLadder(trace, { cursor }))).toEqual(still(layoutLadder(trace)));
    });
  });

  test('any range can be drawn, and has the rows of its records alone', () => {
    fc.assert(
      fc.property(randomTrace, fc.nat(60), fc.nat(60), (trace, a, b) => {
        const [from, until] = [Math.min(a, b), Math.max(a, b)];
        const { rowOf, rows } = layoutLadder(trace, { from, until });
        for (const [index, row] of rowOf.entries()) expect(row !== null).toBe(index >= from && index <= until);
        for (const row of rowOf) if (row !== null && rows.length > 0) expect(row).toBeLessThan(rows.length);
        expect(() => ladderText(trace, { from, until })).not.toThrow();
      }),
      { seed: 9293 },
    );
  });
});

describe('idle time', () => {
  test('long waits are cut out and say how long they were; ten times a packet’s way is still drawn', () => {
    const { breaks } = layoutLadder(fourWayClose());
    expect(breaks.map(({ span }) => span)).toEqual([59_990_000]);
  });

  test('any moment has a height, in proportion between two rows', () => {
    const { rows } = layoutLadder(lostLastAck());
    const fin = rows.findIndex(({ at }) => at === 10_000);
    const between = heightAt(rows, 5_000);
    expect(between).toBeCloseTo((rows[fin]!.y + rows[fin - 1]!.y) / 2);
    expect(heightAt(rows, -1)).toBe(rows[0]!.y);
    expect(heightAt(rows, 10 ** 12)).toBe(rows.at(-1)!.y);
  });
});

describe('drawn as text', () => {
  test.each([60, 80, 120])('no line is wider than %i columns, in any language', (width) => {
    forAnyTrace((trace) => {
      for (const options of [{ width }, { width, ascii: true, language: 'zh-Hans' as const }]) {
        for (const line of ladderText(trace, options).split('\n'))
          expect(displayWidth(line)).toBeLessThanOrEqual(width);
      }
    });
  });
});

describe('drawn as SVG', () => {
  test('well-formed XML, whatever applications and authors have written', () => {
    forAnyTrace((trace) => {
      const cursor = trace.records.length >> 1;
      expect(problemsOfXml(ladderSvg(trace, { cursor, mark: { record: cursor, text: '<&">\u0000' } }))).toEqual([]);
    });
  });

  test('no line leaves the frame', () => {
    forAnyTrace((trace) => {
      const svg = ladderSvg(trace);
      const [, width, height] = /viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(svg)!.map(Number);
      for (const [, axis, value] of svg.matchAll(/ ([xy])[12]="(-?[\d.]+)"/g)) {
        expect(Number(value)).toBeGreaterThanOrEqual(0);
        expect(Number(value)).toBeLessThanOrEqual(axis === 'x' ? width! : height!);
      }
    });
  });

  test('it stands alone: no script, nothing fetched, a title and the whole story', () => {
    const svg = ladderSvg(lostLastAck(), { language: 'zh-Hans', id: 'lost' });
    expect(svg).not.toMatch(/<script|href=|url\(|@import|<foreignObject| on[a-z]+="/i);
    expect(svg).toContain('<title id="lost-title">A 与 B 之间的报文时序图</title>');
    expect(svg).toContain('aria-labelledby="lost-title lost-story"');
    expect(svg).toContain('230 ms，B 收到 A 的 ACK 2，进入 CLOSED。');
  });

  test('its styles speak to nothing else on the page', () => {
    const [, css] = /<style>(.*?)<\/style>/s.exec(ladderSvg(simultaneousClose()))!;
    const selectors = css!
      .replace(/@media[^{]*\{/g, '')
      .split('}')
      .map((rule) => rule.split('{')[0]!)
      .filter(Boolean);
    expect(selectors.length).toBeGreaterThan(20);
    for (const selector of selectors.flatMap((list) => list.split(','))) expect(selector).toContain('.lastack-ladder');
  });

  test('what the cursor has not reached is faint', () => {
    const trace = simultaneousClose();
    const future = (cursor: number): number =>
      [...ladderSvg(trace, { cursor }).matchAll(/class="[^"]* future"/g)].length;
    expect(future(trace.records.length - 1)).toBe(0);
    expect(future(0)).toBeGreaterThan(future(14));
    expect(future(14)).toBeGreaterThan(0);
  });
});

test('any trace has a story in both languages, a sentence a record', () => {
  forAnyTrace((trace) => {
    for (const language of ['en', 'zh-Hans'] as const) {
      const story = tellStory(trace, language);
      expect(story).toHaveLength(trace.records.length);
      for (const sentence of story) expect(sentence).not.toMatch(/undefined|null|NaN|\[object/);
    }
  });
});
