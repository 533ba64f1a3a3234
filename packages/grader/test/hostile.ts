/**
 * Submissions that do harm, or try: each must get its verdict, in every place that can run it, and leave the grader
 * whole. `outcome` is the verdict's; `says` is a part of the English sentence that a person reads.
 */
import { fileURLToPath } from 'node:url';
import type { LimitName, Outcome } from '@lastack/exercise-kit';

export interface Hostile {
  readonly name: string;
  readonly source: string;
  readonly outcome: Outcome;
  readonly limit?: LimitName;
  readonly says: RegExp;
  /** Absent: in every place, with the same verdict. `os`: it gets out of its realm, and only walls hold it then. */
  readonly place?: 'os';
  /** Points; absent: none. */
  readonly score?: number;
  /** ms to load in, for what never has: each place spends them. Absent: the exercise's own. */
  readonly loadMs?: number;
}

/** Where the tests really are on this side: behind the walls there must be nothing of it. */
const TEST_FILE = fileURLToPath(new URL('./fixtures/exercises/90-next-number/next-number.test.ts', import.meta.url));

const answering = (body: string, before = ''): string =>
  `${before}\nexport function nextNumber(sent: { seq: number; length: number; fin: boolean }): any {\n${body}\n}\n`;
const right = 'return { next: (sent.seq + sent.length + (sent.fin ? 1 : 0)) >>> 0 };';

/**
 * Out of the realm: where the stack ends inside the host's own function, the error is one of the host's realm, and its
 * constructor's constructor makes functions there. A realm is no wall.
 */
const ESCAPED = `const process: any = (() => {
  let found: any = null;
  const dig = (): void => {
    try { dig(); } catch {}
    if (found) return;
    try { console.log('.'); } catch (thrown) { if (!(thrown instanceof RangeError)) found = thrown; }
  };
  dig();
  return found.constructor.constructor('return process')();
})();`;
/** No import needed: what a learner's code may not import, it can still ask of `process`. */
const builtin = (name: string): string =>
  `${ESCAPED} const ${name} = process.getBuiltinModule('node:${name}'), { Buffer } = process.getBuiltinModule('node:buffer');`;
/** Writes frames of its own on the line of answers, in one go. */
const forged = (...texts: string[]): string =>
  `fs.writeSync(4, Buffer.concat(${JSON.stringify(texts)}.flatMap((text) => {
    const length = Buffer.alloc(4);
    length.writeUInt32LE(text.length);
    return [length, Buffer.from(text)];
  })));`;

