/** Reading a reply of a process that nobody trusts: exactly the expected form, or a violation. */
import { BorderViolation, brokeProtocol, fromJson, SubjectError, type Plain } from '@lastack/exercise-kit/border';
import type { Text } from '@lastack/exercise-kit';

/** Characters of an error's words that are passed on. */
const WORDS = 2_500;

export type Reply =
  | { readonly type: 'answer'; readonly id: number; readonly value: Plain | undefined }
  /** What the learner's code did wrong, in the words that every place uses. */
  | { readonly type: 'error'; readonly id: number; readonly error: SubjectError | BorderViolation };

/** Throws `BorderViolation` when the subject has interfered with the protocol. Whether `id` was asked is for the caller. */
export function readReply(frame: Uint8Array, replyBytes: number): Reply {
  const [, of, kind, body = ''] = /^(\d{1,10}) (ok|nothing|threw|refused)(?: (.*))?$/s.exec(decode(frame)) ?? [];
  const id = Number(of);
  switch (kind) {
    case 'nothing':
      return { type: 'answer', id, value: undefined };
    case 'ok':
      return { type: 'answer', id, value: fromJson(body, 'answer', replyBytes) };
    case 'threw':
      return { type: 'error', id, error: new SubjectError(wordsOf(body)) };
    case 'refused':
      return { type: 'error', id, error: new BorderViolation(wordsOf(body)) };
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

function wordsOf(body: string): Text {
  const value = fromJson(body, 'error', 16 * WORDS);
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    const { en, 'zh-Hans': zh } = value as { readonly [key: string]: Plain };
    if (typeof en === 'string' && typeof zh === 'string') {
      return { en: en.slice(0, WORDS), 'zh-Hans': zh.slice(0, WORDS) };
    }
  }
  throw broken('an error of another form');
}
