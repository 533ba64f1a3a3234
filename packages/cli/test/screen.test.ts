/** The learner's screen as a person meets it: keys, saving, resizing, leaving; nothing is lost. */
import {
  chmodSync,
  cpSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
  openSync,
  closeSync,
  writeSync,
} from 'node:fs';
import { describe, expect, test, vi } from 'vitest';
import { CHINESE } from './lastack.ts';
import { clonedCourse } from './own-course.ts';
import { KEY, sit } from './person.ts';

const FILE = 'exercises/01-segment-length/src/segment-length.ts';
const SOLVED = `export const segmentLength = ({ text, syn, fin }) => text.length + Number(syn) + Number(fin);\n`;
const LOOP = `export function segmentLength() { for (;;); }\n`;
const FLOOD = `export function segmentLength() { for (;;) console.log('x'.repeat(1000)); }\n`;

describe('the first minutes', () => {
  test('the story of the failure, three hints, and nothing but keys that mean something now', async () => {
    const course = clonedCourse();
    const person = sit({ cwd: course.root });
    await person.sees('✗ SEG.LEN > counts SYN and FIN');
    expect(person.screen).toBe('alternate');
    expect(person.text).toMatch(/Expected +1\nGot +0\n/);
    expect(person.text).not.toMatch(/n next/);
    for (const level of [1, 2, 3]) {
      person.type('h');
      await person.sees(`Hint ${level} of 3`);
    }
    expect(person.text).not.toContain('h next hint');
    person.type('q');
    expect(await person.leaves()).toBe(0);
    expect([person.screen, person.cursorShown]).toEqual(['normal', true]);
    expect(course.progress()).toMatchObject({
      current: '01-segment-length',
      exercises: { '01-segment-length': { attempts: 1, hints: 3, passedVersion: null } },
    });
  });

  test('in Chinese: no line is wider than the screen, at 60 columns too', async () => {
    const course = clonedCourse();
    const person = sit({ cwd: course.root, env: CHINESE, columns: 60 });
    await person.sees('SYN 和 FIN 各占一个序列号。');
    person.type('l');
    await person.sees('下一个序列号');
    person.type('?');
    person.type('q');
    await person.sees('检查');
    person.type(KEY.ctrlC);
    expect(await person.leaves()).toBe(130);
  });
});

describe('saving judges', () => {
  test.each([
    ['in place', (path: string, text: string) => writeFileSync(path, text)],
    [
      'as vim: a new file, renamed over the old one',
      (path: string, text: string) => {
        renameSync(path, `${path}~`);
        writeFileSync(`${path}.new`, text);
        renameSync(`${path}.new`, path);
        rmSync(`${path}~`);
      },
    ],
    [
      'as VS Code: truncated, then written',
      (path: string, text: string) => {
        closeSync(openSync(path, 'w'));
        const file = openSync(path, 'r+');
        writeSync(file, text);
        closeSync(file);
      },
    ],
  ])('%s; it passes, and nothing advances by itself', async (_, save) => {
    const course = clonedCourse();
    const person = sit({ cwd: course.root });
    await person.sees('1 of 3 tests pass');
    save(course.path(FILE), SOLVED);
    await person.sees('✓ It passes.');
    expect(person.lines[0]).toMatch(/^01-segment-length/);
    await person.sees(/1\/2$/m);
    expect(course.progress().exercises['01-segment-length']).toMatchObject({ passedVersion: 1 });
    person.type('n');
    await person.sees(/^02-next-number .*✓ passed$/m);
    // Nothing is left: one more check of everything, and the course is over.
    await person.sees('2/2');
    person.type('n');
    await person.sees('Both ends are CLOSED');
    person.type('q');
    await person.sees('n next');
    person.type('q');
    expect(await person.leaves()).toBe(0);
  });

  test('the last check finds what does not pass any more, and goes there', async () => {
    const course = clonedCourse();
    const person = sit({ cwd: course.root });
    await person.sees('1 of 3 tests pass');
    course.write(FILE, SOLVED);
    await person.sees('✓ It passes.');
    person.type('n');
    await person.sees('2/2');
    course.write(FILE, 'export const segmentLength = () => 7;\n');
    person.type('c');
    await person.sees('1 to go');
    expect(person.text).toMatch(/✗ 01-segment-length/);
    expect(person.text).toMatch(/✓ 02-next-number/);
    person.type('n');
    await person.sees(/^01-segment-length .*✗ 0\/3$/m);
  });

  test('a pass stays a pass while its author goes on trying things', async () => {
    const course = clonedCourse();
    const person = sit({ cwd: course.root });
    await person.sees('1 of 3 tests pass');
    course.write(FILE, SOLVED);
    await person.sees('✓ It passes.');
    course.write(FILE, 'export const segmentLength = () => 7;\n');
    await person.sees('0 of 3 tests pass');
    expect(person.text).toMatch(/1\/2$/m);
    expect(person.text).toContain('n next');
  });
});

