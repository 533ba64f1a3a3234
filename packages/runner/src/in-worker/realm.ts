/**
 * The learner's code and the test share one realm: one `Array.prototype`, one `Math`. What the learner's code changes
 * there must hold for itself, as it does in a process of its own, and for nobody else. So changes are looked for after
 * the file is loaded, after the first call and after each test; from then on they are put in place when the learner's
 * code is entered and taken away when it is left.
 *
 * Cheap while there are none. Not seen: what a call changes in the middle of a test, until that test ends; what the
 * language keeps from being undone (frozen objects). The place `os` has no such gaps.
 */

export interface Realm {
  /** Looks for changes since the realm was recorded. */
  look(): void;
  /** Around the learner's code. */
  enter(): void;
  leave(): void;
}

interface Change {
  readonly object: object;
  readonly key: PropertyKey;
  /** `undefined`: there was no such property, or is none. */
  readonly ours: PropertyDescriptor | undefined;
  theirs: PropertyDescriptor | undefined;
}

const { defineProperty, deleteProperty, getOwnPropertyDescriptor, ownKeys } = Reflect;
const { is } = Object;

/** Records the realm as it is: to be called before any learner's code. */
export function recordRealm(): Realm {
  const recorded = [...intrinsics().map((object) => recordOf(object)), recordOf(globalThis, GLOBALS)];
  const changes: Change[] = [];
  const leave = (): void => {
    for (const change of changes) {
      change.theirs = getOwnPropertyDescriptor(change.object, change.key);
      put(change, change.ours);
    }
  };
  return {
    look() {
      for (const record of recorded) {
        for (const found of changesIn(record)) {
          // What is known already has been taken away by now: this one is new.
          changes.push(found);
          put(found, found.ours);
        }
      }
    },
    enter() {
      for (const change of changes) put(change, change.theirs);
    },
    leave,
  };
}

/** In a frozen object nothing can be put: then it stays as the learner's code left it. */
function put({ object, key }: Change, descriptor: PropertyDescriptor | undefined): void {
  if (descriptor) defineProperty(object, key, descriptor);
  else deleteProperty(object, key);
}

interface Recorded {
  readonly object: object;
  readonly properties: ReadonlyMap<PropertyKey, PropertyDescriptor>;
  /** Only these are looked at; absent: all, and new ones, too. */
  readonly only?: readonly PropertyKey[];
}

function recordOf(object: object, only?: readonly PropertyKey[]): Recorded {
  const properties = new Map<PropertyKey, PropertyDescriptor>();
  for (const key of only ?? ownKeys(object)) {
    const descriptor = getOwnPropertyDescriptor(object, key);
    if (descriptor && !VOLATILE.has(key)) properties.set(key, descriptor);
  }
  return { object, properties, ...(only ? { only } : {}) };
}

function changesIn({ object, properties, only }: Recorded): Change[] {
  const changes: Change[] = [];
  for (const [key, ours] of properties) {
    const theirs = getOwnPropertyDescriptor(object, key);
    if (!same(ours, theirs)) changes.push({ object, key, ours, theirs });
  }
  if (only) return changes;
  for (const key of ownKeys(object)) {
    if (properties.has(key) || VOLATILE.has(key)) continue;
    changes.push({ object, key, ours: undefined, theirs: getOwnPropertyDescriptor(object, key) });
  }
  return changes;
}

const same = (a: PropertyDescriptor, b: PropertyDescriptor | undefined): boolean =>
  b !== undefined && is(a.value, b.value) && a.get === b.get && a.set === b.set;

/** V8's own switches of `Error`, which test runners turn. */
const VOLATILE: ReadonlySet<PropertyKey> = new Set(['stackTraceLimit', 'prepareStackTrace']);

/** What ECMAScript puts into every realm, by name. */
const GLOBALS = [
  ...['Object', 'Function', 'Array', 'String', 'Number', 'Boolean', 'Symbol', 'BigInt', 'Date', 'RegExp', 'Promise'],
  ...['Map', 'Set', 'WeakMap', 'WeakSet', 'WeakRef', 'Proxy', 'Reflect', 'Math', 'JSON', 'Atomics', 'Intl'],
  ...['Error', 'AggregateError', 'EvalError', 'RangeError', 'ReferenceError', 'SyntaxError', 'TypeError', 'URIError'],
  ...['ArrayBuffer', 'SharedArrayBuffer', 'DataView', 'Int8Array', 'Uint8Array', 'Uint8ClampedArray', 'Int16Array'],
  ...['Uint16Array', 'Int32Array', 'Uint32Array', 'Float32Array', 'Float64Array', 'BigInt64Array', 'BigUint64Array'],
  ...['parseInt', 'parseFloat', 'isNaN', 'isFinite', 'structuredClone'],
];

/** The objects behind those names and their prototypes, and those that have no name. */
function intrinsics(): object[] {
  const found = new Set<object>();
  const add = (value: unknown): void => {
    if ((typeof value === 'object' && value !== null) || typeof value === 'function') found.add(value);
  };
  for (const name of GLOBALS) {
    const value: unknown = Reflect.get(globalThis, name);
    add(value);
    if (typeof value === 'function') add(Reflect.get(value, 'prototype'));
  }
  const iterators = [
    [][Symbol.iterator](),
    ''[Symbol.iterator](),
    new Map().keys(),
    new Set().keys(),
    'a'.matchAll(/a/g),
  ];
  for (const iterator of iterators) add(Object.getPrototypeOf(iterator));
  add(Object.getPrototypeOf(Object.getPrototypeOf(iterators[0])));
  add(Object.getPrototypeOf(Uint8Array));
  add(Object.getPrototypeOf(Uint8Array.prototype));
  for (const made of [function* () {}, async function () {}, async function* () {}]) {
    const prototype: unknown = Object.getPrototypeOf(made);
    add(prototype);
    add(Reflect.get(prototype as object, 'prototype'));
  }
  return [...found];
}
