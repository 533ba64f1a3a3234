/** A socket as a tool listed it, and what a reader of one line may find. Next: parse/endpoint.ts */
import type { State } from '@lastack/tcp';
import type { Bilingual } from '../language.ts';
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

export const OTHER: ReadLine = { kind: 'other' };
