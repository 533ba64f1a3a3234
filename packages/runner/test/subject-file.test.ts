/** A learner's file as JavaScript: types become blanks, everything else stays where it was. */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { transformSync } from 'esbuild';
import { describe, expect, test } from 'vitest';
import { compileSubject, linkSubject } from '../src/subject-file/subject-file.mjs';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

/**
 * Every TypeScript file of the house but those that hold others in strings. Other tests make files and take them away
 * while this one reads: git knows which are the house's; in a copy without git, whatever is there to be read.
 */
const FOLDERS = ['packages', 'exercises', 'solutions'];

function listed(): string[] {
  try {
    return execFileSync('git', ['ls-files', '-z', '--', ...FOLDERS], { cwd: ROOT, encoding: 'utf8', stdio: 'pipe' }).split('\0'); // prettier-ignore
  } catch {
    return FOLDERS.flatMap((folder) =>
      readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((file) => `${folder}/${file}`),
    );
  }
}

const OTHERS = /\.d\.ts$|node_modules|test-results|dist|vitest\.tmp|(runner|grader)[\\/]test/;
const sources = listed().filter((file) => file.endsWith('.ts') && !OTHERS.test(file));

/** Null: it has gone since. */
function read(file: string): string | null {
  try {
    return readFileSync(path.join(ROOT, file), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

const compile = (source: string, file = 'src/file.ts'): string => {
  const compiled = compileSubject(source, 'src/file.ts', 'program');
  if (!compiled.ok) throw new Error(compiled.problems.map(({ line, column, text }) => `${file}:${line}:${column} ${text.en}`).join()); // prettier-ignore
  return compiled.code;
};
/** What is left when nothing but meaning is left. */
const meaning = (code: string, loader: 'ts' | 'js'): string =>
  transformSync(code, {
    loader,
    format: 'esm',
    target: 'esnext',
    minifySyntax: true,
    minifyWhitespace: true,
    tsconfigRaw: {},
  }).code;
/** So that only types, not imports, are in question. */
const withoutImports = (source: string): string =>
  source.replaceAll(/(from |import |import\()(['"])[^'"]+\2/g, "$1'@lastack/tcp/language'");

test('erasing means what esbuild means, in every file of the house, and no line or column moves', () => {
  expect(sources.length).toBeGreaterThan(300);
  let compared = 0;
  for (const file of sources) {
    const text = read(file);
    if (text === null) continue;
    const source = withoutImports(text);
    // A computed import() is refused, in whichever file it stands.
    if (/import\((?!')/.test(source)) continue;
    const code = compile(source, file);
    expect(code.length, file).toBe(source.length);
    expect(meaning(code, 'js'), file).toBe(meaning(source, 'ts'));
    compared++;
  }
  expect(compared).toBeGreaterThan(300);
});

describe('what a blank alone would change', () => {
  test.each([
    ['a type at the end of a line without a semicolon', 'let a: number\n(1)', 'let a       ;\n(1)'],
    ['as at the end of a line', 'const a = 1 as number\n[2].map(f)', 'const a = 1         ;\n[2].map(f)'],
    ['! at the end of a line', 'const a = b!\nf()', 'const a = b;\nf()'],
    ['a type alias between two lines', 'f()\ntype A = 1\n(1)', 'f()\n;         \n(1)'],
    ['the head of a loop', 'for (let i: number = 0, n: number; ; ) f(i as 1)', null],
    ['a loop over a value with a type', 'for (const a of b as C) f(a)', null],
    ['the answer type of an arrow function on lines of its own', 'const f = (a): {\n  b: 1;\n} => a', 'const f = (a    \n       \n) => a'], // prettier-ignore
    ['type parameters of an async arrow function', 'const f = async <\n T,\n>(a: T) => a', null],
    ['a modifier behind a field without a semicolon', 'class A { a = 1\n  private [b] = 2 }', null],
    ['fields that only declare', 'class A { a\n  declare b: 1\n  *c() {} }', null],
    ['everything a class can have', 'abstract class A<T> extends B<T> implements C, D<T> { private static readonly a?: 1; b!: T; constructor(a?: 1) { super() } protected async *c?<U>(this: A<T>, d: U): any { } abstract e(): void; [f: string]: any; override get g(): 1 { return 1 } readonly = 1; static = 2 }', null], // prettier-ignore
    ['a parameter called this', 'function f(this: A, b: B) {} function g(this: A,) {} function h(this: A) {}', null],
    [
      'overloads',
      'export function f(a: 1): 1;\nexport function f(a: 2): 2;\nexport function f(a: any) { return a }',
      null,
    ],
    ['calls with types', 'f<A>(b)<C>`d`; new E<F>(g); h?.<I>(j); (k<L>)(m); n satisfies O', null],
    ['imports of types, marked and not', "import a, { type b, C, d, } from '@lastack/tcp/language'; let e: C = d; export type { b }; export { type a, d }", null], // prettier-ignore
    ['a name that is a type and a property', "import { A } from '@lastack/tcp/language'; f({ A: 1 }.A)", null],
    ['catch, destructuring, defaults', 'try {} catch (e: unknown) { const { a, ...b }: C = d, [g]: H = i; ((j?: K, [l]: M = []) => {})() }', null], // prettier-ignore
    ['declare', 'declare const a: 1; declare function b(): 2; declare class C {} declare enum D {} declare namespace E {} declare module "f" {} f()', null], // prettier-ignore
    ['comments with question marks', 'const f = (a /* ? */ ?: /* : */ 1) => /* ! */ a! /* as */ as /* ? */ any', null],
    ['strings of several units', "const a: string = '𝄞é汉'; f(a as string)", null],
  ])('%s', (_, source, code) => {
    if (code !== null) expect(compile(source)).toBe(code);
    expect(compile(source).length).toBe(source.length);
    expect(meaning(compile(source), 'js')).toBe(meaning(source, 'ts'));
  });
});

describe('what is refused, with its place', () => {
  test.each([
    ['export function nextNumber( {\n  return 1\n', /^2:10 does not compile: Unexpected token/],
    ['let a = 1;\nlet a = 2;', /^2:5 does not compile: .*'a' has already been declared/],
    ['const a = (1;', /^1:13 does not compile: /],
    ['return 1;', /^1:1 does not compile: 'return' outside of function/],
    ['enum A { B }', /^1:1 uses enum\. Only types/],
    ['namespace A { export const b = 1 }', /^1:1 uses namespace/],
    ['class A { constructor(private b: 1) {} }', /^1:23 uses a parameter property/],
    ['const a = <any>b;', /^1:11 uses <T>x \(write x as T\)/],
    ["import { a } from 'vitest';", /^1:19 imports 'vitest'\. This file may import @lastack\/tcp\/language alone/],
    ["import { a } from '@lastack/tcp';", /^1:19 imports '@lastack\/tcp'/],
    ["export * from './other.ts';", /^1:15 imports '.\/other.ts'/],
    ["const a = await import('node:' + 'fs');", /^1:24 imports a computed name/],
    ["require('node:fs');", /^1:9 imports 'node:fs'/],
    ["import a = require('b');", /^1:20 imports 'b'/],
    ['//'.padEnd(256 * 1024 + 1), /^1:1 is longer than 256 KB/],
  ])('%.40s', (source, says) => {
    const compiled = compileSubject(source, 'src/file.ts', 'function');
    const [first] = compiled.ok ? [] : compiled.problems;
    expect(`${first?.line}:${first?.column} ${first?.text.en}`).toMatch(says);
    expect(first?.text['zh-Hans']).toMatch(/\p{sc=Han}/u);
  });

  test('several mistakes are told at once', () => {
    const compiled = compileSubject('let a = 1; let a = 2;\nlet b = 1; let b = 2;', 'src/file.ts', 'function');
    expect(compiled.ok ? [] : compiled.problems.map(({ line }) => line)).toEqual([1, 2]);
  });
});

test('an import of types from anywhere is gone; the language can be given another address', () => {
  const source = "import type { Socket } from 'node:net';\nimport { before, type Seq } from '@lastack/tcp/language';\nexport const f = before;"; // prettier-ignore
  const compiled = compileSubject(source, 'src/file.ts', 'function');
  if (!compiled.ok) throw new Error(compiled.problems[0]?.text.en);
  expect(linkSubject(compiled, 'data:,x')).toBe(`;${' '.repeat(38)}\nimport { before,          } from "data:,x";\nexport const f = before;`); // prettier-ignore
});
