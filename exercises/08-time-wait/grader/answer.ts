/** Whether what came back has the shape of an Answer: the learner's types are not there when the code runs. */
import { text, verbatim, type Rule, type Text } from '@lastack/exercise-kit';
import type { Answer } from '#subject';
import { ANSWER } from './rules.ts';

const SHAPE = text(
  '{ connection: { sndNxt, rcvNxt, rcvWnd, expires } | null, transmit: { seq, ack } | null }, all whole numbers',
  '{ connection: { sndNxt, rcvNxt, rcvWnd, expires } | null, transmit: { seq, ack } | null }，全部是整数',
);

/** The answer as an Answer, or `fail` with what it is instead. */
export function requireAnswer(raw: unknown, fail: (rule: Rule, expected: Text, got: Text) => never): Answer {
  if (isRecord(raw) && isConnection(raw['connection']) && isTransmit(raw['transmit'])) return raw as unknown as Answer;
  return fail(ANSWER, SHAPE, verbatim(raw === undefined ? 'undefined' : JSON.stringify(raw)));
}

const isConnection = (value: unknown): boolean =>
  value === null ||
  (isRecord(value) &&
    isWhole(value['sndNxt']) &&
    isWhole(value['rcvNxt']) &&
    isWhole(value['rcvWnd']) &&
    (value['expires'] === null || isWhole(value['expires'])));

const isTransmit = (value: unknown): boolean =>
  value === null || (isRecord(value) && isWhole(value['seq']) && isWhole(value['ack']));

const isWhole = (value: unknown): boolean => Number.isSafeInteger(value);

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
