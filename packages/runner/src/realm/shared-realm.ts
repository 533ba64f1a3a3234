/**
 * The learner's code in the realm of the test, where a browser's worker has no other: one `Array.prototype`, one `Math`.
 * First everything goes that is not the language. Then what the learner's code changes holds for itself, as it does in a
 * realm of its own, and for nobody else: changes are looked for after the file is loaded, after the first call and after
 * each test; from then on they are put in place when the learner's code is entered and taken away when it is left.
 *
 * Cheap while there are none. Not seen: what a later call changes, until the test under way ends; what the language
 * keeps from being undone (a frozen Array.prototype). In a browser the author of such code fools nobody else.
 * Next: language-only.mjs
 */
import { languageOnly } from './language-only.mjs';
import type { Realm } from './realm.ts';

const { apply, defineProperty, deleteProperty, getOwnPropertyDescriptor, getPrototypeOf, ownKeys } = Reflect;
const { is } = Object;

/** What the learner's code has done to the realm, and the way around it. */
export interface Recorded {
  /** Looks for changes since the realm was recorded. */
  look(): void;
  /** Around the learner's code. */
  enter(): void;
  leave(): void;
}

export interface SharedRealm {
  /** Evaluates the learner's file, whose module has the address `url`. */
  open(load: () => Promise<Readonly<Record<string, unknown>>>, url: string): Promise<Realm>;
  /** After each test. */
  look(): void;
}

/** Takes away what is not the language: whatever else the caller needs, it has in its hands by now. */
export function shareRealm(print: (line: string) => void): SharedRealm {
  const fromJson = languageOnly(print);
  bareInherited();
  const recorded = recordRealm();
  return {
    async open(load, url) {
      let subject: Readonly<Record<string, unknown>>;
      try {
        subject = await load();
      } finally {
        recorded.look();
      }
      return { subject: wrapped(subject, recorded), enter: (args) => fromJson(JSON.stringify(args)), file: url };
    },
    look: () => recorded.look(),
  };
}

/**
 * What a worker's scope inherits (timers, for one) lies in its prototypes, which cannot be exchanged. The last of them
 * stays: it is EventTarget's, and vitest's runner has its own use for it.
 */
function bareInherited(): void {
  let scope: object | null = getPrototypeOf(globalThis);
  for (; scope !== null && !Object.hasOwn(scope, 'addEventListener'); scope = getPrototypeOf(scope)) {
    if (scope === Object.prototype) return;
    for (const key of ownKeys(scope)) deleteProperty(scope, key);
  }
}

function wrapped(
  subject: Readonly<Record<string, unknown>>,
  { enter, leave, look }: Recorded,
): Record<string, unknown> {
  const around = (exported: unknown): unknown => {
    if (typeof exported !== 'function') return exported;
    let called = false;
    return (...args: unknown[]): unknown => {
      enter();
      try {
        return apply(exported, undefined, args);
      } finally {
        leave();
        if (!called) look();
        called = true;
      }
    };
  };
  return Object.fromEntries(Object.entries(subject).map(([name, exported]) => [name, around(exported)]));
}
interface Change {
  readonly object: object;
  readonly key: PropertyKey;
  /** `undefined`: there was no such property, or is none. */
  readonly ours: PropertyDescriptor | undefined;
  theirs: PropertyDescriptor | undefined;
}

/** Records the realm as it is: to be called before any learner's code. */
function recordRealm(): Recorded {
  const globals = ownKeys(globalThis);
  const recorded = [...intrinsics(globals).map((object) => recordOf(object)), recordOf(globalThis, globals)];
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

interface Snapshot {
  readonly object: object;
  readonly properties: ReadonlyMap<PropertyKey, PropertyDescriptor>;
  /** Only these are looked at; absent: all, and new ones, too. */
  readonly only?: readonly PropertyKey[];
}

function recordOf(object: object, only?: readonly PropertyKey[]): Snapshot {
  const properties = new Map<PropertyKey, PropertyDescriptor>();
  for (const key of only ?? ownKeys(object)) {
    const descriptor = getOwnPropertyDescriptor(object, key);
    if (descriptor && !VOLATILE.has(key)) properties.set(key, descriptor);
  }
  return { object, properties, ...(only ? { only } : {}) };
}

function changesIn({ object, properties, only }: Snapshot): Change[] {
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

/** The objects behind those names and their prototypes, and those that have no name. */
function intrinsics(globals: readonly PropertyKey[]): object[] {
  const found = new Set<object>();
  const add = (value: unknown): void => {
    if ((typeof value === 'object' && value !== null) || typeof value === 'function') found.add(value);
  };
  for (const name of globals) {
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
