/**
 * A realm of its own for a learner's functions, in V8: they share no object with whoever asks them. What they do to
 * Array.prototype, JSON or Object.freeze they do to themselves, in the learner's own terminal as behind walls; and there
 * is nothing in it but the language. This is no wall: a process is.
 * The door `@lastack/runner/realm`, for processes with nothing else of this package in them.
 * Next: language-only.mjs, shared-realm.ts (where there is only one)
 */
import vm, { type Context, type SourceTextModule } from 'node:vm';
import { languageOnly } from './language-only.mjs';
import type { Realm } from './realm.ts';

export type { Realm };
export { languageOnly };

/** The name of the learner's module wherever it runs, so that it can be found among the calls of an error. */
export const SUBJECT_MODULE = 'lastack:subject';

/** What a learner's file may import, by name: `@lastack/tcp/language`, as JavaScript. */
export type Language = () => string;

/** Evaluates `code` in a new realm. Rejects with what the code itself throws. Node needs `VM_MODULES` for it. */
export async function openRealm(code: string, language: Language, print: (line: string) => void): Promise<Realm> {
  // Without a prototype: an ordinary object would lend the realm its own constructor, of another realm.
  const context = vm.createContext(Object.create(null) as object);
  const prepare = vm.runInContext(`(${languageOnly})`, context) as typeof languageOnly;
  const fromJson = prepare(print);
  const imports = languageIn(context, language);
  const module = new vm.SourceTextModule(code, {
    context,
    identifier: SUBJECT_MODULE,
    importModuleDynamically: imports as () => Promise<SourceTextModule>,
  });
  await module.link(imports);
  await module.evaluate();
  return {
    subject: module.namespace as Record<string, unknown>,
    enter: (args) => fromJson(JSON.stringify(args)) as unknown[],
    file: SUBJECT_MODULE,
  };
}

/** What Node must be started with. */
export const VM_MODULES = '--experimental-vm-modules';

/** The one module that can be imported; which names may be written was checked when the file was compiled. */
function languageIn(context: Context, language: Language): () => Promise<SourceTextModule> {
  let loaded: Promise<SourceTextModule> | null = null;
  const load = async (): Promise<SourceTextModule> => {
    const module = new vm.SourceTextModule(language(), { context, identifier: 'lastack:language' });
    await module.link(() => {
      throw new Error('the language imports nothing');
    });
    await module.evaluate();
    return module;
  };
  return () => (loaded ??= load());
}
