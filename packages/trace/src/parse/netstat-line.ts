/**
 * A line of `netstat -t`, with or without `-a -n -p -o -e`. A port may be a name without `-n`; then it is not known.
 * Next: parse/proc-line.ts
 */
import { parseState } from '../sockets/names.ts';
import { parseEndpoint } from './endpoint.ts';
import { OTHER, type ReadLine } from './listed.ts';

const LINE = /^tcp6?\s+(\d+)\s+(\d+)\s+(\S+)\s+(\S+)\s+(\S+)(.*)$/;
/** `off (0.00/0/0)`, `timewait (59.31/0/0)`. */
const TIMER = /\b([a-z]+ \([\d./]+\))\s*$/;
const PROCESS = /(?:^|\s)(\d+\/\S.*?)\s*$/;

export function readNetstatLine(text: string): ReadLine {
  const match = LINE.exec(text);
  if (!match) return OTHER;
  const [, recvQ, sendQ, localText, remoteText, word, rest] = match;
  const state = parseState(word!);
  if (state === null) {
    return {
      kind: 'problem',
      message: `“${word}” is no state of TCP`,
      help: 'netstat prints ESTABLISHED, TIME_WAIT, CLOSE_WAIT …',
    };
  }
  const local = parseEndpoint(localText!);
  const remote = parseEndpoint(remoteText!);
  if (!local || !remote) {
    return {
      kind: 'problem',
      message: `“${local ? remoteText : localText}” is no address and port`,
      help: 'Run netstat with -n, for numbers in place of names.',
    };
  }
  const timer = TIMER.exec(rest!)?.[1] ?? null;
  const process = PROCESS.exec(rest!.replace(TIMER, ''))?.[1] ?? null;
  return {
    kind: 'socket',
    socket: { state, recvQ: Number(recvQ), sendQ: Number(sendQ), local, remote, timer, process, owned: null },
  };
}
