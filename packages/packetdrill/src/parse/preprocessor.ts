/**
 * `#ifdef`, `#ifndef`, `#else`, `#endif`: which lines belong to this run. A `#` that begins a line and names no
 * directive is a comment.
 *
 * Two rules keep a line from being passed over by accident: every name asked about must be known, defined or not;
 * and of alternatives that stand together (`#ifdef A … #endif #ifdef B … #endif`) one must be chosen.
 * Next: lexer.ts
 */
import type { Place } from './problem.ts';
import { unsupported, wrong } from './problem.ts';
import type { Reader } from './reader.ts';

/**
 * The symbols of a run. A string defines the symbol, and replaces the word in the script unless it is empty;
 * `null` says that the symbol is known and not defined.
 */
export type Defines = Readonly<Record<string, string | null>>;

interface Branch {
  readonly place: Place;
  readonly name: string;
  readonly taken: boolean;
  readonly otherwise: boolean;
}

/** Blocks that follow each other with nothing between them. */
interface Alternatives {
  readonly place: Place;
  readonly names: string[];
  chosen: boolean;
}

const DIRECTIVE = /#[ \t]*([a-z]+)\b[ \t]*/y;
const SYMBOL = /[A-Za-z_][A-Za-z0-9_]*/y;
const TESTS: readonly string[] = ['ifdef', 'ifndef'];
const KNOWN_ELSEWHERE: readonly string[] = ['if', 'elif', 'define', 'undef', 'include', 'error', 'pragma'];

export class Preprocessor {
  readonly #reader: Reader;
  readonly #defines: Defines;
  readonly #open: Branch[] = [];
  #alternatives: Alternatives | null = null;

  constructor(reader: Reader, defines: Defines) {
    this.#reader = reader;
    this.#defines = defines;
  }

  /** At a `#` that begins its line: a comment, or a directive and, when it says so, the lines that do not count. */
  line(): void {
    const { at, place } = this.#reader;
    const name = this.#reader.match(DIRECTIVE) === '' ? '' : directiveName(this.#reader.text, at);
    if (TESTS.includes(name)) this.#test(place, name);
    else if (name === 'else') this.#otherwise(place);
    else if (name === 'endif') this.#end(place);
    else if (KNOWN_ELSEWHERE.includes(name))
      throw unsupported(
        place,
        `the directive #${name}`,
        'Use #ifdef, #ifndef, #else and #endif; define symbols outside.',
      );
    else this.#reader.restOfLine();
  }

  /** A token that counts stands here: blocks before it and after it are no alternatives of each other. */
  token(): void {
    if (this.#open.length === 0) this.#judge();
  }

  /** At the end of the script: every block must be closed. */
  finish(): void {
    const open = this.#open.at(-1);
    if (open) throw wrong(open.place, `#if… ${open.name} has no #endif`, 'Write #endif after the lines it governs.');
    this.#judge();
  }

  #test(place: Place, directive: string): void {
    const name = this.#reader.match(SYMBOL);
    if (name === '') throw wrong(place, `#${directive} names no symbol`, `Write #${directive} NAME.`);
    const defined = this.#lookUp(place, name) !== null;
    const taken = defined === (directive === 'ifdef');
    if (this.#open.length === 0) this.#remember(place, `#${directive} ${name}`, taken);
    this.#open.push({ place, name, taken, otherwise: false });
    this.#reader.restOfLine();
    if (!taken) this.#pass();
  }

  #lookUp(place: Place, name: string): string | null {
    if (Object.hasOwn(this.#defines, name)) return this.#defines[name] ?? null;
    throw wrong(
      place,
      `the symbol ${name} is neither defined nor known`,
      `Define it (a value, or null for "not defined"): lines must not drop out because a name was forgotten.`,
    );
  }

  #remember(place: Place, name: string, taken: boolean): void {
    this.#alternatives ??= { place, names: [], chosen: false };
    this.#alternatives.names.push(name);
    this.#alternatives.chosen ||= taken;
  }

  #judge(): void {
    const group = this.#alternatives;
    this.#alternatives = null;
    if (group === null || group.chosen || group.names.length < 2) return;
    throw wrong(
      group.place,
      `none of these alternatives is chosen: ${group.names.join(', ')}`,
      'Nothing would be checked here. Define one of the symbols.',
    );
  }

  #otherwise(place: Place): void {
    const open = this.#open.pop();
    if (!open || open.otherwise) throw wrong(place, '#else without #ifdef', 'Write #ifdef NAME before it.');
    this.#open.push({ ...open, taken: !open.taken, otherwise: true });
    if (this.#open.length === 1 && this.#alternatives) this.#alternatives.chosen = true;
    this.#reader.restOfLine();
    if (open.taken) this.#pass();
  }

  #end(place: Place): void {
    if (!this.#open.pop()) throw wrong(place, '#endif without #ifdef', 'Write #ifdef NAME before it.');
    this.#reader.restOfLine();
  }

  /** Passes over lines up to the #else or #endif that belongs to the open block; it stays to be read. */
  #pass(): void {
    let depth = 0;
    while (!this.#reader.done) {
      this.#reader.take(1);
      const blanks = /[ \t]*/y;
      this.#reader.match(blanks);
      if (this.#reader.peek() === '#') {
        const { at } = this.#reader;
        const name = directiveName(this.#reader.text, at);
        if (TESTS.includes(name) || name === 'if') depth += 1;
        else if (depth === 0 && (name === 'else' || name === 'endif')) return;
        else if (name === 'endif') depth -= 1;
      }
      this.#reader.restOfLine();
    }
  }
}

function directiveName(text: string, at: number): string {
  DIRECTIVE.lastIndex = at;
  return DIRECTIVE.exec(text)?.[1] ?? '';
}
