/**
 * The codec of the border: encode → check → freeze, the same in every place and in both directions.
 * A value is read once, property by property and without running its code (descriptors, never getters); what comes
 * out is a frozen copy of plain JSON that shares nothing with what went in. `-0` becomes `0` and an `undefined`
 * property is left out, as in JSON. The language cannot tell a Proxy from what it stands for: one is read like
 * anything else, once, and only the plain copy goes on.
 * Next: codec-refusal.ts (the sentences)
 */
import type { Plain } from './border.ts';
import { refuse } from './codec-refusal.ts';

/** How deep arrays and objects may nest. */
export const MAX_DEPTH = 32;
/** How many values one answer may hold. */
export const MAX_VALUES = 200_000;

/** Names through which an object could reach another's prototype. */
const FORBIDDEN_KEYS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

interface Walk {
  values: number;
  /** Of all strings and keys so far: a lower bound of the octets, so that what is far too long is never written out. */
  characters: number;
  readonly maxBytes: number;
  readonly root: string;
  /** The objects that contain the present one: meeting one of them again is a cycle. */
  readonly above: Set<object>;
}

/**
 * A frozen plain copy of `value`. `root` names it in a refusal (`answer`, `argument 2 of timeWait`); `maxBytes` bounds
 * its length as JSON, in octets of UTF-8. `undefined` passes as a whole only. Throws `BorderViolation`.
 */
export function toPlain(value: unknown, root: string, maxBytes: number): Plain | undefined {
  if (value === undefined) return undefined;
  const walk: Walk = { values: 0, characters: 0, maxBytes, root, above: new Set() };
  const copy = copyOf(value, root, 0, walk);
  if (!fits(copy, maxBytes)) throw tooLong(walk);
  return copy;
}

function copyOf(value: unknown, where: string, depth: number, walk: Walk): Plain {
  if (++walk.values > MAX_VALUES) throw refuse(where, { kind: 'too-many', max: MAX_VALUES });
  switch (typeof value) {
    case 'string':
      count(value, walk);
      return value;
    case 'boolean':
      return value;
    case 'number':
      return finite(value, where);
    case 'object':
      return value === null ? null : copyOfObject(value, where, depth, walk);
    case 'undefined':
    case 'function':
    case 'symbol':
    case 'bigint':
      throw refuse(where, { kind: typeof value as 'undefined' | 'function' | 'symbol' | 'bigint' });
  }
}

function count(text: string, walk: Walk): void {
  walk.characters += text.length;
  if (walk.characters > walk.maxBytes) throw tooLong(walk);
}

const tooLong = ({ root, maxBytes }: Walk): Error => refuse(root, { kind: 'too-long', max: maxBytes });

function finite(value: number, where: string): number {
  if (Number.isNaN(value)) throw refuse(where, { kind: 'nan' });
  if (!Number.isFinite(value)) throw refuse(where, { kind: 'infinite' });
  return value === 0 ? 0 : value;
}

function copyOfObject(value: object, where: string, depth: number, walk: Walk): Plain {
  if (depth >= MAX_DEPTH) throw refuse(where, { kind: 'too-deep', max: MAX_DEPTH });
  if (walk.above.has(value)) throw refuse(where, { kind: 'cycle' });
  walk.above.add(value);
  const properties = propertiesOf(value, where);
  const copy = properties.array
    ? copyOfArray(properties.list, where, depth, walk)
    : copyOfRecord(properties.list, where, depth, walk);
  walk.above.delete(value);
  return Object.freeze(copy);
}

interface Properties {
  readonly array: boolean;
  readonly list: readonly (readonly [key: string, value: unknown])[];
}

/** The own properties of a plain array or object, without running any getter. Throws for anything that is not plain. */
function propertiesOf(value: object, where: string): Properties {
  try {
    const array = Array.isArray(value);
    if (array && value.length > MAX_VALUES) throw refuse(where, { kind: 'too-many', max: MAX_VALUES });
    if (!array) refuseInstances(value, where);
    const list: [string, unknown][] = [];
    for (const key of Reflect.ownKeys(value)) {
      if (array && key === 'length') continue;
      if (typeof key === 'symbol') throw refuse(where, { kind: 'symbol-key' });
      const place = array && /^\d+$/.test(key) ? `${where}[${key}]` : `${where}${step(key)}`;
      if (FORBIDDEN_KEYS.has(key)) throw refuse(place, { kind: 'forbidden-key', key });
      const descriptor = Reflect.getOwnPropertyDescriptor(value, key);
      if (descriptor === undefined || !('value' in descriptor)) throw refuse(place, { kind: 'getter' });
      if (!descriptor.enumerable) throw refuse(place, { kind: 'hidden' });
      list.push([key, descriptor.value]);
    }
    if (array) refuseHoles(value.length, list, where);
    return { array, list };
  } catch (thrown) {
    // A Proxy's own trap threw, or it was revoked: the value cannot be read.
    throw isRefusal(thrown) ? thrown : refuse(where, { kind: 'unreadable' });
  }
}

function refuseInstances(value: object, where: string): void {
  const prototype: unknown = Object.getPrototypeOf(value);
  // Of another realm's Object, too: the root of a chain of one.
  if (prototype === null || Object.getPrototypeOf(prototype) === null) return;
  const name = classOf(prototype as object);
  throw refuse(where, name === 'Promise' ? { kind: 'promise' } : { kind: 'instance', name });
}

function classOf(prototype: object): string {
  const constructor: unknown = Reflect.getOwnPropertyDescriptor(prototype, 'constructor')?.value;
  const name: unknown =
    typeof constructor === 'function' ? Reflect.getOwnPropertyDescriptor(constructor, 'name')?.value : undefined;
  return typeof name === 'string' && /^[\w$]{1,60}$/.test(name) ? name : 'class';
}

function refuseHoles(length: number, list: Properties['list'], where: string): void {
  const named = list.find(([key]) => !/^\d+$/.test(key));
  if (named) throw refuse(`${where}${step(named[0])}`, { kind: 'named-in-array' });
  for (let index = 0; index < length; index++) {
    if (list[index]?.[0] !== String(index)) throw refuse(`${where}[${index}]`, { kind: 'undefined' });
  }
}

function copyOfArray(list: Properties['list'], where: string, depth: number, walk: Walk): Plain[] {
  return list.map(([, value], index) => copyOf(value, `${where}[${index}]`, depth + 1, walk));
}

function copyOfRecord(list: Properties['list'], where: string, depth: number, walk: Walk): Record<string, Plain> {
  const copy: Record<string, Plain> = {};
  for (const [key, value] of list) {
    if (value === undefined) continue;
    count(key, walk);
    copy[key] = copyOf(value, where + step(key), depth + 1, walk);
  }
  return copy;
}

const step = (key: string): string => (/^[A-Za-z_$][\w$]*$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`);

const isRefusal = (thrown: unknown): boolean => thrown instanceof Error && thrown.name === 'BorderViolation';

/** Whether the value as JSON in UTF-8 has at most `maxBytes` octets. JSON writes a lone surrogate as an escape. */
function fits(value: Plain, maxBytes: number): boolean {
  const json = JSON.stringify(value);
  if (json.length * 3 <= maxBytes) return true;
  let octets = json.length;
  for (let index = 0; index < json.length; index++) {
    const unit = json.charCodeAt(index);
    // A surrogate pair is two units and four octets, so each half adds one.
    if (unit >= 0x800 && (unit < 0xd800 || unit > 0xdfff)) octets += 2;
    else if (unit >= 0x80) octets += 1;
  }
  return octets <= maxBytes;
}
