/**
 * Submissions that do harm, or try: each must get its verdict, in every place that can run it, and leave the grader
 * whole. `outcome` is the verdict's; `says` is a part of the English sentence that a person reads.
 */
import type { LimitName, Outcome } from '@lastack/exercise-kit';

export interface Hostile {
  readonly name: string;
  readonly source: string;
  readonly outcome: Outcome;
  readonly limit?: LimitName;
  readonly says: RegExp;
  /** Fit for the learner's own process: what attacks the process itself is for `os` alone. */
  readonly terminal: boolean;
}

const answering = (body: string, before = ''): string =>
  `${before}\nexport function nextNumber(sent: { seq: number; length: number; fin: boolean }): any {\n${body}\n}\n`;
const right = 'return { next: (sent.seq + sent.length + (sent.fin ? 1 : 0)) >>> 0 };';

export const HOSTILE: readonly Hostile[] = [
  {
    name: 'ends the process in a call',
    source: answering('process.exit(0);'),
    outcome: 'failed',
    says: /ended its own process/,
    terminal: true,
  },
  {
    name: 'ends the process while it is loaded',
    source: answering(right, 'process.exit(0);'),
    outcome: 'failed',
    says: /ended its own process/,
    terminal: true,
  },
  {
    name: 'throws while it is loaded',
    source: answering(right, "throw new TypeError('no');"),
    outcome: 'failed',
    says: /could not be loaded: TypeError: no/,
    terminal: true,
  },
  {
    name: 'throws in a call',
    source: answering("throw new RangeError('too far');"),
    outcome: 'failed',
    says: /nextNumber threw RangeError: too far/,
    terminal: true,
  },
  {
    name: 'loops in a call',
    source: answering('for (;;);'),
    outcome: 'limit',
    limit: 'time',
    says: /longer than 0.5 s/,
    terminal: true,
  },
  {
    name: 'loops while it is loaded',
    source: answering(right, 'for (;;);'),
    outcome: 'limit',
    limit: 'time',
    says: /longer than 2 s/,
    terminal: true,
  },
  {
    name: 'never finishes loading',
    source: answering(right, 'await new Promise(() => {});'),
    outcome: 'limit',
    limit: 'time',
    says: /longer than 2 s/,
    terminal: true,
  },
  {
    name: 'loops in a regular expression',
    source: answering("return /^(a+)+$/.test('a'.repeat(40) + '!');"),
    outcome: 'limit',
    limit: 'time',
    says: /longer than 0.5 s/,
    terminal: true,
  },
  {
    name: 'does not compile',
    source: 'export function nextNumber( {\n  return 1\n',
    outcome: 'invalid',
    says: /src\/next-number\.ts:\d+:\d+ does not compile/,
    terminal: true,
  },
  {
    name: 'imports what it may not',
    source: answering(right, "import { readFileSync } from 'node:fs';"),
    outcome: 'invalid',
    says: /src\/next-number\.ts:1:30 imports 'node:fs'/,
    terminal: true,
  },
  {
    name: 'imports under a computed name',
    source: answering(right, "const fs = await import('node:' + 'fs');"),
    outcome: 'invalid',
    says: /1:25 imports a computed name/,
    terminal: true,
  },
  {
    name: 'exports nothing of that name',
    source: 'export const other = 1;\n',
    outcome: 'failed',
    says: /does not export a function called nextNumber/,
    terminal: true,
  },
  {
    name: 'answers with a Promise',
    source: answering('return Promise.resolve({ next: 1 });'),
    outcome: 'failed',
    says: /answer is a Promise/,
    terminal: true,
  },
  {
    name: 'answers with a getter',
    source: answering('return { get next() { return 110; } };'),
    outcome: 'failed',
    says: /answer\.next is a getter/,
    terminal: true,
  },
  {
    name: 'answers with __proto__',
    source: answering(`return JSON.parse('{"__proto__": {"next": 110}}');`),
    outcome: 'failed',
    says: /answer\.__proto__ uses the key __proto__/,
    terminal: true,
  },
  {
    name: 'answers with a BigInt',
    source: answering('return { next: 110n };'),
    outcome: 'failed',
    says: /answer\.next is a BigInt/,
    terminal: true,
  },
  {
    name: 'answers with a cycle',
    source: answering('const answer: any = { next: 110 }; answer.self = answer; return answer;'),
    outcome: 'failed',
    says: /answer\.self contains itself/,
    terminal: true,
  },
  {
    name: 'answers with 100,000 levels',
    source: answering('let answer: any = 1; for (let i = 0; i < 1e5; i++) answer = [answer]; return answer;'),
    outcome: 'failed',
    says: /nested deeper than 32/,
    terminal: true,
  },
  {
    name: 'answers with 64 MB',
    source: answering("return { next: 'x'.repeat(64 << 20) };"),
    outcome: 'failed',
    says: /answer is longer than 1048576 bytes/,
    terminal: true,
  },
  {
    name: 'changes its argument',
    source: answering(`(sent as any).seq += 1; ${right}`),
    outcome: 'failed',
    says: /nextNumber threw TypeError: Cannot assign to read only property 'seq'/,
    terminal: true,
  },
  {
    name: 'recurses for ever',
    source: answering('return nextNumber(sent);'),
    outcome: 'failed',
    says: /RangeError: Maximum call stack size exceeded/,
    terminal: true,
  },
  {
    name: 'prints without end',
    source: answering("for (;;) console.log('x'.repeat(1000));"),
    outcome: 'limit',
    limit: 'output',
    says: /printed more than 64 KB/,
    terminal: true,
  },
];
