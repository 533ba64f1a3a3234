/** A realm of its own for a learner's functions in V8: the one that the watch screen uses, too. Next: in-quickjs.ts */
export type { Language, Realm } from '@lastack/runner/realm';
export { languageOnly, openRealm, SUBJECT_MODULE, VM_MODULES } from '@lastack/runner/realm';
