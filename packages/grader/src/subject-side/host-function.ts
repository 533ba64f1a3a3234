/**
 * The untrusted side for functions under `os`: loads the learner's file into a realm of its own and answers calls, one
 * after the other, blocking in between. Nothing here defends itself: code that gets out of its realm can change anything
 * in this process, and what it then says is an answer like any other, checked on the trusted side.
 * Next: realm.ts, serve.ts
 */
import { readFileSync } from 'node:fs';
import { couldNotLoad, directTransport, placeOfThrown, SubjectError } from '@lastack/exercise-kit/border';
import { openRealm, SUBJECT_MODULE, type Realm } from './realm.ts';
import { answering } from './reply.ts';
import { serve } from './serve.ts';

// Printed text must be out before the process blocks in the next read, or is killed in it.
for (const stream of [process.stdout, process.stderr]) {
  (stream as unknown as { _handle?: { setBlocking?(on: boolean): void } })._handle?.setBlocking?.(true);
}

const language = (): string => readFileSync(new URL('language.mjs', import.meta.url), 'utf8');

await serve(async ({ load, replyBytes }) => {
  let realm: Realm;
  try {
    realm = await openRealm(readFileSync(load, 'utf8'), language, (line) => process.stdout.write(`${line}\n`));
  } catch (thrown) {
    throw new SubjectError(couldNotLoad(thrown), placeOfThrown(thrown, SUBJECT_MODULE));
  }
  return answering(directTransport({ ...realm, replyBytes, file: SUBJECT_MODULE }));
});
