/** Reading a reply of a process that nobody trusts: exactly the expected form, or a violation. */
import {
  BorderViolation,
  brokeProtocol,
  fromJson,
  SubjectError,
  type Plain,
  type ThrownPlace,
} from '@lastack/exercise-kit/border';
import type { Text } from '@lastack/exercise-kit';

/** Characters of an error's words that are passed on. */
const WORDS = 2_500;

export type Reply =
  | { readonly type: 'answer'; readonly id: number; readonly value: Plain | undefined }
  /** What the learner's code did wrong, in the words that every place uses. */
  | { readonly type: 'error'; readonly id: number; readonly error: SubjectError | BorderViolation }
  /** An interpreter held its own limits. */
  | { readonly type: 'stopped'; readonly id: number; readonly limit: 'memory' | 'time' };

/** Throws `BorderViolation` when the subject has interfered with the protocol. Whether `id` was asked is for the caller. */
export function readReply(frame: Uint8Array, replyBytes: number): Reply {
  const [, of, kind, body = ''] =
    /^(\d{1,10}) (ok|nothing|threw|refused|stopped)(?: (.*))?$/s.exec(decode(frame)) ?? [];
  const id = Number(of);
  switch (kind) {
    case 'nothing':
      return { type: 'answer', id, value: undefined };
    case 'ok':
      return { type: 'answer', id, value: fromJson(body, 'answer', replyBytes) };
    case 'threw':
      return { type: 'error', id, error: subjectError(body) };
    case 'refused':
      return { type: 'error', id, error: new BorderViolation(wordsOf(errorJson(body))) };
    case 'stopped':
      if (body === 'memory' || body === 'time') return { type: 'stopped', id, limit: body };
      throw broken('an answer of another form');
    default:
      throw broken('an answer of another form');
  }
}

export const broken = (what: string): BorderViolation => new BorderViolation(brokeProtocol(what));

function decode(frame: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(frame);
  } catch {
    throw broken('bytes that are not UTF-8');
  }
}

type Fields = Readonly<Record<string, Plain>>;

function errorJson(body: string): Fields {
  const value = fromJson(body, 'error', 16 * WORDS);
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Fields;
  throw broken('an error of another form');
}

function wordsOf({ en, 'zh-Hans': zh }: Fields): Text {
  if (typeof en !== 'string' || typeof zh !== 'string') throw broken('an error of another form');
  return { en: en.slice(0, WORDS), 'zh-Hans': zh.slice(0, WORDS) };
}

function subjectError(body: string): SubjectError {
  const fields = errorJson(body);
  return new SubjectError(wordsOf(fields), placeOf(fields['at'] ?? null));
}

function placeOf(at: Plain): ThrownPlace | null {
  if (typeof at !== 'object' || at === null || Array.isArray(at)) return null;
  const { line, column, within } = at as Fields;
  if (!isCount(line) || !isCount(column)) return null;
  return { line, column, within: within === 'function' ? 'function' : 'statement' };
}

const isCount = (value: Plain | undefined): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 1e7;
