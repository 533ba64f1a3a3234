/**
 * What stands between the parentheses of a call, and after its `=`.
 * Next: system-call.ts
 */
import type { Cursor } from './cursor.ts';
import type { Place } from './problem.ts';
import { wrong } from './problem.ts';
import type { Token } from './token.ts';

export type Expression = ExpressionForm & { readonly place: Place };

export type ExpressionForm =
  /** `...`: the default address, buffer or length. */
  | { readonly type: 'default' }
  | { readonly type: 'number'; readonly value: number; readonly base: 10 | 16 }
  | { readonly type: 'word'; readonly name: string }
  /** `more`: the text is followed by `...`, anything may come after it. */
  | { readonly type: 'string'; readonly text: string; readonly more: boolean }
  /** `O_RDWR | O_NONBLOCK` */
  | { readonly type: 'or'; readonly parts: readonly Expression[] }
  /** `[1]`, `[ECONNRESET]` */
  | { readonly type: 'list'; readonly items: readonly Expression[] }
  /** `{onoff=1, linger=0}`, `{..., 1000}` */
  | { readonly type: 'struct'; readonly fields: readonly Field[] }
  /** `htons(8080)`, `inet_addr("192.0.2.1")` */
  | { readonly type: 'function'; readonly name: string; readonly args: readonly Expression[] };

export interface Field {
  /** `null` where a value stands alone. */
  readonly name: string | null;
  /** `msg_iov(1)=…`: what stands in parentheses after the name. */
  readonly count: Expression | null;
  readonly value: Expression;
}

const HELP = 'An argument is a number, a name, "text", [a list], {a structure}, or ... for the default.';

export function parseExpression(cursor: Cursor): Expression {
  return cursor.nested(() => {
    const place = placeOf(cursor);
    const parts = [parseTerm(cursor)];
    while (cursor.accept('mark', '|')) parts.push(parseTerm(cursor));
    return parts.length === 1 ? parts[0]! : { type: 'or', parts, place };
  });
}

function parseTerm(cursor: Cursor): Expression {
  const place = placeOf(cursor);
  const token = cursor.peek();
  switch (token.kind) {
    case 'ellipsis':
      cursor.take();
      return { type: 'default', place };
    case 'integer':
    case 'hexadecimal':
      cursor.take();
      if (!Number.isSafeInteger(token.value)) throw wrong(token, `the number ${token.text} is too large`, HELP);
      return { type: 'number', value: token.value, base: token.kind === 'integer' ? 10 : 16, place };
    case 'string':
      return parseString(cursor);
    case 'word':
      return parseWord(cursor);
    case 'mark':
      if (token.text === '[') return parseList(cursor);
      if (token.text === '{') return parseStruct(cursor);
      throw cursor.unexpected('an argument', HELP);
    case 'decimal':
    case 'command':
    case 'code':
    case 'option':
    case 'address':
    case 'end':
      throw cursor.unexpected('an argument', HELP);
  }
}

/** Strings that follow each other are one, as in C. */
function parseString(cursor: Cursor): Expression {
  const place = placeOf(cursor);
  let text = '';
  while (cursor.is('string')) text += unescaped(cursor.take().text);
  return { type: 'string', text, more: cursor.accept('ellipsis', '...'), place };
}

function parseWord(cursor: Cursor): Expression {
  const place = placeOf(cursor);
  const name = cursor.take().text;
  if (!cursor.accept('mark', '(')) return { type: 'word', name, place };
  const args = cursor.is('mark', ')') ? [] : parseExpressions(cursor);
  cursor.expectMark(')', `Close ${name}( with ) .`);
  return { type: 'function', name, args, place };
}

function parseList(cursor: Cursor): Expression {
  const place = placeOf(cursor);
  cursor.take();
  const items = cursor.is('mark', ']') ? [] : parseExpressions(cursor);
  cursor.expectMark(']', 'Close the list with ] .');
  return { type: 'list', items, place };
}

function parseStruct(cursor: Cursor): Expression {
  const place = placeOf(cursor);
  cursor.take();
  const fields: Field[] = [];
  do fields.push(parseField(cursor));
  while (cursor.accept('mark', ','));
  cursor.expectMark('}', 'Separate the fields with commas, and close the structure with } .');
  return { type: 'struct', fields, place };
}

function parseField(cursor: Cursor): Field {
  const counted = cursor.is('word') && isMark(cursor.peek(1), '(') && isMark(cursor.peek(3), ')');
  if (counted && isMark(cursor.peek(4), '=')) {
    const name = cursor.take().text;
    cursor.take();
    const count = parseTerm(cursor);
    cursor.take();
    cursor.take();
    return { name, count, value: parseExpression(cursor) };
  }
  const named = cursor.is('word') && isMark(cursor.peek(1), '=');
  if (!named) return { name: null, count: null, value: parseExpression(cursor) };
  const name = cursor.take().text;
  cursor.take();
  return { name, count: null, value: parseExpression(cursor) };
}

const isMark = ({ kind, text }: Token, mark: string): boolean => kind === 'mark' && text === mark;

/** One or more, separated by commas. */
export function parseExpressions(cursor: Cursor): Expression[] {
  const expressions: Expression[] = [];
  do expressions.push(parseExpression(cursor));
  while (cursor.accept('mark', ','));
  return expressions;
}

function placeOf(cursor: Cursor): Place {
  const { line, column } = cursor.peek();
  return { line, column };
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', 0: '\0', '"': '"', '\\': '\\' };

function unescaped(text: string): string {
  return text.replace(/\\(x[0-9a-fA-F]{2}|.)/gs, (whole, escape: string) =>
    escape.startsWith('x') && escape.length === 3
      ? String.fromCharCode(Number.parseInt(escape.slice(1), 16))
      : (ESCAPES[escape] ?? whole),
  );
}
