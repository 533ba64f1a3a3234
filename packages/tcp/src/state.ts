/**
 * The eleven states, and the table of every move between them. RFC 9293 §3.3.2, figure 5.
 * The table draws the diagram, lists what tests must cover and guards every change of state;
 * it does not run TCP: the ordered checks of `arrives/` do.
 * Next: tcb.ts
 */

/** The states in the RFC's own spelling and order. */
export const STATES = [
  'CLOSED',
  'LISTEN',
  'SYN-SENT',
  'SYN-RECEIVED',
  'ESTABLISHED',
  'FIN-WAIT-1',
  'FIN-WAIT-2',
  'CLOSE-WAIT',
  'CLOSING',
  'LAST-ACK',
  'TIME-WAIT',
] as const;

export type State = (typeof STATES)[number];
