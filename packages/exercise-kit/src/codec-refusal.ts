/**
 * What the border says when a value may not cross: what it is, where it is, what to do. One sentence for every place.
 * Next: codec-json.ts (reading what came over a wire)
 */
import { BorderViolation } from './border.ts';
import type { Text } from './text.ts';

export type Reason =
  | { readonly kind: 'undefined' | 'function' | 'symbol' | 'bigint' | 'nan' | 'infinite' }
  | { readonly kind: 'promise' | 'cycle' | 'getter' | 'hidden' | 'symbol-key' | 'named-in-array' | 'unreadable' }
  | { readonly kind: 'instance'; readonly name: string }
  | { readonly kind: 'forbidden-key'; readonly key: string }
  | { readonly kind: 'too-deep' | 'too-many'; readonly max: number }
  | { readonly kind: 'too-long'; readonly maxBytes: number }
  | { readonly kind: 'not-json' };

/** The error to throw. `where` is the path of the value: `answer.transmit.seq`. */
export function refuse(where: string, reason: Reason): BorderViolation {
  const { en, zh } = sentence(reason);
  return new BorderViolation({ en: `${where} ${en}`, 'zh-Hans': `${where} ${zh}` } satisfies Text);
}

function sentence(reason: Reason): { en: string; zh: string } {
  switch (reason.kind) {
    case 'undefined':
      return say('is undefined. Write null, or leave the place out.', '是 undefined。请写 null，或者不要这一项。');
    case 'function':
      return say(
        'is a function. Return data that says what should happen.',
        '是函数。请返回数据，用数据说明要做什么。',
      );
    case 'symbol':
      return say('is a symbol. Write a string.', '是 symbol。请改用字符串。');
    case 'bigint':
      return say(
        'is a BigInt. Write a number: sequence numbers and milliseconds fit.',
        '是 BigInt。请改用 number：序列号和毫秒数都放得下。',
      );
    case 'nan':
      return say(
        'is NaN. Look at the arithmetic that made it: one of its operands is missing.',
        '是 NaN。请检查算出它的式子：有一个操作数缺失了。',
      );
    case 'infinite':
      return say(
        'is not finite. Write a finite number, or null for "never".',
        '不是有限数。请写有限数；“永不”请写 null。',
      );
    case 'promise':
      return say(
        'is a Promise. Write the function without async: it has to answer at once.',
        '是 Promise。请去掉 async：这个函数必须立刻给出结果。',
      );
    case 'cycle':
      return say('contains itself. Return a value without cycles.', '包含了它自己。请返回没有循环引用的值。');
    case 'getter':
      return say('is a getter. Store the value itself.', '是 getter。请直接存放值。');
    case 'hidden':
      return say('is not enumerable. Write it as a plain property.', '不可枚举。请写成普通属性。');
    case 'symbol-key':
      return say('has a symbol as a key. Use string keys.', '用了 symbol 作键。请用字符串作键。');
    case 'named-in-array':
      return say('is a named property of an array. Use an object.', '是数组上的具名属性。请改用对象。');
    case 'unreadable':
      return say('cannot be read. Return a plain object.', '无法读取。请返回普通对象。');
    case 'instance':
      return say(
        `is an instance of ${reason.name}. Copy what it holds into a plain object or array.`,
        `是 ${reason.name} 的实例。请把其中的内容放进普通对象或数组。`,
      );
    case 'forbidden-key':
      return say(
        `uses the key ${reason.key}, which is refused. Rename it.`,
        `使用了不允许的键 ${reason.key}。请改名。`,
      );
    case 'too-deep':
      return say(
        `is nested deeper than ${reason.max} levels. Make it flatter.`,
        `嵌套超过 ${reason.max} 层。请减少层数。`,
      );
    case 'too-many':
      return say(`goes beyond ${reason.max} values. Return less.`, `超过 ${reason.max} 个值。请返回更少的内容。`);
    case 'too-long':
      return say(
        `is longer than ${reason.maxBytes} bytes as JSON. Return less.`,
        `写成 JSON 超过 ${reason.maxBytes} 字节。请返回更少的内容。`,
      );
    case 'not-json':
      return say('is not JSON.', '不是 JSON。');
  }
}

const say = (en: string, zh: string): { en: string; zh: string } => ({ en, zh });
