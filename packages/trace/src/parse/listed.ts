/** A socket as a tool listed it, and what a reader of one line may find. Next: endpoint.ts */
import type { State } from '@lastack/tcp';
import { bilingual, type Bilingual } from '../language.ts';
import type { Endpoint } from '../record.ts';

export interface ListedSocket {
  /** From 1. */
  readonly line: number;
  readonly state: State;
  readonly recvQ: number;
  readonly sendQ: number;
  readonly local: Endpoint;
  readonly remote: Endpoint;
  /** As the tool prints it: `timewait (59.31/0/0)`, `keepalive,59sec,0`; `null` without `-o`. */
  readonly timer: string | null;
  /** As the tool prints it: `1234/node`, `("node",pid=1234,fd=19)`; `null` without `-p`, and where nobody owns it. */
  readonly process: string | null;
  /** Whether a descriptor holds it, which only /proc says here (inode 0 is nobody); `null` when unknown. */
  readonly owned: boolean | null;
}

/** What one line is: a socket, nothing of ours, or something that cannot be read. */
export type ReadLine =
  | { readonly kind: 'socket'; readonly socket: Omit<ListedSocket, 'line'> }
  | { readonly kind: 'other' }
  | { readonly kind: 'problem'; readonly message: Bilingual; readonly help: Bilingual };

/** A line of the right tool that was cut, wrapped by a terminal, or edited. */
export const damagedLine = (tool: string): ReadLine => ({
  kind: 'problem',
  message: bilingual(`this line of ${tool} is cut short or changed`, `这一行 ${tool} 输出不完整，或被改动过`),
  help: bilingual('Copy the output whole, without wrapping lines.', '请完整复制输出，不要让终端折行。'),
});

/** Names in place of numbers, mostly. */
export const noEndpoint = (tool: 'ss' | 'netstat', text: string): ReadLine => ({
  kind: 'problem',
  message: bilingual(`“${text}” is no address and port`, `“${text}” 不是地址和端口`),
  help: bilingual(
    `Run ${tool} with -n, for numbers in place of names.`,
    `请给 ${tool} 加上 -n，让它显示数字而不是名字。`,
  ),
});

export const OTHER: ReadLine = { kind: 'other' };
