/**
 * What a learner's functions find around them: ECMAScript 2023, a console, and nothing else, in every place alike. Run
 * inside the realm that is made ready, by its source text; so it uses nothing but what is in it.
 *
 * Newer things go, since Node 20 lacks what Node 24 and QuickJS have; so does what needs a host (Intl, WebAssembly,
 * shared memory), since QuickJS lacks it. What the language leaves to its implementation gets one answer.
 */

/**
 * @param {(text: string) => void} print writes one line, without its end
 * @returns {(json: string) => any} makes a frozen value of JSON, as one of this realm
 */
export function languageOnly(print) {
  'use strict';
  const GLOBALS =
    'globalThis Infinity NaN undefined eval isFinite isNaN parseFloat parseInt decodeURI decodeURIComponent encodeURI ' +
    'encodeURIComponent escape unescape AggregateError Array ArrayBuffer BigInt BigInt64Array BigUint64Array Boolean ' +
    'DataView Date Error EvalError FinalizationRegistry Float32Array Float64Array Function Int8Array Int16Array ' +
    'Int32Array Map Number Object Promise Proxy RangeError ReferenceError RegExp Set String Symbol SyntaxError ' +
    'TypeError Uint8Array Uint8ClampedArray Uint16Array Uint32Array URIError WeakMap WeakRef WeakSet JSON Math Reflect';
  const NEWER = {
    Array: 'fromAsync',
    Error: 'captureStackTrace isError',
    Map: 'groupBy',
    Math: 'f16round sumPrecise',
    JSON: 'rawJSON isRawJSON',
    Object: 'groupBy',
    Promise: 'try withResolvers',
    RegExp: 'escape',
    Symbol: 'dispose asyncDispose',
  };
  const NEWER_METHODS = {
    ArrayBuffer: 'resize resizable maxByteLength transfer transferToFixedLength detached',
    DataView: 'getFloat16 setFloat16',
    Map: 'getOrInsert getOrInsertComputed',
    Set: 'union intersection difference symmetricDifference isSubsetOf isSupersetOf isDisjointFrom',
    String: 'isWellFormed toWellFormed',
    Uint8Array: 'toBase64 toHex setFromBase64 setFromHex',
    WeakMap: 'getOrInsert getOrInsertComputed',
  };
  const global = /** @type {Record<string, any>} */ (globalThis);
  const kept = GLOBALS.split(' ');
  for (const name of Reflect.ownKeys(global)) {
    if (!kept.includes(String(name))) Reflect.deleteProperty(global, name);
  }
  for (const [owner, names] of Object.entries(NEWER)) {
    for (const name of names.split(' ')) Reflect.deleteProperty(global[owner], name);
  }
  for (const [owner, names] of Object.entries(NEWER_METHODS)) {
    for (const name of names.split(' ')) Reflect.deleteProperty(global[owner].prototype, name);
  }
  // Iterator helpers are newer, too; the object that iterators inherit from has only ever had one method.
  const iterators = Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]()));
  for (const name of Reflect.ownKeys(iterators)) if (name !== Symbol.iterator) delete iterators[name];

  /** @type {(owner: object, name: string, value: ((this: any, ...args: any[]) => unknown) | object) => unknown} */
  const define = (owner, name, value) =>
    Object.defineProperty(owner, name, { value, writable: true, enumerable: false, configurable: true });
  const { String: text } = global;
  define(String.prototype, 'localeCompare', function localeCompare(other) {
    const [a, b] = [text(this), text(other)];
    return a < b ? -1 : a > b ? 1 : 0;
  });
  for (const owner of [Number, BigInt, Date, Array]) {
    const { toString } = owner.prototype;
    define(owner.prototype, 'toLocaleString', function toLocaleString() {
      return toString.call(this);
    });
  }
  const { toISOString } = Date.prototype;
  define(Date.prototype, 'toString', function toString() {
    return Number.isNaN(+this) ? 'Invalid Date' : toISOString.call(this);
  });

  const { stringify, parse } = JSON;
  const { freeze, values } = Object;
  const { isArray } = Array;

  /** @type {(value: unknown, top: boolean) => string} */
  function shown(value, top) {
    if (typeof value === 'string') return top ? value : (stringify(value) ?? '');
    if (typeof value === 'bigint') return `${value}n`;
    if (typeof value === 'function') return '[function]';
    if (typeof value !== 'object' || value === null) return Object.is(value, -0) ? '-0' : text(value);
    if (value instanceof Error) return `${value.name}: ${value.message}`;
    try {
      if (value instanceof Map || value instanceof Set) return `${value.constructor.name} ${shown([...value], false)}`;
      return stringify(value, (_, inner) => (typeof inner === 'bigint' ? `${inner}n` : inner)) ?? '[object]';
    } catch {
      return '[object]';
    }
  }
  const log = (/** @type {unknown[]} */ ...all) => print(all.map((one) => shown(one, true)).join(' '));
  const named = { log, info: log, debug: log, warn: log, error: log, trace: log, dir: log, table: log };
  define(global, 'console', /** @type {any} */ ({ ...named, assert() {} }));

  /** @type {(value: unknown) => unknown} */
  function frozen(value) {
    if (typeof value !== 'object' || value === null) return value;
    const inner = isArray(value) ? value : values(value);
    for (let index = 0; index < inner.length; index++) frozen(inner[index]);
    return freeze(value);
  }
  return (json) => frozen(parse(json));
}
