/** The eleven states of a TCP connection, as four sources spell them. */

/** As RFC 9293 §3.3.2 writes them. */
export type State =
  | 'CLOSED'
  | 'LISTEN'
  | 'SYN-SENT'
  | 'SYN-RECEIVED'
  | 'ESTABLISHED'
  | 'FIN-WAIT-1'
  | 'FIN-WAIT-2'
  | 'CLOSE-WAIT'
  | 'CLOSING'
  | 'LAST-ACK'
  | 'TIME-WAIT';

/** The RFC itself; `ss` (iproute2); `netstat` (net-tools); the `st` column of /proc/net/tcp. */
export type Dialect = 'rfc' | 'ss' | 'netstat' | 'proc';

/** How this dialect writes this state. */
export function spell(state: State, dialect: Dialect): string {
  // TODO: start with 'rfc', which is done, and add one dialect after the other. The words are in README.md.
  return state;
}

/** Which state a word means, in whichever of the four dialects; `null` when it is none. */
export function parse(text: string): State | null {
  // TODO: once `spell` is right, it knows every word that you have to understand.
  return null;
}
