/**
 * The loop of a process that answers for functions: reply 0 says that it is there, before any learner's code; request 1
 * loads the file; the others call. Whatever the engine.
 * Next: frames.ts, reply.ts
 */
import type { Plain } from '@lastack/exercise-kit/border';
import { readFrame, writeFrame } from './frames.ts';
import { answerReply, errorReply, type Answer } from './reply.ts';

export interface LoadRequest {
  readonly id: number;
  /** The compiled file, as this process sees it. */
  readonly load: string;
  readonly replyBytes: number;
  /** For an engine that can hold its own limits: MB, and ms of CPU time for loading and for a call. */
  readonly memoryMB: number;
  readonly loadMs: number;
  readonly callMs: number;
}

interface CallRequest {
  readonly id: number;
  readonly name: string;
  readonly args: readonly Plain[];
}

/** Serves until the trusted side has gone. `open` rejects with the words that tell why the file could not be loaded. */
export async function serve(open: (request: LoadRequest) => Promise<Answer>): Promise<void> {
  writeFrame(answerReply(0, undefined));
  const first = readFrame();
  if (first === null) return;
  const request = JSON.parse(first) as LoadRequest;
  let answer: Answer;
  try {
    answer = await open(request);
  } catch (thrown) {
    return writeFrame(errorReply(request.id, thrown));
  }
  writeFrame(answerReply(request.id, undefined));
  for (let text = readFrame(); text !== null; text = readFrame()) {
    const { id, name, args } = JSON.parse(text) as CallRequest;
    writeFrame(answer(id, name, args));
  }
}
