/**
 * What a learner's file may do, rightly or wrongly, without leaving the language: the verdict is the same in every
 * place, word for word. Next: hostile.ts (what does harm)
 */
import type { Hostile } from './hostile.ts';

const answering = (body: string, before = ''): string =>
  `${before}\nexport function nextNumber(sent: { seq: number; length: number; fin: boolean }): any {\n${body}\n}\n`;
const right = 'return { next: (sent.seq + sent.length + (sent.fin ? 1 : 0)) >>> 0 };';

const failed = (name: string, source: string, says: RegExp): Hostile => ({ name, source, outcome: 'failed', says });
const invalid = (name: string, source: string, says: RegExp): Hostile => ({ name, source, outcome: 'invalid', says });
const passed = (name: string, source: string): Hostile => ({ name, source, outcome: 'passed', says: /^/, score: 4 });

/** Files that are not what an exercise asks for. */
const REFUSED: readonly Hostile[] = [
  invalid('imports the behaviour of TCP', answering(right, "import { reference } from '@lastack/tcp';"), /:1:27 imports '@lastack\/tcp'\. This file may import/), // prettier-ignore
  invalid('imports the tests', answering(right, "import '../next-number.test.ts';"), /:1:8 imports '\.\.\/next-number\.test\.ts'/), // prettier-ignore
  invalid('imports vitest, to extend its matchers', answering(right, "import { expect } from 'vitest';\nexpect.extend({ toBe: () => ({ pass: true }) });"), /:1:24 imports 'vitest'/), // prettier-ignore
  invalid(
    'has an enum',
    answering(right, 'enum Direction { In, Out }'),
    /:1:1 uses enum\. Only types that can be erased/,
  ),
  invalid('has a namespace', answering(right, 'namespace Tcp { export const msl = 1; }'), /:1:1 uses namespace/),
  invalid('has a parameter property', answering(right, 'class A { constructor(private readonly b: number) {} }'), /:1:23 uses a parameter property/), // prettier-ignore
  invalid('is empty of sense', 'export const nextNumber = (a, a) => 1;', /:1:31 does not compile/),
  failed('exports as default instead', answering(right).replace('export function', 'export default function'), /does not export a function called nextNumber/), // prettier-ignore
  failed(
    'exports a number of that name',
    'export const nextNumber = 7;',
    /does not export a function called nextNumber/,
  ),
];

