/**
 * The untrusted side for programs: loads the learner's file and answers calls as their promises settle. Like the host
 * for functions it defends nothing; unlike it, it never blocks, and it does not keep the process alive once the test
 * has sent a signal: a program that has closed everything then ends by itself.
 *
 * Reply 0 says that the host is there, before any learner's code; request 1 loads the file; the others call.
 */
import { Socket } from 'node:net';
import { couldNotLoad, lacksExport, placeOfThrown, SubjectError, threw, toPlain, type Plain } from '@lastack/exercise-kit/border'; // prettier-ignore
import { frameReader } from '../../vitest/frame-reader.mjs';
import { REQUESTS, writeFrame } from './frames.ts';
import { answerReply, errorReply } from './reply.ts';

type Request =
  | { readonly id: number; readonly load: string; readonly args: readonly string[]; readonly replyBytes: number }
  | { readonly id: number; readonly name: string; readonly args: readonly Plain[] }
  | { readonly release: true };

const { parse } = JSON;
const requests = new Socket({ fd: REQUESTS, readable: true, writable: false });
let subject: Record<string, unknown> = {};
let replyBytes = 0;

requests.on(
  'data',
  frameReader(2 ** 31, { frame: (bytes) => serve(parse(Buffer.from(bytes).toString())), tooLong() {} }),
);
// Whoever asked has gone: so does the program.
requests.on('close', () => process.exit(0));
writeFrame(answerReply(0, undefined));

function serve(request: Request): void {
  if ('release' in request) requests.unref();
  else if ('load' in request) void load(request);
  else void call(request);
}

async function load(request: Extract<Request, { load: string }>): Promise<void> {
  replyBytes = request.replyBytes;
  process.argv = [process.execPath, request.load, ...request.args];
  try {
    subject = (await import(request.load)) as Record<string, unknown>;
    writeFrame(answerReply(request.id, undefined));
  } catch (thrown) {
    writeFrame(errorReply(request.id, new SubjectError(couldNotLoad(thrown), placeOfThrown(thrown, 'subject.mjs'))));
    process.exit(1);
  }
}

async function call({ id, name, args }: Extract<Request, { name: string }>): Promise<void> {
  let reply: string;
  try {
    const exported = Object.hasOwn(subject, name) ? subject[name] : undefined;
    if (typeof exported !== 'function') throw new SubjectError(lacksExport(name));
    const answer = await settled(name, () => Reflect.apply(exported, undefined, args) as unknown);
    reply = answerReply(id, toPlain(answer, 'answer', replyBytes));
  } catch (thrown) {
    reply = errorReply(id, thrown);
  }
  writeFrame(reply);
}

async function settled(name: string, run: () => unknown): Promise<unknown> {
  try {
    return await run();
  } catch (thrown) {
    throw new SubjectError(threw(name, thrown), placeOfThrown(thrown, 'subject.mjs'));
  }
}
