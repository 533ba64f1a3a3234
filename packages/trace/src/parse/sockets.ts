/**
 * What `ss`, `netstat` and /proc/net/tcp print, read back: with or without `-o` and `-p`, IPv4 and IPv6. A line is
 * read by where its fields stand, never by its last word: that is what breaks the well-known awk one-liner.
 * Next: ../diff/diff.ts
 */
import { bilingual, type Bilingual } from '../language.ts';
import type { TableFormat } from '../sockets/format.ts';
import type { ListedSocket, ReadLine } from './listed.ts';
import { readNetstatLine } from './netstat-line.ts';
import { readProcLine } from './proc-line.ts';
import { readSsLine } from './ss-line.ts';

export interface SocketProblem {
  readonly line: number;
  readonly message: Bilingual;
  readonly help: Bilingual;
}

export type ListedSockets =
  | { readonly ok: true; readonly format: TableFormat; readonly sockets: readonly ListedSocket[] }
  | { readonly ok: false; readonly problems: readonly SocketProblem[] };

const READERS: { readonly [format in TableFormat]: (line: string) => ReadLine } = {
  ss: readSsLine,
  netstat: readNetstatLine,
  proc: readProcLine,
};

const STATELESS: Omit<SocketProblem, 'line'> = {
  message: bilingual(
    'there is no State column: `ss state …` leaves it out when one state was asked for',
    '没有 State 列：`ss state …` 只查一种状态时会省略这一列',
  ),
  help: bilingual('Run `ss -tan` without a state filter.', '请运行不带状态过滤的 `ss -tan`。'),
};

const UNKNOWN: Omit<SocketProblem, 'line'> = {
  message: bilingual(
    'this is not the output of ss, netstat or /proc/net/tcp',
    '这不是 ss、netstat 或 /proc/net/tcp 的输出',
  ),
  help: bilingual(
    'Try `ss -tan`, `netstat -ant` or `cat /proc/net/tcp`.',
    '可以试试 `ss -tan`、`netstat -ant` 或 `cat /proc/net/tcp`。',
  ),
};

/** By its first line that only one tool writes. */
function formatOf(lines: readonly string[]): TableFormat | null {
  for (const line of lines) {
    if (/^\s*sl\s+local_address/.test(line) || /^\s*\d+: [0-9A-F]{8}/i.test(line)) return 'proc';
    if (/^Active Internet|^Proto\s+Recv-Q/.test(line) || /^tcp6?\s+\d+\s+\d+\s/.test(line)) return 'netstat';
    if (/^(Netid\s+)?State\s+Recv-Q/.test(line) || readSsLine(line).kind === 'socket') return 'ss';
  }
  return null;
}

/** Reads one tool's output. Lines of other protocols and headers are passed over; a bad line names itself. */
export function parseSockets(text: string): ListedSockets {
  const lines = text.split(/\r?\n/);
  const stateless = lines.findIndex((line) => /^(Netid\s+)?Recv-Q\s+Send-Q\s+Local/.test(line));
  if (stateless >= 0) return { ok: false, problems: [{ line: stateless + 1, ...STATELESS }] };
  const format = formatOf(lines);
  if (format === null) {
    return { ok: false, problems: [{ line: 1, ...UNKNOWN }] };
  }
  const sockets: ListedSocket[] = [];
  const problems: SocketProblem[] = [];
  for (const [index, text] of lines.entries()) {
    const read = READERS[format](text);
    if (read.kind === 'socket') sockets.push({ line: index + 1, ...read.socket });
    if (read.kind === 'problem') problems.push({ line: index + 1, message: read.message, help: read.help });
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, format, sockets };
}
