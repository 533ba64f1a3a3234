/** The bench, with samples that are given: no test here measures anything, or asserts a time. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { asked, main, ROWS } from '../../bench/main.mjs';
import { lastLine, run } from '../../bench/programs.mjs';
import { machineLine } from '../../bench/report.mjs';
import { perCpuSecond } from '../../bench/row.mjs';
import { slabObject } from '../../bench/rows/time-wait-memory.mjs';
import { measure } from '../../bench/rounds.mjs';
import { figure } from '../../bench/table.mjs';
import { judge, median } from '../../bench/targets.mjs';

/** A contender whose samples are these, in order. */
const gives = (id, ...values) => ({
  id,
  name: `the ${id}`,
  prepare: async () => {
    const left = [...values];
    return async () => ({ value: left.shift() });
  },
});
const lacks = (id) => ({ id, name: `the ${id}`, prepare: async () => ({ missing: 'a kiln', install: 'build one' }) });

const row = {
  id: 'bricks',
  title: 'bricks, baked',
  unit: 'per hour',
  rounds: 3,
  contenders: [gives('new oven', 900, 1_200, 1_000), gives('old oven', 90, 80, 100), lacks('sun')],
  targets: [
    { of: 'new oven', must: 'at least', number: 1_000 },
    { of: 'new oven', must: 'at least', times: 12, the: 'old oven' },
    { of: 'old oven', must: 'at most', the: 'new oven', plus: 10 },
    { of: 'new oven', must: 'at least', the: 'sun' },
  ],
};
const silent = () => {};

describe('a row', () => {
  test('median, spread and every sample of each; who is missing says what it lacks', async () => {
    const { contenders } = await measure(row, { quick: false }, silent);
    expect(contenders['new oven']).toEqual({
      name: 'the new oven',
      median: 1_000,
      least: 900,
      most: 1_200,
      samples: [{ value: 900 }, { value: 1_200 }, { value: 1_000 }],
      missing: null,
    });
    expect(contenders.sun).toMatchObject({ median: null, samples: [], missing: { install: 'build one' } });
  });

  test('rounds are interleaved: everyone once, then everyone again', async () => {
    const order = [];
    await measure(row, { quick: false }, (line) => order.push(line.split(', ')[1]));
    expect(order).toEqual(Array(3).fill(['the new oven', 'the old oven']).flat());
  });

  test('--quick: one round, and none for those that are slow', async () => {
    const slow = { ...gives('slow', 1), slow: true };
    const { contenders } = await measure({ ...row, contenders: [gives('fast', 2), slow] }, { quick: true }, silent);
    expect(contenders.fast.samples).toEqual([{ value: 2 }]);
    expect(contenders.slow.missing.install).toBe('run without --quick');
  });

  test('who fails while measured has no figure at all, and the others go on', async () => {
    let calls = 0;
    const sample = async () => {
      calls += 1;
      if (calls === 2) throw new Error('it broke');
      return { value: 5 };
    };
    const broken = { id: 'broken', name: 'b', prepare: async () => sample };
    const { contenders } = await measure({ ...row, contenders: [broken, gives('whole', 1, 2, 3)] }, {}, silent);
    expect(contenders.broken).toMatchObject({ median: null, samples: [], missing: { missing: 'it broke' } });
    expect(contenders.whole.median).toBe(2);
  });
});

describe('targets', () => {
  test('held, not held, not measured', () => {
    const results = { 'new oven': { median: 1_000 }, 'old oven': { median: 90 }, sun: { median: null } };
    expect(judge(row, results).map(({ asked, against, ratio, held }) => [asked, against, ratio, held])).toEqual([
      ['≥ 1,000', 1_000, 1, true],
      ['≥ 12 × the old oven', 1_080, 1_000 / 1_080, false],
      ['≤ the new oven + 10', 1_010, 90 / 1_010, true],
      ['≥ the sun', null, null, null],
    ]);
  });

  test('median of an odd and an even number of samples', () => {
    expect([median([3, 1, 2]), median([4, 1, 3, 2])]).toEqual([2, 2.5]);
  });

  test('every shipped row: a target names contenders that there are, and ids are unique', () => {
    expect(new Set(ROWS.map(({ id }) => id)).size).toBe(ROWS.length);
    for (const { id, contenders, targets } of ROWS) {
      const ids = contenders.map((contender) => contender.id);
      expect(new Set(ids).size, id).toBe(ids.length);
      for (const target of targets) expect(ids, id).toContain(target.of);
      for (const { the } of targets) if (the !== undefined) expect(ids, id).toContain(the);
      for (const { the, number } of targets) expect((the === undefined) === (number === undefined), id).toBe(false);
    }
  });
});

