/**
 * A place in the text that moves forward and knows its line and column.
 * Next: preprocessor.ts
 */
import type { Place } from './problem.ts';

export class Reader {
  readonly text: string;
  at = 0;
  #line = 1;
  #lineStart = 0;

  constructor(text: string) {
    this.text = text;
  }

  get done(): boolean {
    return this.at >= this.text.length;
  }

  get place(): Place {
    return { line: this.#line, column: this.at - this.#lineStart + 1 };
  }

  /** The character `ahead` of here; an empty string past the end. */
  peek(ahead = 0): string {
    return this.text.charAt(this.at + ahead);
  }

  startsWith(text: string): boolean {
    return this.text.startsWith(text, this.at);
  }

  /** Goes on by `count` characters and returns them. */
  take(count: number): string {
    const taken = this.text.slice(this.at, this.at + count);
    for (let i = 0; i < taken.length; i++) {
      if (taken.charAt(i) !== '\n') continue;
      this.#line += 1;
      this.#lineStart = this.at + i + 1;
    }
    this.at += taken.length;
    return taken;
  }

  /** What a sticky pattern matches here, taken; or an empty string. */
  match(sticky: RegExp): string {
    sticky.lastIndex = this.at;
    const found = sticky.exec(this.text);
    return found === null ? '' : this.take(found[0].length);
  }

  /** Everything up to the end of the line; the line's end stays. */
  restOfLine(): string {
    const end = this.text.indexOf('\n', this.at);
    return this.take((end < 0 ? this.text.length : end) - this.at);
  }
}
