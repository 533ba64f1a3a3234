/**
 * What is wrong with a scenario's text, for a person: where, what, and what to do about it.
 * Next: located.ts
 */
export interface Problem {
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  readonly column: number;
  readonly message: string;
  readonly help: string;
}

/** A problem before its place in the text is known: where in the value it is. */
export interface Finding {
  readonly path: Path;
  /** `key`: the key itself is wrong; `value`: what stands behind it, or the object that lacks something. */
  readonly at: 'key' | 'value';
  readonly message: string;
  readonly help: string;
}

export type Path = readonly (string | number)[];