describe('the command', () => {
  let folder;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'lastack-house-'))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  async function bench(rows, ...args) {
    const out = join(folder, 'deep', 'bench.json');
    const lines = [];
    const code = await main(['--out', out, ...args], rows, (line) => lines.push(line), silent);
    return { code, text: lines.join('\n'), report: () => JSON.parse(readFileSync(out, 'utf8')) };
  }

  test('prints what was measured and one table of ratios; a target that is not held is no failure', async () => {
    const { code, text } = await bench([row]);
    expect(code).toBe(0);
    const [, rows] = text.split('bricks: ');
    expect(rows.split('\n\nEvery sample')[0]).toBe(
      [
        'bricks, baked, per hour',
        '  the new oven  1,000  (900 to 1,200)',
        '  the old oven     90  (80 to 100)',
        '  the sun           –  not measured here: a kiln; build one',
        '',
        '  row     who           target               measured  against  ratio',
        '  bricks  the new oven  ≥ 1,000                 1,000    1,000   1.00  held',
        '  bricks  the new oven  ≥ 12 × the old oven     1,000    1,080   0.93  NOT HELD',
        '  bricks  the old oven  ≤ the new oven + 10        90    1,010   0.09  held',
        '  bricks  the new oven  ≥ the sun               1,000        –      –  not measured',
      ].join('\n'),
    );
  });

  test('writes a report as bench/README.md describes it', async () => {
    const report = (await bench([row], '--quick')).report();
    const described = readFileSync(new URL('../../bench/README.md', import.meta.url), 'utf8');
    const [, json] = /```jsonc\n([^`]*)```/.exec(described);
    const shape = (value) => {
      if (Array.isArray(value)) return value.slice(0, 1).map(shape);
      if (value === null || typeof value !== 'object') return null;
      return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, shape(each)]));
    };
    const example = JSON.parse(json.replaceAll(/ \/\/.*$/gm, ''));
    const [{ contenders, ...rest }] = report.rows;
    const [{ contenders: exampleContenders, ...exampleRest }] = example.rows;
    expect(shape({ ...report, rows: [rest] })).toEqual(shape({ ...example, rows: [exampleRest] }));
    expect(Object.keys(contenders.sun)).toEqual(Object.keys(exampleContenders.ours));
    expect(report).toMatchObject({ version: 1, quick: true });
  });

  test('3 when nothing could be measured, 2 when the call was wrong', async () => {
    expect((await bench([{ ...row, contenders: [lacks('sun')], targets: [] }])).code).toBe(3);
    expect((await bench([row], 'briks')).code).toBe(2);
    expect((await bench([row], '--fast')).code).toBe(2);
    expect(asked(['bricks', '--quick'], [row])).toMatchObject({ rows: [row], quick: true });
  });

  test('the machine in one line', () => {
    const machine = {
      cpu: 'Z80',
      cores: 1,
      load: [0.5],
      kernel: 'cpm 2.2',
      distribution: null,
      node: 'v20',
      date: '1976',
    };
    expect(machineLine(machine)).toBe('Z80, 1 cores, load 0.5; cpm 2.2; Node v20; 1976');
  });
});

describe('programs', () => {
  test('what counts is the last line', () => {
    expect(lastLine('warming up\n{"connections":10,"cpuSeconds":2}\n')).toEqual({ connections: 10, cpuSeconds: 2 });
    expect(() => lastLine('Segmentation fault')).toThrow('Its last line is not JSON: Segmentation fault');
  });

  test('per CPU-second; nothing done, or in no time, is no measurement', () => {
    const details = { connections: 10, cpuSeconds: 2 };
    expect(perCpuSecond(details)).toEqual({ value: 5, details });
    expect(() => perCpuSecond({ connections: 0, cpuSeconds: 2 })).toThrow('Not a measurement');
    expect(() => perCpuSecond({ connections: 9, cpuSeconds: 0 })).toThrow('Not a measurement');
  });

  test('a program that fails says so with its last words', async () => {
    const script = 'console.error("no port is free"); process.exit(7)';
    await expect(run(process.execPath, ['-e', script])).rejects.toThrow(/ended with code 7: no port is free$/);
    await expect(run(process.execPath, ['-e', 'console.log("[1]")'])).resolves.toEqual([1]);
  });

  test('the size of a kernel object, from /proc/slabinfo', () => {
    const slabinfo = 'tw_sock_TCPv6   16   16  272  16 1 : x\ntw_sock_TCP     80  144  256   16  1 : x\n';
    expect(slabObject(slabinfo, 'tw_sock_TCP')).toBe(256);
    expect(slabObject(slabinfo, 'tw_sock_UDP')).toBe(null);
  });

  test('figures have no more digits than they can promise', () => {
    expect([33_828.4, 999.96, 1.2345, 0, null].map(figure)).toEqual(['33,828', '1000', '1.23', '0', '–']);
  });
});