describe('code that does not stop', () => {
  test('an endless loop, an output flood: the limit names itself, and the next save is judged', async () => {
    const course = clonedCourse();
    const person = sit({ cwd: course.root });
    await person.sees('1 of 3 tests pass');
    course.write(FILE, LOOP);
    await person.sees('stopped at a limit (time)');
    course.write(FILE, FLOOD);
    await person.sees('stopped at a limit (output)');
    course.write(FILE, SOLVED);
    await person.sees('✓ It passes.');
  });

  test('saving in the middle of a run: the new code is judged, the old run is not heard of again', async () => {
    const course = clonedCourse();
    const person = sit({ cwd: course.root });
    await person.sees('1 of 3 tests pass');
    course.write(FILE, LOOP);
    await person.sees('running …');
    course.write(FILE, SOLVED);
    await person.sees('✓ It passes.');
    expect(person.text).not.toContain('limit');
  });

  test('Ctrl-C in the middle of a run: at once, the terminal as it was', async () => {
    const course = clonedCourse();
    course.write(FILE, LOOP);
    const person = sit({ cwd: course.root });
    await person.sees('running …');
    person.type(KEY.ctrlC);
    expect(await person.leaves()).toBe(130);
    expect([person.screen, person.cursorShown]).toEqual(['normal', true]);
  });

  test('what a program prints does not steer the screen', async () => {
    const course = clonedCourse();
    course.write(FILE, `console.log('\\u001b[2J\\u001b[?1049lover here');\n${SOLVED}`);
    const person = sit({ cwd: course.root });
    await person.sees('over here');
    expect([person.screen, person.lines[0]]).toEqual(['alternate', expect.stringMatching(/^01-segment-length/)]);
  });
});

/** All that a process has started, and what those have started: Linux tells. */
function descendants(pid: number): number[] {
  const children = new Map<number, number[]>();
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    const [state, parent] = statOf(Number(name));
    if (state !== null && state !== 'Z') children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
  }
  const below = (of: number): number[] => (children.get(of) ?? []).flatMap((child) => [child, ...below(child)]);
  return below(pid);
}

function statOf(pid: number): readonly [state: string | null, parent: number] {
  try {
    const [state = '', parent = ''] = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    return [state, Number(parent)];
  } catch {
    return [null, 0];
  }
}

describe.runIf(process.platform === 'linux')('a program, which has processes of its own', () => {
  test('Ctrl-C in the middle of its run: not one of them is left', async () => {
    const course = clonedCourse();
    const leak = '11-close-wait-leak';
    const skip = (from: string): boolean => !from.includes('node_modules');
    cpSync(new URL(`../../../exercises/${leak}`, import.meta.url), course.path('exercises', leak), {
      recursive: true,
      filter: skip,
    });
    const person = sit({ cwd: course.path('exercises', leak) });
    await person.sees('running …');
    await vi.waitUntil(() => descendants(person.pid).length > 0, { timeout: 60_000 });
    const started = descendants(person.pid);
    person.type(KEY.ctrlC);
    expect(await person.leaves()).toBe(130);
    const alive = (): number[] => started.filter((pid) => !['Z', null].includes(statOf(pid)[0]));
    await vi.waitUntil(() => alive().length === 0, { timeout: 60_000 });
  });
});

describe('the list', () => {
  test('filter, search in either language, go there', async () => {
    const person = sit({ cwd: clonedCourse().root });
    await person.sees('1 of 3 tests pass');
    person.type('l');
    await person.sees(/^>►· {2}01-segment-length .*begun$/m);
    person.type('d');
    await person.sees('Nothing matches.');
    person.type('d/序列号');
    await person.sees('Search: 序列号_');
    await person.sees(/^> · {2}02-next-number/m);
    expect(person.text).not.toMatch(/^.{3} {2}01-segment-length/m);
    person.type(`${KEY.enter}${KEY.enter}`);
    await person.sees(/^02-next-number .*✓ passed$/m);
  });
});

