/**
 * What the widgets say of themselves. Sentences about packets come from the trace's own story.
 * A word that is missing in one language does not compile.
 * Next: en.ts, zh-hans.ts
 */
import type { TimerName } from '@lastack/tcp';
import type { Fate } from '../fault.ts';

export interface Words {
  readonly ladderOf: (title: string) => string;
  readonly controls: string;
  readonly play: string;
  readonly pause: string;
  readonly begin: string;
  readonly end: string;
  readonly stepBack: string;
  readonly stepForward: string;
  readonly previousTransition: string;
  readonly nextTransition: string;
  readonly time: string;
  readonly timeIs: (time: string) => string;
  readonly now: string;
  readonly story: string;
  readonly sockets: string;
  readonly format: string;
  readonly socketsOf: (host: string) => string;
  readonly noSocket: string;
  readonly clocks: string;
  readonly noClock: string;
  readonly clock: { readonly [timer in TimerName]: string };
  readonly remaining: (left: string, of: string) => string;
  readonly restarted: (times: number) => string;
  readonly packet: string;
  readonly noPacket: string;
  readonly previousPacket: string;
  readonly nextPacket: string;
  readonly sentBy: (host: string, time: string) => string;
  readonly transmission: (nth: number) => string;
  readonly do: { readonly [fate in Fate]: string };
  readonly restore: string;
  readonly changes: string;
  readonly noChange: string;
  readonly done: { readonly [fate in Fate]: string };
  readonly missed: string;
  readonly undo: (what: string) => string;
  readonly undoAll: string;
  readonly sameBefore: string;
  readonly keys: string;
  readonly keyHelp: readonly (readonly [keys: string, meaning: string])[];
  readonly failed: string;
  readonly reveal: string;
  readonly rightAnswer: string;
  readonly yourAnswer: string;
}
