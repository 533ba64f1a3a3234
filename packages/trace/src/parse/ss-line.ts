/** A line of `ss -t`, with or without `-a -n -o -p -e` and the Netid column of `ss -a`. Next: netstat-line.ts */
import { bilingual } from '../language.ts';
import { parseState } from '../sockets/names.ts';
import { parseEndpoint } from './endpoint.ts';
import { damagedLine, noEndpoint, OTHER, type ReadLine } from './listed.ts';

const LINE =
  /^(?:(tcp|udp|u_\w+|nl|raw|icmp6?|sctp|mptcp|vsock|p_raw|p_dgr)\s+)?([A-Z][A-Z0-9-]*)\s+(\d{1,10})\s+(\d{1,10})\s+(\S+)\s+(\S+)(.*)$/;

/** A socket of TCP, then: other lines of ss have no state of TCP, or another Netid before it. */
const beginsWithState = (text: string): boolean =>
  parseState(/^(?:tcp\s+)?([A-Z][A-Z0-9-]*)\s/.exec(text)?.[1] ?? '') !== null;

export function readSsLine(text: string): ReadLine {
  const match = LINE.exec(text);
  if (!match) return beginsWithState(text) ? damagedLine('ss') : OTHER;
  const [, netid, word, recvQ, sendQ, localText, remoteText, rest] = match;
  if (netid !== undefined && netid !== 'tcp') return OTHER;
  const state = parseState(word!);
  const local = parseEndpoint(localText!);
  const remote = parseEndpoint(remoteText!);
  if (!local || !remote) return state === null ? OTHER : noEndpoint('ss', local ? remoteText! : localText!);
  if (state === null) {
    return {
      kind: 'problem',
      message: bilingual(`“${word}” is no state of TCP`, `“${word}” 不是 TCP 状态`),
      help: bilingual('ss prints ESTAB, TIME-WAIT, CLOSE-WAIT …', 'ss 的写法是 ESTAB、TIME-WAIT、CLOSE-WAIT 等。'),
    };
  }
  const timer = /timer:\(([^)]*)\)/.exec(rest!)?.[1] ?? null;
  const process = /users:\((.*?)\)(?=\s|$)/.exec(rest!)?.[1] ?? null;
  return {
    kind: 'socket',
    socket: { state, recvQ: Number(recvQ), sendQ: Number(sendQ), local, remote, timer, process, owned: null },
  };
}