describe('reset and solution', () => {
  test('reset asks, restores the starter, and keeps what was written', async () => {
    const course = clonedCourse();
    const starter = course.read(FILE);
    const person = sit({ cwd: course.root });
    await person.sees('1 of 3 tests pass');
    const mine = 'export const segmentLength = () => 7; // mine\n';
    course.write(FILE, mine);
    await person.sees('0 of 3 tests pass');
    person.type('x');
    await person.sees('y/n');
    person.type('n');
    person.type('x');
    await person.sees('y/n');
    expect(course.read(FILE)).toBe(mine);
    person.type('y');
    await person.sees('is the starter again');
    await person.sees('1 of 3 tests pass');
    expect(course.read(FILE)).toBe(starter);
    const [backup] = readdirSync(course.path('.lastack/backups/01-segment-length'));
    expect(course.read(`.lastack/backups/01-segment-length/${backup}`)).toBe(mine);
  });

  test('the solution before a pass: only when asked twice', async () => {
    const person = sit({ cwd: clonedCourse().root });
    await person.sees('1 of 3 tests pass');
    person.type('s');
    await person.sees('Press "s" once more');
    expect(person.text).not.toContain('Solution  solutions/');
    person.type('s');
    await person.sees('Solution  solutions/01-segment-length/segment-length.ts');
    person.type('q');
    await person.sees('✗ SEG.LEN > counts SYN and FIN');
  });
});

describe('the window', () => {
  test('is resized while it is used: 120×40, 60×24, 40×10; and back', async () => {
    const person = sit({ cwd: clonedCourse().root });
    await person.sees('1 of 3 tests pass');
    for (const [columns, rows] of [
      [120, 40],
      [60, 24],
      [40, 10],
      [80, 24],
    ] as const) {
      person.resize(columns, rows);
      await person.sees(new RegExp(`^─{${columns}}$`, 'm'));
      expect(person.lines).toHaveLength(rows);
      expect(person.lines[0]).toMatch(/^01-segment-length/);
    }
  });

  test('a story that is longer than the window is scrolled', async () => {
    const person = sit({ cwd: clonedCourse().root, rows: 14 });
    await person.sees(/↓ \d+ more/);
    expect(person.text).not.toContain('lesson 1, Two goodbyes');
    person.type('G');
    await person.sees('lesson 1, Two goodbyes');
    person.type('k');
    await person.sees('↓ 1 more');
    person.type('g');
    await person.sees('1 of 3 tests pass');
  });

  test('NO_COLOR: no colour, the same words', async () => {
    const person = sit({ cwd: clonedCourse().root, env: { NO_COLOR: '1' } });
    await person.sees('1 of 3 tests pass');
    for (const colour of ['\u001b[31m', '\u001b[32m', '\u001b[2m', '\u001b]8'])
      expect(person.raw).not.toContain(colour);
  });
});

/** mkdir(2) as it answers in a folder that one may not write to. */
const READ_ONLY = `
const fs = require('node:fs');
const { mkdirSync } = fs;
fs.mkdirSync = (path, ...rest) => {
  if (!String(path).endsWith('.lastack')) return mkdirSync(path, ...rest);
  throw Object.assign(new Error('EACCES: permission denied'), { code: 'EACCES', syscall: 'mkdir', path });
};
require('node:module').syncBuiltinESMExports();
`;

describe('what is kept', () => {
  test('a folder that may not be written to: said plainly, and the course goes on', async () => {
    const course = clonedCourse();
    // Root may write anywhere: for root the system's answer is put in its mouth.
    const isRoot = process.getuid?.() === 0;
    course.write('read-only.cjs', READ_ONLY);
    if (!isRoot) chmodSync(course.root, 0o555);
    const person = sit({ cwd: course.root, node: isRoot ? ['--require', course.path('read-only.cjs')] : [] });
    await person.sees('cannot be written: the folder may not be written to.');
    await person.sees('1 of 3 tests pass');
    person.type('q');
    expect(await person.leaves()).toBe(0);
    expect(existsSync(course.path('.lastack'))).toBe(false);
    chmodSync(course.root, 0o755);
  });
});
