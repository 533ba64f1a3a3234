/**
 * Text in, tokens out: comments gone, conditional lines decided, defined symbols replaced.
 * Next: cursor.ts
 */
import { Preprocessor } from './preprocessor.ts';
import type { Defines } from './preprocessor.ts';
import type { Place } from './problem.ts';
import { wrong } from './problem.ts';
import { Reader } from './reader.ts';
import type { Token, TokenKind } from './token.ts';

const OPTION = /--[A-Za-z0-9_]+/y;
const OPTION_VALUE = /[ \t]*=[ \t]*("[^"\n]*"|(?:[^\s"`]|"[^"\n]*"|`[^`\n]*`)+)/y;
const ADDRESS = /\d+\.\d+\.\d+\.\d+/y;
const DECIMAL = /-?\d*\.\d+(?!\w)(?!\.(?!\.\.))/y;
const WORD = /[A-Za-z0-9_]+/y;
const NEGATIVE = /-\d+(?!\w)/y;

/** All tokens of a script, ending with one of kind `end`. Throws `Unreadable` where the text cannot be read on. */
export function tokensOf(text: string, defines: Defines): Token[] {
  const reader = new Reader(text);
  const preprocessor = new Preprocessor(reader, defines);
  const tokens: Token[] = [];
  let first = true;
  const lexer = { reader, preprocessor, defines };
  for (;;) {
    first = skipBlanks(lexer, first);
    if (reader.done) break;
    preprocessor.token();
    tokens.push(nextToken(lexer, first));
    first = false;
  }
  preprocessor.finish();
  tokens.push(token('end', reader.place, '', { first: true }));
  return tokens;
}

interface Lexer {
  readonly reader: Reader;
  readonly preprocessor: Preprocessor;
  readonly defines: Defines;
}

/** Returns whether the next token is the first of its line. */
function skipBlanks({ reader, preprocessor }: Lexer, wasFirst: boolean): boolean {
  let first = wasFirst;
  for (;;) {
    const here = reader.peek();
    if (here === '\n') {
      reader.take(1);
      first = true;
    } else if (here === ' ' || here === '\t' || here === '\r') reader.take(1);
    else if (reader.startsWith('//')) reader.restOfLine();
    else if (reader.startsWith('/*')) blockComment(reader);
    else if (here === '#' && first) preprocessor.line();
    else if (here === '#')
      throw wrong(reader.place, "'#' begins a comment only at the start of a line", 'Write // before a comment here.');
    else return first;
  }
}

function blockComment(reader: Reader): void {
  const { place } = reader;
  const end = reader.text.indexOf('*/', reader.at + 2);
  if (end < 0) throw wrong(place, 'this comment has no end', 'Write */ where it ends.');
  reader.take(end + 2 - reader.at);
}

function nextToken(lexer: Lexer, first: boolean): Token {
  const { reader } = lexer;
  const { place } = reader;
  if (reader.startsWith('...')) return token('ellipsis', place, reader.take(3), { first });
  if (reader.startsWith('%{')) return token('code', place, enclosed(reader, '%{', '}%').trim(), { first });
  if (reader.peek() === '"') return token('string', place, quoted(reader, '"'), { first });
  if (reader.peek() === '`') return token('command', place, quoted(reader, '`'), { first });
  const option = reader.match(OPTION);
  if (option !== '') return optionToken(reader, place, option, first);
  return number(reader, place, first) ?? word(lexer, place, first) ?? token('mark', place, reader.take(1), { first });
}

function number(reader: Reader, place: Place, first: boolean): Token | null {
  const address = reader.match(ADDRESS);
  if (address !== '') return token('address', place, address, { first });
  const decimal = reader.match(DECIMAL);
  if (decimal !== '') return token('decimal', place, decimal, { first, value: Number(decimal) });
  const negative = reader.match(NEGATIVE);
  if (negative !== '') return token('integer', place, negative, { first, value: Number(negative) });
  return null;
}

function word({ reader, defines }: Lexer, place: Place, first: boolean): Token | null {
  const text = reader.match(WORD);
  if (text === '') return null;
  const value = Object.hasOwn(defines, text) ? defines[text] : null;
  if (typeof value !== 'string' || value === '') return wordToken(place, text, first);
  const quote = value.charAt(0);
  const inner = value.slice(1, value.endsWith(quote) ? -1 : undefined);
  if (quote === '"') return token('string', place, inner, { first });
  if (quote === '`') return token('command', place, inner, { first });
  return wordToken(place, value, first);
}

function wordToken(place: Place, text: string, first: boolean): Token {
  if (/^-?\d+$/.test(text)) return token('integer', place, text, { first, value: Number(text) });
  if (/^0[xX][0-9a-fA-F]+$/.test(text)) return token('hexadecimal', place, text, { first, value: Number(text) });
  return token('word', place, text, { first });
}

function optionToken(reader: Reader, place: Place, option: string, first: boolean): Token {
  const rest = reader.match(OPTION_VALUE);
  const value = rest === '' ? null : rest.slice(rest.indexOf('=') + 1).trim();
  const unquoted = value?.startsWith('"') ? value.slice(1, -1) : value;
  return token('option', place, option.slice(2), { first, argument: unquoted });
}

function quoted(reader: Reader, quote: '"' | '`'): string {
  const { place } = reader;
  let end = reader.at + 1;
  while (end < reader.text.length && reader.text.charAt(end) !== quote) end += reader.text.charAt(end) === '\\' ? 2 : 1;
  if (end >= reader.text.length)
    throw wrong(
      place,
      quote === '"' ? 'this string has no end' : 'this command has no end',
      `Write ${quote} at its end.`,
    );
  return reader.take(end + 1 - reader.at).slice(1, -1);
}

function enclosed(reader: Reader, open: string, close: string): string {
  const { place } = reader;
  const end = reader.text.indexOf(close, reader.at + open.length);
  if (end < 0) throw wrong(place, `${open} has no ${close}`, `Write ${close} where the code ends.`);
  return reader.take(end + close.length - reader.at).slice(open.length, -close.length);
}

function token(
  kind: TokenKind,
  place: Place,
  text: string,
  more: { readonly first: boolean; readonly value?: number; readonly argument?: string | null },
): Token {
  const { line, column } = place;
  return { kind, text, line, column, first: more.first, value: more.value ?? 0, argument: more.argument ?? null };
}
