/**
 * A line of `netstat -t`, with or without `-a -n -p -o -e`. A port may be a name without `-n`; then it is not known.
 * Next: proc-line.ts
 */
import { bilingual } from '../language.ts';
import { parseState } from '../sockets/names.ts';
import { parseEndpoint } from './endpoint.ts';
import { damagedLine, noEndpoint, OTHER, type ReadLine } from './listed.ts';

const LINE = /^tcp6?\s+(\d{1,10})\s+(\d{1,10})\s+(\S+)\s+(\S+)\s+(\S+)(.*)$/;
/** `off (0.00/0/0)`, `timewait (59.31/0/0)`. */
const TIMER = /\b([a-z]+ \([\d./]+\))\s*$/;
const PROCESS = /(?:^|\s)(\d+\/\S.*?)\s*$/;

export function readNetstatLine(text: string): ReadLine {
  const match = LINE.exec(text);
  // Queues are counted in 32 bits: a longer number is none.
  if (!match) return /^tcp6?\s/.test(text) ? damagedLine('netstat') : OTHER;
  const [, recvQ, sendQ, localText, remoteText, word, rest] = match;
  const state = parseState(word!);
  if (state === null) {
    return {
      kind: 'problem',
      message: bilingual(`“${word}” is no state of TCP`, `“${word}” 不是 TCP 状态`),
      help: bilingual(
        'netstat prints ESTABLISHED, TIME_WAIT, CLOSE_WAIT …',
        'netstat 的写法是 ESTABLISHED、TIME_WAIT、CLOSE_WAIT 等。',
      ),
    };
  }
  const local = parseEndpoint(localText!);
  const remote = parseEndpoint(remoteText!);
  if (!local || !remote) {
    return noEndpoint('netstat', local ? remoteText! : localText!);
  }
  const timer = TIMER.exec(rest!)?.[1] ?? null;
  const process = PROCESS.exec(rest!.replace(TIMER, ''))?.[1] ?? null;
  return {
    kind: 'socket',
    socket: { state, recvQ: Number(recvQ), sendQ: Number(sendQ), local, remote, timer, process, owned: null },
  };
}
