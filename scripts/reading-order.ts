/** A package is read in one order: its README's walk is its folder, and each file says which comes next. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { expect, test } from 'vitest';

interface Order {
  /** Which folders hold the sources. */
  readonly folders?: readonly string[];
  /** Whether every file names the README's next; otherwise a "Next:" need only name a file that is there. */
  readonly chained?: boolean;
  /** Files that stand outside the chain: they are entered, not read in turn. */
  readonly doors?: readonly string[];
  /** How many lines a file's opening comment may have. */
  readonly opening?: (file: string) => number;
}

const LONGEST_FILE = 250;

/** Registers the tests of the package at `root`. */
export function testReadingOrder(
  root: string,
  { folders = ['src'], chained = false, doors = [], opening = () => 20 }: Order = {},
): void {
  const read = (file: string): string => readFileSync(join(root, file), 'utf8');
  const files = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(ts|mjs)$/.test(name) && !name.endsWith('.d.ts'))
      .map((name) => `${folder}/${name.replaceAll('\\', '/')}`),
  );
  const links = [...read('README.md').matchAll(/\]\(([^)#]+\.(?:ts|mjs))\)/g)].map(([, file = '']) => file);
  const walk = links.filter((file) => folders.some((folder) => file.startsWith(`${folder}/`)));
  const nextOf = (file: string): string | undefined => {
    const text = read(file);
    const [, next] = /Next: (\S+\.(?:ts|mjs))/.exec(text.slice(0, text.indexOf('*/'))) ?? [];
    return next === undefined ? undefined : normalize(join(dirname(file), next)).replaceAll('\\', '/');
  };

  test('the README names every file once', () => {
    expect(walk.toSorted()).toEqual(files.toSorted());
  });

  test(chained ? 'each file says which comes next, and it is the README’s next' : 'a next file is there', () => {
    const chain = walk.filter((file) => !doors.includes(file));
    for (const [index, file] of chain.entries()) {
      const next = nextOf(file);
      if (chained) expect(next, file).toBe(chain[index + 1]);
      else if (next !== undefined) expect(files, file).toContain(next);
    }
  });

  test('each opens with what it holds, and none is long', () => {
    for (const file of files) {
      const text = read(file);
      expect(text.startsWith('/**'), file).toBe(true);
      const lines = text.slice(0, text.indexOf('*/')).split('\n').length;
      expect(lines, `${file}: the opening`).toBeLessThanOrEqual(opening(file));
      expect(text.split('\n').length, `${file}: lines`).toBeLessThanOrEqual(LONGEST_FILE);
    }
  });
}
