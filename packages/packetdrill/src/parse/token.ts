/**
 * The words of a script. packetdrill's own lexer decides what is one word (`...`, `-1`, `.25`, a quoted command);
 * so does this one, in the same order of preference.
 * Next: reader.ts
 */
import type { Place } from './problem.ts';

export type TokenKind =
  | 'word' // socket, SOL_SOCKET, S, ack
  | 'integer' // 0, 1460, -1
  | 'hexadecimal' // 0x02
  | 'decimal' // 0.25, .1
  | 'string' // "…"
  | 'command' // `…`
  | 'code' // %{ … }%
  | 'option' // --ip_version=ipv4
  | 'address' // 192.0.2.1
  | 'ellipsis' // ...
  | 'mark' // one character: + ~ * < > ( ) [ ] { } = , : ; | . -
  | 'end';

export interface Token extends Place {
  readonly kind: TokenKind;
  /** As written, without quotes; of an option, its name. */
  readonly text: string;
  /** Of the three kinds of number. */
  readonly value: number;
  /** Of an option: what stands after `=`, or `null`. */
  readonly argument: string | null;
  /** Nothing but blanks and comments stands before it on its line. */
  readonly first: boolean;
}

/** How a token is named in a message. */
export function tokenName(token: Token): string {
  switch (token.kind) {
    case 'end':
      return 'the end of the script';
    case 'string':
      return `the string ${JSON.stringify(shortened(token.text))}`;
    case 'command':
      return `the command \`${shortened(token.text)}\``;
    case 'code':
      return `the code %{ ${shortened(token.text)} }%`;
    case 'option':
      return `the option line --${token.text}`;
    case 'word':
    case 'integer':
    case 'hexadecimal':
    case 'decimal':
    case 'address':
    case 'ellipsis':
    case 'mark':
      return `'${token.text}'`;
  }
}

const shortened = (text: string): string => (text.length > 32 ? `${text.slice(0, 31)}…` : text).replace(/\s+/g, ' ');
