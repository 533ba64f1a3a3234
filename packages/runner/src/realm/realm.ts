/** Where a learner's functions live: among the language and nothing else. Next: own-realm.ts, shared-realm.ts */
export interface Realm {
  readonly subject: Readonly<Record<string, unknown>>;
  /** Arguments as frozen values of that realm. */
  enter(args: readonly unknown[]): readonly unknown[];
  /** What occurs in the name of the learner's module alone, among the calls of an error. */
  readonly file: string;
}
