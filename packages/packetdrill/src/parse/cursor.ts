/**
 * A walk over the tokens: look, take, insist. Every refusal says what was expected and what stands there.
 * Next: time.ts
 */
import { wrong } from './problem.ts';
import type { Token, TokenKind } from './token.ts';
import { tokenName } from './token.ts';

/** Brackets inside brackets; deeper is refused, so that no script can exhaust the stack. */
const DEEPEST = 50;

export class Cursor {
  readonly #tokens: readonly Token[];
  #at = 0;
  #depth = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  /** The token `ahead` of here; past the end, the last one (`end`). */
  peek(ahead = 0): Token {
    return this.#tokens[Math.min(this.#at + ahead, this.#tokens.length - 1)]!;
  }

  take(): Token {
    const token = this.peek();
    if (token.kind !== 'end') this.#at += 1;
    return token;
  }

  /** Whether the next token is of this kind (and text). */
  is(kind: TokenKind, text?: string): boolean {
    const token = this.peek();
    return token.kind === kind && (text === undefined || token.text === text);
  }

  /** Takes the next token if it is this mark or word. */
  accept(kind: 'mark' | 'word' | 'ellipsis', text: string): boolean {
    if (!this.is(kind, text)) return false;
    this.take();
    return true;
  }

  expect(kind: TokenKind, text: string, help: string): Token {
    if (!this.is(kind, text)) throw this.unexpected(`'${text}'`, help);
    return this.take();
  }

  expectMark(text: string, help: string): void {
    this.expect('mark', text, help);
  }

  /** An integer, decimal or hexadecimal, from `least` to `most`. */
  expectInteger(name: string, least: number, most: number, help: string): number {
    if (!this.is('integer') && !this.is('hexadecimal')) throw this.unexpected(name, help);
    const token = this.take();
    if (token.value < least || token.value > most)
      throw wrong(token, `${name} is ${token.text}; it must be from ${least} to ${most}`, help);
    return token.value;
  }

  unexpected(expected: string, help: string): Error {
    const token = this.peek();
    return wrong(token, `expected ${expected}, found ${tokenName(token)}`, help);
  }

  /** Runs `read` one level of brackets deeper. */
  nested<T>(read: () => T): T {
    if (this.#depth >= DEEPEST) throw wrong(this.peek(), `brackets nested deeper than ${DEEPEST}`, 'Flatten it.');
    this.#depth += 1;
    try {
      return read();
    } finally {
      this.#depth -= 1;
    }
  }

  /** After a problem on `line`: to the first token of a later line. */
  skipToLineAfter(line: number): void {
    this.#depth = 0;
    while (this.peek().kind !== 'end' && !(this.peek().first && this.peek().line > line)) this.#at += 1;
  }
}
