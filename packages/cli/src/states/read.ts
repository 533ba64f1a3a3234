/**
 * What a tool listed, and every line that nobody understood, by its number: a table that was cut or mixed with other
 * text must not give a smaller count in silence. Next: census.ts
 */
import type { Text } from '@lastack/exercise-kit';
import { parseSockets, type ListedSocket, type TableFormat } from '@lastack/trace';

export interface UnreadLine {
  /** From 1. */
  readonly line: number;
  readonly text: string;
  readonly why: Text | string;
  readonly help: Text | string;
}

export interface Listing {
  /** `null` when nothing in the text is a table. */
  readonly format: TableFormat | null;
  readonly sockets: readonly ListedSocket[];
  readonly unread: readonly UnreadLine[];
}

/** Lines that are no sockets of TCP and known to be none: headers, other protocols, the second line of `ss -e` and `-i`. */
const KNOWN = [
  /^\s*$/,
  /^(Netid\s+)?State\s+Recv-Q/,
  /^Active |^Proto\s+(Recv-Q|RefCnt)/,
  /^\s*sl\s+local_address/,
  /^(udp|raw|unix|u_\w+|nl|icmp|sctp|mptcp|vsock|p_raw|p_dgr|dccp|tipc|xdp|bluetooth|l2cap|rfcomm)/,
  /^\s+(skmem|ts |sack |cubic|reno|bbr|wscale|rto:|uid:|ino:|timer:|cgroup:|users:|ecn|mem:)/,
];

const WHY: Text = {
  en: 'this line is no socket that ss, netstat or /proc print',
  'zh-Hans': '这一行不是 ss、netstat 或 /proc 会打印的套接字',
};
const HELP: Text = {
  en: 'Was the line cut, or wrapped by a terminal? Paste the tool’s output whole.',
  'zh-Hans': '这一行是否被截断，或被终端折行？请完整粘贴工具的输出。',
};

export function readListing(text: string): Listing {
  const lines = text.split(/\r?\n/);
  const kept = [...lines];
  const unread: UnreadLine[] = [];
  for (let turn = 0; turn <= lines.length; turn++) {
    const parsed = parseSockets(kept.join('\n'));
    if (parsed.ok) return withUnread(lines, parsed.format, parsed.sockets, unread);
    // Without the lines that cannot be read, the others still can; the whole text is the problem when none is left.
    const bad = parsed.problems.filter(({ line }) => (kept[line - 1] ?? '') !== '');
    for (const { line, message, help } of bad) unread.push({ line, text: lines[line - 1] ?? '', why: message, help });
    if (bad.length === 0) return { format: null, sockets: [], unread };
    for (const { line } of bad) kept[line - 1] = '';
  }
  return { format: null, sockets: [], unread };
}

function withUnread(
  lines: readonly string[],
  format: TableFormat,
  sockets: readonly ListedSocket[],
  problems: readonly UnreadLine[],
): Listing {
  const understood = new Set([...sockets, ...problems].map(({ line }) => line));
  const passedOver = lines.flatMap((text, index) => {
    if (understood.has(index + 1) || KNOWN.some((known) => known.test(text))) return [];
    return [{ line: index + 1, text, why: WHY, help: HELP }];
  });
  return { format, sockets, unread: [...problems, ...passedOver].toSorted((a, b) => a.line - b.line) };
}
