/**
 * Two traces, and the first place where they part. Ids and initial sequence numbers only number things: where nothing
 * but the numbering differs, nothing differs.
 * Next: ../json/schema.ts
 */
import type { Bilingual, Language } from '../language.ts';
import { readTrace, type Reading } from '../reading.ts';
import type { Packet, Trace, TraceRecord } from '../record.ts';
import { tellRecord } from '../story/tell.ts';

export interface DiffOptions {
  /** Compare these kinds of record alone, as `['transmit', 'state']`. Default: all. */
  readonly kinds?: readonly TraceRecord['type'][];
  /** Compare what happened and in which order, not when. Default false. */
  readonly ignoreTimes?: boolean;
  /** What to call the two in the words. Default: the first run, the second run. */
  readonly names?: { readonly a: Bilingual; readonly b: Bilingual };
}

export interface TraceDifference {
  /** The index of the record in each trace; `null` in the one that has ended. */
  readonly a: number | null;
  readonly b: number | null;
  /** The field that differs, as `packet.segment.ack`; empty when one trace has ended. Numbers in it are relative. */
  readonly path: string;
  readonly values: { readonly a: unknown; readonly b: unknown };
  /** Both sides told, in both languages. */
  readonly text: Bilingual;
}

const NAMES = {
  a: { en: 'The first run', 'zh-Hans': '第一次运行' },
  b: { en: 'The second run', 'zh-Hans': '第二次运行' },
} as const;

/** Says whether two ids may stand for the same thing: each id of one trace keeps its partner in the other. */
class Pairing {
  readonly #there = new Map<number, number>();
  readonly #back = new Map<number, number>();

  accepts(a: number, b: number): boolean {
    if (!this.#there.has(a) && !this.#back.has(b)) {
      this.#there.set(a, b);
      this.#back.set(b, a);
    }
    return this.#there.get(a) === b && this.#back.get(b) === a;
  }
}

type Kind = 'packet' | 'call' | 'socket';

class Pairings {
  readonly #kinds = { packet: new Pairing(), call: new Pairing(), socket: new Pairing() };

  accepts(kind: Kind, a: unknown, b: unknown): boolean {
    return typeof a === 'number' && typeof b === 'number' ? this.#kinds[kind].accepts(a, b) : a === b;
  }
}

/** Which ids a path of a record holds. */
function idKind(type: TraceRecord['type'], path: string): Kind | null {
  if (path === 'packet.id') return 'packet';
  if (path === 'id' && (type === 'call' || type === 'result')) return 'call';
  return path === 'socket' || path === 'parent' ? 'socket' : null;
}

/** A packet with relative numbers. */
const comparablePacket = (packet: Packet, reading: Reading): object => {
  const { seq, ack } = reading.numbers(packet);
  return { ...packet, segment: { ...packet.segment, seq, ack } };
};

/** The record as data to compare, in the order in which differences are worth telling. */
function comparable(record: TraceRecord, reading: Reading, options: DiffOptions): Record<string, unknown> {
  const { type, host, at, ...rest } = record;
  const time = options.ignoreTimes ? {} : { at };
  const timeless = options.ignoreTimes && 'deadline' in rest ? { ...rest, deadline: null } : rest;
  const packet = 'packet' in record ? { packet: comparablePacket(record.packet, reading) } : {};
  return { type, host, ...time, ...timeless, ...packet };
}

interface Difference {
  readonly path: string;
  readonly a: unknown;
  readonly b: unknown;
}

const isTree = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

function firstDifference(
  a: Record<string, unknown>,
  b: Record<string, unknown>,
  accepts: (path: string, a: unknown, b: unknown) => boolean,
  prefix = '',
): Difference | null {
  for (const key of new Set([...Object.keys(a), ...Object.keys(b)])) {
    const path = prefix + key;
    const left = a[key];
    const right = b[key];
    if (isTree(left) && isTree(right)) {
      const inner = firstDifference(left, right, accepts, `${path}.`);
      if (inner) return inner;
    } else if (!accepts(path, left, right)) {
      return { path, a: left, b: right };
    }
  }
  return null;
}

const chosen = (trace: Trace, { kinds }: DiffOptions): [number, TraceRecord][] =>
  [...trace.records.entries()].filter(([, { type }]) => kinds === undefined || kinds.includes(type));

function side(trace: Trace, index: number | null, name: string, language: Language): string {
  const told = index === null ? null : tellRecord(trace, index, language);
  if (language === 'en') return told === null ? `${name} has ended.` : `${name}: ${told}`;
  return told === null ? `${name}到此已经结束。` : `${name}：${told}`;
}

/** `null` when the two tell the same; otherwise the first pair of records that differ. */
export function diffTraces(a: Trace, b: Trace, options: DiffOptions = {}): TraceDifference | null {
  const pairings = new Pairings();
  const [left, right] = [chosen(a, options), chosen(b, options)];
  const [readA, readB] = [readTrace(a), readTrace(b)];
  for (let i = 0; i < Math.max(left.length, right.length); i += 1) {
    const [indexA = null, recordA] = left[i] ?? [];
    const [indexB = null, recordB] = right[i] ?? [];
    const accepts = (path: string, x: unknown, y: unknown): boolean => {
      const kind = recordA ? idKind(recordA.type, path) : null;
      return kind === null ? x === y : pairings.accepts(kind, x, y);
    };
    const found =
      recordA && recordB
        ? firstDifference(comparable(recordA, readA, options), comparable(recordB, readB, options), accepts)
        : { path: '', a: recordA ?? null, b: recordB ?? null };
    if (!found) continue;
    const names = options.names ?? NAMES;
    const text = (language: Language): string =>
      [side(a, indexA, names.a[language], language), side(b, indexB, names.b[language], language)].join(
        language === 'en' ? ' ' : '',
      );
    return {
      a: indexA,
      b: indexB,
      path: found.path,
      values: { a: found.a, b: found.b },
      text: { en: text('en'), 'zh-Hans': text('zh-Hans') },
    };
  }
  return null;
}
