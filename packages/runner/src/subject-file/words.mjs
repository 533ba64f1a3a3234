/** What is said about a learner's file that cannot run, in every place alike. */

/** @typedef {import('./subject-file.mjs').Text} Text */

/** @type {(message: string) => Text} */
export const doesNotCompile = (message) => ({
  en: `does not compile: ${message}`,
  'zh-Hans': `无法编译：${message}`,
});

/** TypeScript that is more than types: the file could not run as it stands. @type {(what: string) => Text} */
export const notErasable = (what) => ({
  en: `uses ${what}. Only types that can be erased are allowed here; write it in JavaScript with types.`,
  'zh-Hans': `使用了 ${what}。这里只允许可以擦除的类型；请用 JavaScript 加类型来写。`,
});

/** @type {(from: string | null, kind: 'function' | 'program', language: string) => Text} */
export function refusedImport(from, kind, language) {
  const what = from === null ? { en: 'a computed name', zh: '动态计算的模块名' } : { en: `'${from}'`, zh: `'${from}'` };
  return kind === 'program'
    ? {
        en: `imports ${what.en}. A program may import ${language} and Node's own modules as 'node:…', nothing else.`,
        'zh-Hans': `导入了 ${what.zh}。程序只能导入 ${language} 以及 Node 自带的模块（写作 'node:…'）。`,
      }
    : {
        en: `imports ${what.en}. This file may import ${language} alone; write what you need in the file itself.`,
        'zh-Hans': `导入了 ${what.zh}。这个文件只能导入 ${language}；其余的请直接写在文件里。`,
      };
}

/** @type {(max: number) => Text} */
export const tooLong = (max) => ({
  en: `is longer than ${max / 1024} KB. A solution fits into a few.`,
  'zh-Hans': `超过 ${max / 1024} KB。答案只需要几 KB。`,
});
