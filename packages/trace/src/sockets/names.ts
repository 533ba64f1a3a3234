/**
 * The eleven states as the tools spell them. RFC 9293 §3.3.2, iproute2 `ss`, net-tools `netstat`, tcp_states.h.
 * Next: ss.ts
 */
import type { State } from '@lastack/tcp';

export interface StateSpelling {
  readonly ss: string;
  readonly netstat: string;
  /** The code of /proc/net/tcp, upper-case hexadecimal. */
  readonly proc: string;
}

export const STATE_SPELLINGS: { readonly [state in State]: StateSpelling } = {
  CLOSED: { ss: 'UNCONN', netstat: 'CLOSE', proc: '07' },
  LISTEN: { ss: 'LISTEN', netstat: 'LISTEN', proc: '0A' },
  'SYN-SENT': { ss: 'SYN-SENT', netstat: 'SYN_SENT', proc: '02' },
  'SYN-RECEIVED': { ss: 'SYN-RECV', netstat: 'SYN_RECV', proc: '03' },
  ESTABLISHED: { ss: 'ESTAB', netstat: 'ESTABLISHED', proc: '01' },
  'FIN-WAIT-1': { ss: 'FIN-WAIT-1', netstat: 'FIN_WAIT1', proc: '04' },
  'FIN-WAIT-2': { ss: 'FIN-WAIT-2', netstat: 'FIN_WAIT2', proc: '05' },
  'CLOSE-WAIT': { ss: 'CLOSE-WAIT', netstat: 'CLOSE_WAIT', proc: '08' },
  CLOSING: { ss: 'CLOSING', netstat: 'CLOSING', proc: '0B' },
  'LAST-ACK': { ss: 'LAST-ACK', netstat: 'LAST_ACK', proc: '09' },
  'TIME-WAIT': { ss: 'TIME-WAIT', netstat: 'TIME_WAIT', proc: '06' },
};

/** Spellings of other systems and of the RFC, without hyphens and underscores. */
const OTHERS: { readonly [spelling: string]: State } = {
  FINWAIT1: 'FIN-WAIT-1',
  FINWAIT2: 'FIN-WAIT-2',
  SYNRCVD: 'SYN-RECEIVED',
  SYNRECEIVED: 'SYN-RECEIVED',
  CLOSED: 'CLOSED',
};

const bare = (text: string): string => text.toUpperCase().replace(/[-_]/g, '');

const BY_SPELLING: ReadonlyMap<string, State> = new Map([
  ...Object.entries(OTHERS),
  ...Object.entries(STATE_SPELLINGS).flatMap(([state, { ss, netstat }]) =>
    [state, ss, netstat].map((spelling) => [bare(spelling), state as State] as const),
  ),
]);

/** The state that any tool means: `ESTAB`, `FIN_WAIT1`, `time-wait`; `null` for a word that is none, as `CLOSED_WAIT`. */
export const parseState = (text: string): State | null => BY_SPELLING.get(bare(text)) ?? null;

const BY_CODE: ReadonlyMap<number, State> = new Map([
  ...Object.entries(STATE_SPELLINGS).map(([state, { proc }]) => [Number.parseInt(proc, 16), state as State] as const),
  // TCP_NEW_SYN_RECV: a request that the kernel keeps apart from sockets.
  [0x0c, 'SYN-RECEIVED' as State] as const,
]);

/** The state of a code in /proc/net/tcp, as `06` or `0a`. */
export const stateOfCode = (code: string): State | null => BY_CODE.get(Number.parseInt(code, 16)) ?? null;
