/**
 * What is wrong with a script, and where: the only way in which a script that cannot be played is answered.
 * A feature that this interpreter lacks is a problem too: nothing is ever skipped in silence.
 * Next: token.ts
 */

/** A position in the script's text, both counted from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** One thing that keeps a script from being played. Plain data. */
export interface ScriptProblem extends Place {
  /** The script's name, as it was given to `parseScript`. */
  readonly file: string;
  /** `syntax`: not packetdrill. `unsupported`: packetdrill, but not played here. */
  readonly kind: 'syntax' | 'unsupported';
  readonly message: string;
  /** What to write instead, or what to do about it. */
  readonly help: string;
}

/** How the parser leaves a construct that it cannot read; `parseScript` catches it and returns the problem. */
export class Unreadable extends Error {
  readonly place: Place;
  readonly kind: ScriptProblem['kind'];
  readonly help: string;

  constructor(kind: ScriptProblem['kind'], place: Place, message: string, help: string) {
    super(message);
    this.kind = kind;
    this.place = { line: place.line, column: place.column };
    this.help = help;
  }
}

/** The text is not packetdrill's language. */
export const wrong = (place: Place, message: string, help: string): Unreadable =>
  new Unreadable('syntax', place, message, help);

/** The text is packetdrill, and asks for `feature`, which is not played here. */
export const unsupported = (place: Place, feature: string, help: string): Unreadable =>
  new Unreadable('unsupported', place, `not supported: ${feature}`, help);

/** `file:line:column: message`, and the help under it. */
export const problemText = (problem: ScriptProblem): string =>
  `${problem.file}:${problem.line}:${problem.column}: ${problem.message}\n  ${problem.help}`;
