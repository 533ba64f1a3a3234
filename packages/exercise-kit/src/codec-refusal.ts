/**
 * What the border says when a value may not cross: what it is, where it is, what to do. One sentence for every place.
 * Next: codec-json.ts (reading what came over a wire)
 */
import { BorderViolation } from './border.ts';
import type { Text } from './text.ts';

export type Reason =
  | { readonly kind: Simple }
  | { readonly kind: 'instance'; readonly name: string }
  | { readonly kind: 'forbidden-key'; readonly key: string }
  | { readonly kind: 'too-deep' | 'too-many' | 'too-long'; readonly max: number };

type Simple = keyof typeof SIMPLE;

/** The error to throw. `where` is the path of the value: `answer.transmit.seq`. */
export function refuse(where: string, reason: Reason): BorderViolation {
  const [en, zh] = sentence(reason);
  return new BorderViolation({ en: `${where} ${en}`, 'zh-Hans': `${where} ${zh}` } satisfies Text);
}

type Pair = readonly [en: string, zh: string];

const SIMPLE = {
  undefined: ['is undefined. Write null, or leave the place out.', '是 undefined。请写 null，或者不要这一项。'],
  function: ['is a function. Return data that says what should happen.', '是函数。请返回数据，用数据说明要做什么。'],
  symbol: ['is a symbol. Write a string.', '是 symbol。请改用字符串。'],
  bigint: [
    'is a BigInt. Write a number: sequence numbers and milliseconds fit.',
    '是 BigInt。请改用 number：序列号和毫秒数都放得下。',
  ],
  nan: [
    'is NaN. Look at the arithmetic that made it: one of its operands is missing.',
    '是 NaN。请检查算出它的式子：有一个操作数缺失了。',
  ],
  infinite: ['is not finite. Write a finite number, or null for "never".', '不是有限数。请写有限数；“永不”请写 null。'],
  promise: [
    'is a Promise. Write the function without async: it has to answer at once.',
    '是 Promise。请去掉 async：这个函数必须立刻给出结果。',
  ],
  cycle: ['contains itself. Return a value without cycles.', '包含了它自己。请返回没有循环引用的值。'],
  getter: ['is a getter. Store the value itself.', '是 getter。请直接存放值。'],
  hidden: ['is not enumerable. Write it as a plain property.', '不可枚举。请写成普通属性。'],
  'symbol-key': ['has a symbol as a key. Use string keys.', '用了 symbol 作键。请用字符串作键。'],
  'named-in-array': ['is a named property of an array. Use an object.', '是数组上的具名属性。请改用对象。'],
  unreadable: ['cannot be read. Return a plain object.', '无法读取。请返回普通对象。'],
  'not-json': ['is not JSON.', '不是 JSON。'],
} as const satisfies Record<string, Pair>;

function sentence(reason: Reason): Pair {
  switch (reason.kind) {
    case 'instance':
      return [
        `is an instance of ${reason.name}. Copy what it holds into a plain object or array.`,
        `是 ${reason.name} 的实例。请把其中的内容放进普通对象或数组。`,
      ];
    case 'forbidden-key':
      return [`uses the key ${reason.key}, which is refused. Rename it.`, `使用了不允许的键 ${reason.key}。请改名。`];
    case 'too-deep':
      return [
        `is nested deeper than ${reason.max} levels. Make it flatter.`,
        `嵌套超过 ${reason.max} 层。请减少层数。`,
      ];
    case 'too-many':
      return [`goes beyond ${reason.max} values. Return less.`, `超过 ${reason.max} 个值。请返回更少的内容。`];
    case 'too-long':
      return [
        `is longer than ${reason.max} bytes as JSON. Return less.`,
        `写成 JSON 超过 ${reason.max} 字节。请返回更少的内容。`,
      ];
    default:
      return SIMPLE[reason.kind];
  }
}
