/**
 * A line of `netstat -t`, with or without `-a -n -p -o -e`. A port may be a name without `-n`; then it is not known.
 * Next: parse/proc-line.ts
 */
import { bilingual } from '../language.ts';
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
    const text = local ? remoteText! : localText!;
    return {
      kind: 'problem',
      message: bilingual(`“${text}” is no address and port`, `“${text}” 不是地址和端口`),
      help: bilingual(
        'Run netstat with -n, for numbers in place of names.',
        '请给 netstat 加上 -n，让它显示数字而不是名字。',
      ),
    };
  }
  const timer = TIMER.exec(rest!)?.[1] ?? null;
  const process = PROCESS.exec(rest!.replace(TIMER, ''))?.[1] ?? null;
  return {
    kind: 'socket',
    socket: { state, recvQ: Number(recvQ), sendQ: Number(sendQ), local, remote, timer, process, owned: null },
  };
}
