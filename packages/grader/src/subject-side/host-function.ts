/**
 * The untrusted side for functions: loads the learner's file and answers calls, one after the other, blocking in
 * between. Nothing here defends itself: the learner's code can change anything in this process, and what it then says
 * is an answer like any other, checked on the trusted side.
 *
 * Reply 0 says that the host is there, before any learner's code; request 1 loads the file; the others call.
 */
import { couldNotLoad, describeThrown, directTransport, SubjectError, type Plain } from '@lastack/exercise-kit/border';
import { readFrame, writeFrame } from './frames.ts';
import { answerReply, errorReply } from './reply.ts';

interface LoadRequest {
  readonly id: number;
  readonly load: string;
  readonly replyBytes: number;
}

interface CallRequest {
  readonly id: number;
  readonly name: string;
  readonly args: readonly Plain[];
}

const { parse } = JSON;

// Printed text must be out before the process blocks in the next read, or is killed in it.
for (const stream of [process.stdout, process.stderr]) {
  (stream as unknown as { _handle?: { setBlocking?(on: boolean): void } })._handle?.setBlocking?.(true);
}

writeFrame(answerReply(0, undefined));
const first = readFrame();
if (first !== null) await serve(parse(first) as LoadRequest);

async function serve({ id, load, replyBytes }: LoadRequest): Promise<void> {
  let subject: Record<string, unknown>;
  try {
    subject = (await import(load)) as Record<string, unknown>;
  } catch (thrown) {
    writeFrame(errorReply(id, new SubjectError(couldNotLoad(describeThrown(thrown)))));
    return;
  }
  writeFrame(answerReply(id, undefined));
  const transport = directTransport({ subject, replyBytes });
  for (let text = readFrame(); text !== null; text = readFrame()) {
    const { id: call, name, args } = freeze(parse(text)) as CallRequest;
    let reply: string;
    try {
      reply = answerReply(call, transport.call(name, args));
    } catch (thrown) {
      reply = errorReply(call, thrown);
    }
    writeFrame(reply);
  }
}

/** Arguments are frozen here as everywhere: what changes them fails in every place alike. */
function freeze(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  for (const inner of Object.values(value)) freeze(inner);
  return Object.freeze(value);
}
