/** How many sockets of TCP are in each state, out of what ss, netstat or /proc/net/tcp print. */

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

/** A state that does not occur is left out, or 0. */
export type Counts = { readonly [state in State]?: number };

/** The counts; `null` when the text does not say in which state a socket is. */
export function count(text: string): Counts | null {
  // TODO: find out first which of the three printed the text: the first line tells. Then look at one line of each.
  return null;
}
