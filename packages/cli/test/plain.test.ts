/** The screen where there is none: pipes and screen readers get lines that follow each other. */
import { spawn } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { BIN, CHINESE, ENGLISH } from './lastack.ts';
import { clonedCourse } from './own-course.ts';
import { KEY, sit } from './person.ts';

const FILE = 'exercises/01-segment-length/src/segment-length.ts';
const SOLVED = `export const segmentLength = ({ text, syn, fin }) => text.length + Number(syn) + Number(fin);\n`;

/** `lastack` with its input piped; each line is typed when the output has said what it waits for. */
function piped(
  cwd: string,
  dialogue: readonly (readonly [waitFor: string, type: string | (() => void)])[],
  env: NodeJS.ProcessEnv = {},
) {
  const { PATH, HOME } = process.env;
  const child = spawn(process.execPath, [BIN], { cwd, env: { PATH, HOME, ...ENGLISH, ...env } });
  const rest = [...dialogue];
  let [out, heard] = ['', 0];
  return new Promise<{ code: number | null; out: string }>((resolve) => {
    const go = (): void => {
      const next = rest[0];
      const at = next ? out.indexOf(next[0], heard) : -1;
      if (next === undefined || at < 0) return;
      rest.shift();
      heard = at + next[0].length;
      if (typeof next[1] === 'string') child.stdin.write(next[1]);
      else next[1]();
      if (rest.length === 0 && typeof next[1] === 'string' && next[1] === '') child.stdin.end();
      go();
    };
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      out += text;
      go();
    });
    child.on('close', (code) => resolve({ code, out }));
  });
}

describe('in a pipe', () => {
  test('the story, a hint, the pass after a save, the next: no escape sequence in all of it', async () => {
    const course = clonedCourse();
    const { code, out } = await piped(course.root, [
      ['h hint', 'h\n'],
      ['Hint 1 of 3', () => course.write(FILE, SOLVED)],
      ['n next', 'n\n'],
      ['== 02-next-number', ''],
    ]);
    expect(code).toBe(0);
    expect(out).not.toContain('\u001b');
    expect(out).toMatch(
      /^\n== 01-segment-length {2}The length of a segment\nexercises\/01-segment-length\/src\/segment-length\.ts\nrunning …\n/,
    );
    expect(out).toMatch(/Hint 1 of 3\nWhich control bits are acknowledged\?\n/);
    expect(out).toMatch(/✓ It passes\.[^]*\n1\/2 passed\n[^]*== 02-next-number/);
  });

  test('nothing to type at all: one verdict, and its exit code', async () => {
    const { code, out } = await piped(clonedCourse().root, [['== 01', '']], CHINESE);
    expect(code).toBe(1);
    expect(out).toContain('SYN 和 FIN 各占一个序列号。');
  });

  test('an exercise by its name, everything checked, and leaving', async () => {
    const { code, out } = await piped(clonedCourse().root, [
      ['h hint', 'next-numbre\n'],
      ['Did you mean next-number?', 'next-number\n'],
      ['1/2 passed', 'c\n'],
      ['1 to go', 'q\n'],
      ['n next', 'q\n'],
    ]);
    expect(code).toBe(0);
    expect(out).toMatch(/\n✗ 01-segment-length\n✓ 02-next-number\n1 to go/);
  });
});

test('--plain in a terminal: the cursor never moves, no other screen; Ctrl-C leaves', async () => {
  const person = sit({ cwd: clonedCourse().root, args: ['--plain'], env: { NO_COLOR: '1' } });
  await person.sees('h hint');
  expect(person.raw).not.toContain('\u001b');
  person.type(KEY.ctrlC);
  expect(await person.leaves()).toBe(130);
});

test('TERM=dumb: plain', async () => {
  const person = sit({ cwd: clonedCourse().root, env: { TERM: 'dumb' } });
  await person.sees('h hint');
  expect(person.raw).not.toContain('\u001b');
});
