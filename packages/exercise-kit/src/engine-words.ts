/**
 * What an engine says when it throws, in words that do not depend on the engine: V8, QuickJS, SpiderMonkey and
 * JavaScriptCore each have their own, and a verdict is the same in every place. A message that a learner wrote stays.
 * Where one engine tells less than another (the name of a property), nobody tells it: the place in the file does.
 * Next: thrown-place.ts, subject-words.ts
 */
import type { Text } from './text.ts';

export interface EngineWords {
  readonly name: string;
  readonly text: Text;
  /** What all engines agree upon when they name a place: a statement, only the function around it, or nothing. */
  readonly place: 'statement' | 'function' | 'nowhere';
}

interface Entry {
  readonly says: RegExp;
  readonly en: string;
  readonly zh: string;
  /** Absent: as the engine calls it. */
  readonly name?: string;
  readonly place?: EngineWords['place'];
}

/** In order: the first that fits. `$1` is what the engine named, where all of them do. */
const ENTRIES: readonly Entry[] = [
  {
    says: /^(Maximum call stack size exceeded|stack overflow|too much recursion)\.?$/,
    name: 'RangeError',
    en: 'it calls itself deeper than the stack reaches. Does the recursion ever end?',
    zh: '递归调用超出了栈的深度。递归会结束吗？',
    place: 'nowhere',
  },
  {
    says: /is not iterable|^cannot read property '?Symbol\.iterator'? of|\(near '\.\.\.|^value is not iterable/,
    en: 'it goes through something that cannot be iterated.',
    zh: '它遍历了一个不可迭代的值。',
    place: 'function',
  },
  {
    says: /^Cannot destructure |^cannot convert (undefined or null )?to object|convert undefined or null to object|destructured$/i,
    en: 'it needs an object here, and has undefined or null.',
    zh: '这里需要对象，得到的却是 undefined 或 null。',
    place: 'function',
  },
  {
    says: /^Cannot read propert(?:y|ies) .*?of (undefined|null)|^cannot read property of (undefined|null)/i,
    en: 'it reads a property of $1.',
    zh: '它读取了 $1 的属性。',
  },
  {
    says: /^Cannot set propert(?:y|ies) .*?of (undefined|null)/i,
    en: 'it sets a property of $1.',
    zh: '它给 $1 的属性赋了值。',
  },
  {
    says: /can't access property .*?(undefined|null)$|^(?:undefined|null) is not an object|^\S+ is (?:undefined|null)$/,
    en: 'it reads a property of undefined or null.',
    zh: '它读取了 undefined 或 null 的属性。',
  },
  {
    says: /is not a (function|constructor)\b|^not a (function|constructor)$/,
    en: 'it calls something that is not a function.',
    zh: '它调用了一个不是函数的值。',
  },
  {
    says: /invoked without 'new'|must be invoked with 'new'|cannot invoke.* without 'new'/i,
    en: 'it calls a class without new.',
    zh: '它调用类时没有写 new。',
    place: 'nowhere',
  },
  {
    says: /before initialization$|is not initialized$|Cannot access uninitialized/i,
    en: 'it uses a variable before the line that gives it a value.',
    zh: '它在变量赋值之前就使用了该变量。',
  },
  {
    says: /^'?([\w$]+)'? is not defined$|^Can't find variable: ([\w$]+)$/,
    en: '$1 is not defined.',
    zh: '$1 未定义。',
  },
  {
    says: /read.?only|^Assignment to constant|invalid assignment to const|not extensible|^(?:Cannot|could not) delete property|not configurable|^Cannot redefine|^Cannot add property|non-configurable|not writable/i,
    en: 'it changes a value that is frozen or constant. Arguments are frozen: return a new value.',
    zh: '它修改了冻结的值或常量。参数是冻结的：请返回新的值。',
  },
  { says: /^invalid array length$/i, en: 'the length of an array is wrong.', zh: '数组长度不对。' },
  {
    says: /mix BigInt|convert a? ?BigInt (value )?to (a )?number/i,
    en: 'it mixes a BigInt with a number.',
    zh: '它把 BigInt 和 number 混在一起计算。',
  },
  {
    says: /convert a? ?Symbol (value )?to (a )?(string|number)/i,
    en: 'it makes a string or number of a symbol.',
    zh: '它把 symbol 转成了字符串或数字。',
  },
  {
    says: /^Reduce of empty array|^reduce of empty array|^empty array$/,
    en: 'it reduces an empty array without a first value.',
    zh: '它对空数组调用 reduce，却没有给初始值。',
  },
  {
    says: /'in' operator|invalid 'in' operand|^right-hand side of 'in'/i,
    en: 'it looks with "in" into something that is no object.',
    zh: '它对非对象使用了 in。',
  },
  {
    says: /'instanceof'|instanceof operand/i,
    en: 'it uses instanceof with something that is no class.',
    zh: '它对不是类的值使用了 instanceof。',
  },
  {
    says: /^toFixed\(\)|digits argument|invalid number of digits|precision .* out of range|^radix |must be between 2 and 36/i,
    en: 'the number of digits or the radix is out of range.',
    zh: '位数或进制超出范围。',
  },
  { says: /^Invalid count value|^invalid repeat count|repeat count/i, en: 'a string cannot be repeated so often.', zh: '字符串的重复次数不对。' }, // prettier-ignore
  { says: /^URI malformed|^malformed URI|^expecting hex digit|invalid URI/i, en: 'it decodes a URI that is none.', zh: '它解码了一个不合法的 URI。' }, // prettier-ignore
  { says: /^Invalid (time value|Date)|^Date value is NaN/i, en: 'it writes out a date that is none.', zh: '它输出了一个无效的日期。' }, // prettier-ignore
];

/** Only what an engine makes itself: a `SyntaxError` at run time comes from JSON, from a regular expression, or from eval. */
const SYNTAX: EngineWords = {
  name: 'SyntaxError',
  text: {
    en: 'a text is not what it is read as (JSON, a regular expression, or code).',
    'zh-Hans': '某段文本不合语法（JSON、正则表达式或代码）。',
  },
  place: 'statement',
};

const ENGINES_OWN = new Set(['TypeError', 'RangeError', 'ReferenceError', 'InternalError', 'URIError']);

/** Our words for an engine's error, or `null` when the message may be the learner's own. */
export function engineWords(name: string, message: string): EngineWords | null {
  if (name === 'SyntaxError') return SYNTAX;
  if (!ENGINES_OWN.has(name)) return null;
  for (const { says, en, zh, name: other = name, place = 'statement' } of ENTRIES) {
    const found = says.exec(message);
    if (!found) continue;
    const named = found.slice(1).find((group) => group !== undefined) ?? '';
    const text = { en: en.replace('$1', named), 'zh-Hans': zh.replace('$1', named) };
    return { name: other, text, place };
  }
  return null;
}