export const HOSTILE: readonly Hostile[] = [
  {
    name: 'ends the process in a call',
    source: answering('process.exit(0);', ESCAPED),
    outcome: 'failed',
    says: /ended its own process/,
    place: 'os',
  },
  {
    name: 'ends the process while it is loaded',
    source: answering(right, `${ESCAPED} process.exit(0);`),
    outcome: 'failed',
    says: /ended its own process/,
    place: 'os',
  },
  {
    name: 'throws while it is loaded',
    source: answering(right, "throw new TypeError('no');"),
    outcome: 'failed',
    says: /could not be loaded: TypeError: no \(src\/next-number\.ts:1:1: throw new TypeError\('no'\);\)/,
  },
  {
    name: 'throws in a call',
    source: answering("throw new RangeError('too far');"),
    outcome: 'failed',
    says: /nextNumber threw RangeError: too far \(src\/next-number\.ts:3:1: throw new RangeError/,
  },
  {
    name: 'loops in a call',
    source: answering('for (;;);'),
    outcome: 'limit',
    limit: 'time',
    says: /longer than 0.5 s/,
  },
  {
    name: 'loops while it is loaded',
    source: answering(right, 'for (;;);'),
    outcome: 'limit',
    limit: 'time',
    says: /longer than 0.4 s/,
    loadMs: 400,
  },
  {
    name: 'never finishes loading',
    source: answering(right, 'await new Promise(() => {});'),
    outcome: 'limit',
    limit: 'time',
    says: /longer than 0.4 s/,
    loadMs: 400,
  },
  {
    name: 'loops in a regular expression',
    source: answering("return /^(a+)+$/.test('a'.repeat(40) + '!');"),
    outcome: 'limit',
    limit: 'time',
    says: /longer than 0.5 s/,
  },
  {
    name: 'does not compile',
    source: 'export function nextNumber( {\n  return 1\n',
    outcome: 'invalid',
    says: /src\/next-number\.ts:\d+:\d+ does not compile/,
  },
  {
    name: 'imports what it may not',
    source: answering(right, "import { readFileSync } from 'node:fs';"),
    outcome: 'invalid',
    says: /src\/next-number\.ts:1:30 imports 'node:fs'/,
  },
  {
    name: 'imports under a computed name',
    source: answering(right, "const fs = await import('node:' + 'fs');"),
    outcome: 'invalid',
    says: /1:25 imports a computed name/,
  },
  {
    name: 'exports nothing of that name',
    source: 'export const other = 1;\n',
    outcome: 'failed',
    says: /does not export a function called nextNumber/,
  },
  {
    name: 'answers with a Promise',
    source: answering('return Promise.resolve({ next: 1 });'),
    outcome: 'failed',
    says: /answer is a Promise/,
  },
  {
    name: 'answers with a getter',
    source: answering('return { get next() { return 110; } };'),
    outcome: 'failed',
    says: /answer\.next is a getter/,
  },
  {
    name: 'answers with __proto__',
    source: answering(`return JSON.parse('{"__proto__": {"next": 110}}');`),
    outcome: 'failed',
    says: /answer\.__proto__ uses the key __proto__/,
  },
  {
    name: 'answers with a BigInt',
    source: answering('return { next: 110n };'),
    outcome: 'failed',
    says: /answer\.next is a BigInt/,
  },
  {
    name: 'answers with a cycle',
    source: answering('const answer: any = { next: 110 }; answer.self = answer; return answer;'),
    outcome: 'failed',
    says: /answer\.self contains itself/,
  },
  {
    name: 'answers with 100,000 levels',
    source: answering('let answer: any = 1; for (let i = 0; i < 1e5; i++) answer = [answer]; return answer;'),
    outcome: 'failed',
    says: /nested deeper than 32/,
  },
  {
    name: 'answers with 64 MB',
    source: answering("return { next: 'x'.repeat(64 << 20) };"),
    outcome: 'failed',
    says: /answer is longer than 1048576 bytes/,
  },
  {
    name: 'changes its argument',
    source: answering(`(sent as any).seq += 1; ${right}`),
    outcome: 'failed',
    says: /nextNumber threw TypeError: it changes a value that is frozen .*\(src\/next-number\.ts:3:1: /,
  },
  {
    name: 'recurses for ever',
    source: answering('return nextNumber(sent);'),
    outcome: 'failed',
    says: /RangeError: it calls itself deeper/,
  },
  {
    name: 'prints without end',
    source: answering("for (;;) console.log('x'.repeat(1000));"),
    outcome: 'limit',
    limit: 'output',
    says: /printed more than 64 KB/,
  },
  {
    name: 'reads the tests',
    source: answering(`return fs.readFileSync(${JSON.stringify(TEST_FILE)}, 'utf8');`, builtin('fs')),
    outcome: 'failed',
    says: /Error: ENOENT/,
    place: 'os',
  },
  {
    name: "reads this machine's users",
    source: answering("return fs.readFileSync('/etc/passwd', 'utf8');", builtin('fs')),
    outcome: 'failed',
    says: /Error: ENOENT/,
    place: 'os',
  },
  {
    name: 'reads its environment: it has none of the grader, and no seed',
    source: answering('throw new Error(Object.keys(process.env).sort().join());', ESCAPED),
    outcome: 'failed',
    says: /threw Error: LANG,PWD,TZ \(/,
    place: 'os',
  },
  {
    name: 'starts a process',
    source: answering("throw child_process.spawnSync('/node', ['-v']).error;", builtin('child_process')),
    outcome: 'failed',
    says: /EPERM/,
    place: 'os',
  },
  {
    name: 'opens a socket',
    source: answering(
      "const { TCP } = (process as any).binding('tcp_wrap'); throw new Error('bind ' + new TCP(0).bind('127.0.0.1', 0));",
      ESCAPED,
    ),
    outcome: 'failed',
    says: /threw Error: bind -1 \(/,
    place: 'os',
  },
  {
    name: 'fills the disk',
    source: answering("fs.writeFileSync('/tmp/full', Buffer.alloc(64 << 20)); return null;", builtin('fs')),
    outcome: 'failed',
    says: /EFBIG|ENOSPC/,
    place: 'os',
  },
  {
    name: 'writes beside its folder',
    source: answering("fs.writeFileSync('/subject/x', ''); return null;", builtin('fs')),
    outcome: 'failed',
    says: /EROFS|EACCES/,
    place: 'os',
  },
  {
    name: 'signals whoever started it, and answers wrongly',
    source: answering("try { process.kill(process.ppid, 'SIGKILL'); } catch {} return { next: -1 };", ESCAPED),
    outcome: 'failed',
    says: /SND\.NXT counts/,
    place: 'os',
  },
  {
    name: 'kills itself',
    source: answering("process.kill(process.pid, 'SIGKILL'); for (;;);", ESCAPED),
    outcome: 'failed',
    says: /ended its own process \(SIGKILL\)/,
    place: 'os',
  },
  {
    name: 'patches what an assertion would use, outside its realm',
    source: answering(
      'return { next: -1 };',
      `${ESCAPED} const { Object, Array, JSON } = process.constructor.constructor('return globalThis')();
Object.is = () => true; Array.isArray = (() => true) as any; JSON.stringify = () => '{"next":110}';
Object.prototype.valueOf = () => 110; (Object.prototype as any).next = 110;`,
    ),
    outcome: 'failed',
    says: /SND\.NXT counts|interfered|named property of an array/,
    place: 'os',
  },
  {
    name: 'answers for itself, before it returns',
    source: answering(`${forged('2 ok {"next":110}')} ${right}`, builtin('fs')),
    outcome: 'failed',
    says: /interfered with how answers travel/,
    place: 'os',
  },
  {
    name: 'answers twice in one breath',
    source: answering(`${forged('2 ok {"next":110}', '3 ok {"next":111}')} for (;;);`, builtin('fs')),
    outcome: 'failed',
    says: /interfered with how answers travel/,
    place: 'os',
  },
  {
    name: 'answers to another question',
    source: answering(`${forged('7 ok {"next":110}')} for (;;);`, builtin('fs')),
    outcome: 'failed',
    says: /interfered with how answers travel/,
    place: 'os',
  },
  {
    name: 'forges an answer with __proto__',
    source: answering(`${forged('2 ok {"__proto__":{"next":110}}')} for (;;);`, builtin('fs')),
    outcome: 'failed',
    says: /answer\.__proto__ uses the key __proto__/,
    place: 'os',
  },
  {
    name: 'announces an answer of 4 GB',
    source: answering('fs.writeSync(4, Buffer.alloc(4, 255)); for (;;);', builtin('fs')),
    outcome: 'limit',
    limit: 'reply',
    says: /answer is longer than 1024 KB/,
    place: 'os',
  },
  {
    name: 'closes the line',
    source: answering('fs.closeSync(4); return null;', builtin('fs')),
    outcome: 'failed',
    says: /ended its own process|interfered/,
    place: 'os',
  },
  {
    name: 'sleeps without end',
    source: answering(
      "const { Atomics: A, SharedArrayBuffer: S } = process.constructor.constructor('return globalThis')(); A.wait(new Int32Array(new S(4)), 0, 0); return null;",
      ESCAPED,
    ),
    outcome: 'limit',
    limit: 'time',
    says: /longer than 0.5 s/,
    place: 'os',
  },
];
