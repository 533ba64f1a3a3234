/**
 * From a learner's file to JavaScript: what it may import, whether it compiles, and the code itself. The same function
 * serves every place, so that a file refused here is refused there, with the same sentence. Nothing is executed.
 *
 * Plain JavaScript, like everything in this folder: Node loads it directly, without a bundler, at once.
 */
import { Buffer } from 'node:buffer';
import { parseSync, transformSync, Visitor } from 'rolldown/utils';

/** The one package that a learner's file may import: the vocabulary of TCP, and no behaviour. */
export const LANGUAGE = '@lastack/tcp/language';

/** Octets of source; the longest reference solution has a few thousand. */
export const MAX_SOURCE = 256 * 1024;

/**
 * @typedef {{ en: string, 'zh-Hans': string }} Text
 * @typedef {{ file: string, line: number, column: number, text: Text }} SubjectProblem
 * @typedef {{ ok: true, code: string } | { ok: false, problems: SubjectProblem[] }} Compiled
 */

/**
 * @param {string} source TypeScript
 * @param {string} fileName as a person should read it: `src/time-wait.ts`
 * @param {'function' | 'program'} kind a program may import Node's own modules, too
 * @returns {Compiled} JavaScript with an inline source map, or why not
 */
export function compileSubject(source, fileName, kind) {
  /** @type {(offset: number, text: Text) => SubjectProblem} */
  const problem = (offset, text) => ({ file: fileName, ...positionOf(source, offset), text });
  if (source.length > MAX_SOURCE) return { ok: false, problems: [problem(0, tooLong())] };

  const parsed = parseSync(fileName, source, { lang: 'ts', sourceType: 'module' });
  if (parsed.errors.length > 0) {
    return {
      ok: false,
      problems: parsed.errors.map((e) => problem(e.labels[0]?.start ?? 0, doesNotCompile(e.message))),
    };
  }
  const refused = importsOf(parsed, source).filter(({ from }) => !mayImport(from, kind));
  if (refused.length > 0) {
    return { ok: false, problems: refused.map(({ from, at }) => problem(at, refusedImport(from, kind))) };
  }
  const result = transformSync(fileName, source, { lang: 'ts', sourcemap: true, tsconfig: false });
  const helpers = Object.keys(result.helpersUsed ?? {});
  if (result.errors.length > 0 || helpers.length > 0) {
    const message = result.errors[0]?.message ?? `it needs ${helpers.join(', ')}, which is not standard JavaScript`;
    return { ok: false, problems: [problem(0, doesNotCompile(message))] };
  }
  return { ok: true, code: `${result.code}\n${inlineMap(result.map)}` };
}

/**
 * @param {string | null} from `null` for an import() whose name is computed
 * @param {'function' | 'program'} kind
 */
function mayImport(from, kind) {
  if (from === LANGUAGE) return true;
  return kind === 'program' && from !== null && from.startsWith('node:');
}

/**
 * Every way to load another module: import, export … from, import(), require().
 * @param {import('rolldown/utils').ParseResult} parsed
 * @param {string} source
 * @returns {{ from: string | null, at: number }[]}
 */
function importsOf({ module, program }, source) {
  // What is only a type is gone when the file runs: `import type { Socket } from 'node:net'`.
  const statics = module.staticImports
    .filter(({ entries }) => entries.length === 0 || !entries.every(({ isType }) => isType))
    .map(({ moduleRequest: m }) => ({ from: m.value, at: m.start }));
  const reexports = module.staticExports.flatMap(({ entries }) =>
    entries.flatMap(({ moduleRequest: m }) => (m ? [{ from: m.value, at: m.start }] : [])),
  );
  const dynamics = module.dynamicImports.map(({ moduleRequest: m }) => {
    const literal = /^(['"])([^'"\\]*)\1$/.exec(source.slice(m.start, m.end));
    return { from: literal?.[2] ?? null, at: m.start };
  });
  return [...statics, ...reexports, ...dynamics, ...requiresOf(program)];
}

/** Vitest gives modules a `require`, a confined process does not. @param {import('rolldown/utils').ParseResult['program']} program */
function requiresOf(program) {
  /** @type {{ from: string | null, at: number }[]} */
  const found = [];
  new Visitor({
    CallExpression({ callee, arguments: [first], start }) {
      if (callee.type !== 'Identifier' || callee.name !== 'require') return;
      const literal = first?.type === 'Literal' && typeof first.value === 'string';
      found.push({ from: literal ? String(first.value) : null, at: start });
    },
    TSExternalModuleReference({ expression, start }) {
      found.push({ from: expression.value, at: start });
    },
  }).visit(program);
  return found;
}

/**
 * @param {string} source
 * @param {number} offset
 */
function positionOf(source, offset) {
  const before = source.slice(0, offset).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

/** @param {unknown} map */
function inlineMap(map) {
  return `//# sourceMappingURL=data:application/json;base64,${Buffer.from(JSON.stringify(map)).toString('base64')}`;
}

/** @type {(message: string) => Text} */
const doesNotCompile = (message) => ({
  en: `does not compile: ${message}`,
  'zh-Hans': `无法编译：${message}`,
});

/** @type {(from: string | null, kind: 'function' | 'program') => Text} */
function refusedImport(from, kind) {
  const what = from === null ? { en: 'a computed name', zh: '动态计算的模块名' } : { en: `'${from}'`, zh: `'${from}'` };
  return kind === 'program'
    ? {
        en: `imports ${what.en}. A program may import ${LANGUAGE} and Node's own modules as 'node:…', nothing else.`,
        'zh-Hans': `导入了 ${what.zh}。程序只能导入 ${LANGUAGE} 以及 Node 自带的模块（写作 'node:…'）。`,
      }
    : {
        en: `imports ${what.en}. This file may import ${LANGUAGE} alone; write what you need in the file itself.`,
        'zh-Hans': `导入了 ${what.zh}。这个文件只能导入 ${LANGUAGE}；其余的请直接写在文件里。`,
      };
}

/** @type {() => Text} */
const tooLong = () => ({
  en: `is longer than ${MAX_SOURCE / 1024} KB. A solution fits into a few.`,
  'zh-Hans': `超过 ${MAX_SOURCE / 1024} KB。答案只需要几 KB。`,
});