/** What it finds around it, and what it does to it. */
const SURROUNDINGS: readonly Hostile[] = [
  failed('asks for process', answering('process.exit(0);'), /ReferenceError: process is not defined\. \(src\/next-number\.ts:3:1: process/), // prettier-ignore
  failed('asks for the matchers', answering('(globalThis as any).expect.extend({});'), /TypeError: it reads a property of undefined\. \(src\/next-number\.ts:3:1: /), // prettier-ignore
  failed('asks for a timer', answering('setTimeout(() => {}, 1);'), /setTimeout is not defined/),
  failed('asks for the host', answering("return (globalThis as any).constructor.constructor('return process')().pid;"), /process is not defined/), // prettier-ignore
  failed(
    'patches what a test would use',
    answering(
      'return { next: -1 };',
      `Object.is = () => true; Object.freeze = ((x: any) => x) as any; Array.isArray = (() => true) as any;
Math.max = () => 110; JSON.stringify = () => '{"next":110}'; JSON.parse = () => ({ next: 110 });
(Object.prototype as any).next = 110; Array.prototype.map = Array.prototype.every = (() => []) as any;
Object.prototype.toString = () => '110'; Error.prototype.name = 'RuleKept'; String.prototype.includes = () => true;
(globalThis as any).Object = (globalThis as any).Error = (globalThis as any).Reflect = null;`,
    ),
    /^\nSND\.NXT counts/,
  ),
  failed('thaws its argument first', answering(`(sent as any).seq += 1; ${right}`, 'Object.freeze = ((x: any) => x) as any; Object.isFrozen = () => false;'), /it changes a value that is frozen/), // prettier-ignore
  failed('uses what is newer than ES2023', answering('return { next: Object.groupBy([1], String) };'), /it calls something that is not a function\. \(src/), // prettier-ignore
  passed('asks whether it is given plain values', answering(`if (!(sent instanceof Object) || sent.constructor !== Object) throw sent; ${right}`)), // prettier-ignore
  passed('prints', answering(`console.log('sent', sent, [-0, 1n, 'a'], new Map([[1, 2]]), new Error('e'), undefined, null); ${right}`)), // prettier-ignore
  passed('remembers, and gets away with it here', answering('return { next: [110, 111, 0][asked++] };', 'let asked = 0;')), // prettier-ignore
  passed(
    'uses the whole of ES2023',
    answering(`const list = [3, 1, 2].toSorted().with(0, 1).findLast((n) => n > 1) ?? 0;
class A { #b = 1; static c: number; static { this.c = 2; } get b() { return this.#b; } }
const [{ d = 4, ...rest }, ...others] = [{ d: undefined, e: 5 }, 6] as any[];
function* numbers() { yield* [1, 2]; }
const all = [...numbers(), list, new A().b, A.c, d, rest.e, others[0], /(?<y>\\d+)(?<=1)/u.exec('x1')?.groups?.y, 2 ** 3, 7n];
if (all.join() !== '1,2,3,1,2,4,5,6,1,8,7') throw new Error(all.join());
label: for (const a of [1]) { for (;;) continue label; }
${right}`),
  ),
  passed(
    'sorts and writes as the language says',
    answering(`const words = ['b', 'a', 'B', 'ä'].sort((a, b) => a.localeCompare(b)).join();
const written = [words, (1234567.5).toLocaleString(), (0.1).toFixed(3), String(1e21), String(new Date(0)), [1, [2]].toLocaleString()].join(' ');
if (written !== 'B,a,b,ä 1234567.5 0.100 1e+21 1970-01-01T00:00:00.000Z 1,2') throw new Error(written);
${right}`),
  ),
  passed('recurses a thousand times', answering(`const deep = (n: number): number => (n === 0 ? 0 : 1 + deep(n - 1)); deep(1000); ${right}`)), // prettier-ignore
  passed('speaks the language', answering('return { next: Number(add(add(sent.seq as any, sent.length), Number(sent.fin))) };', "import { add, type Seq } from '@lastack/tcp/language';")), // prettier-ignore
];

/** What comes back. */
const ANSWERS: readonly Hostile[] = [
  passed('-0 where 0 is right', answering('const n = sent.seq + sent.length + Number(sent.fin); return { next: n === 2 ** 32 ? -0 : n };')), // prettier-ignore
  passed(
    'numbers of 32 bits by BigInt.asUintN',
    answering(
      'const cut = (bits: number, n: bigint) => BigInt.asUintN(bits, n); if (`${cut(32, -1n)} ${cut(64, -1n)} ${cut(33, -3n)} ${cut(0, 5n)} ${cut(65, -1n)}` !== "4294967295 18446744073709551615 8589934589 0 36893488147419103231") return null; return { next: Number(cut(32, BigInt(sent.seq + sent.length + Number(sent.fin)))) };',
    ),
  ),
  failed('NaN', answering('return { next: NaN };'), /answer\.next is NaN/),
  failed('undefined', answering('return undefined;'), /^\nSND\.NXT counts/),
  failed('undefined inside a list', answering('return [undefined];'), /answer\[0\] is undefined/),
  failed('an instance', answering('return new Answer();', 'class Answer { next = 110; }'), /answer is an instance of Answer/), // prettier-ignore
  failed('a Map', answering('return new Map([["next", 110]]);'), /answer is an instance of Map/),
  failed(
    'an async answer',
    answering(right).replace('export function', 'export async function'),
    /answer is a Promise/,
  ),
  failed('a generator', answering(`yield 1; ${right}`).replace('function nextNumber', 'function* nextNumber'), /answer is an instance of/), // prettier-ignore
  failed('a function', answering('return nextNumber;'), /answer is a function/),
  failed('a Proxy that is wrong', answering('return new Proxy({ next: -1 }, {});'), /^\nSND\.NXT counts/),
  failed('a Proxy that throws', answering('return new Proxy({ next: 110 }, { ownKeys() { throw new Error(); } });'), /answer cannot be read/), // prettier-ignore
  { name: 'a Proxy that loops', source: answering('return new Proxy({ next: 110 }, { ownKeys() { for (;;); } });'), outcome: 'limit', limit: 'time', says: /longer than/ }, // prettier-ignore
];

/** What is thrown, and where. */
const THROWN: readonly Hostile[] = [
  failed('null', answering('throw null;'), /nextNumber threw null$/m),
  failed('a number', answering('throw 7;'), /nextNumber threw 7$/m),
  failed('a thrown Proxy', answering('throw new Proxy({}, { get() { throw 1; }, getPrototypeOf() { throw 2; } });'), /nextNumber threw something that cannot be shown/), // prettier-ignore
  failed('an error of its own', answering("if (sent.fin) return null;\n  throw Object.assign(new Error('mine'), { name: 'Mine' });"), /nextNumber threw Mine: mine \(src\/next-number\.ts:4:3: throw Object/), // prettier-ignore
  failed('deep inside', answering('return inner(sent as any);', 'const inner = (one: any) => {\n  const more = [one].map((each) => each.peer.seq);\n  return more;\n};'), /it reads a property of undefined\. \(src\/next-number\.ts:2:\d+: each\.peer\.seq\);\)/), // prettier-ignore
  failed('while it takes apart', answering('  const { b } = (sent as any).a;\n  return b;'), /it needs an object here.*\(src\/next-number\.ts:2:8: function nextNumber/), // prettier-ignore
];

export const ALIKE: readonly Hostile[] = [...REFUSED, ...SURROUNDINGS, ...ANSWERS, ...THROWN];
