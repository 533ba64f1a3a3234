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

/** What moves a connection. Calls in the RFC's capitals, segments by what counts in them, timeouts by their clock. */
export type Trigger =
  | 'passive OPEN'
  | 'active OPEN'
  | 'SEND'
  | 'CLOSE'
  | 'CLOSE, text unread'
  | 'ABORT'
  | 'SYN'
  | 'SYN,ACK'
  | 'ACK of SYN'
  | 'ACK of FIN'
  | 'FIN'
  | 'RST'
  | 'text after CLOSE'
  | 'R2 timeout'
  | 'user timeout'
  | 'keepalive timeout'
  | 'FIN-WAIT-2 timeout'
  | 'FIN-WAIT-2 refused'
  | '2 MSL timeout'
  | 'ICMP error';

/** One move. `sends` is what goes out with it, as `flagNames` writes it; `null`: nothing. */
export interface Move {
  readonly from: State;
  readonly on: Trigger;
  readonly to: State;
  readonly sends: string | null;
  /** Where RFC 9293 (or the named RFC) says so. */
  readonly rfc: string;
}

type Row = readonly [on: Trigger, to: State, sends: string | null, rfc: string];

/** The ways in which any connection with a synchronized peer can end at once. */
const RESET: Row = ['RST', 'CLOSED', null, '§3.10.7.4, second'];
/** Before RFC 5961; FreeBSD still can (net.inet.tcp.insecure_syn). */
const INSECURE_SYN: Row = ['SYN', 'CLOSED', 'RST', '§3.10.7.4, fourth'];
const ABORT: Row = ['ABORT', 'CLOSED', 'RST', '§3.10.5'];
const QUIET_ABORT: Row = ['ABORT', 'CLOSED', null, '§3.10.5'];
const UNREAD: Row = ['CLOSE, text unread', 'CLOSED', 'RST', '§3.6.1, SHLD-3'];
const LATE_TEXT: Row = ['text after CLOSE', 'CLOSED', 'RST', '§3.6.1, SHLD-3'];
/** TCP_LINGER2 below 0: an orphan does not wait in FIN-WAIT-2 at all. */
const NO_FIN_WAIT_2: Row = ['FIN-WAIT-2 refused', 'CLOSED', 'RST', 'tcp(7), TCP_LINGER2'];
const GIVE_UP: Row = ['R2 timeout', 'CLOSED', null, '§3.8.3, MUST-20'];
const USER: Row = ['user timeout', 'CLOSED', null, '§3.10.8'];
const KEEPALIVE: Row = ['keepalive timeout', 'CLOSED', 'RST', '§3.8.4'];

const ROWS: { readonly [from in State]: readonly Row[] } = {
  CLOSED: [
    ['passive OPEN', 'LISTEN', null, '§3.10.1'],
    ['active OPEN', 'SYN-SENT', 'SYN', '§3.10.1'],
  ],
  LISTEN: [
    ['SYN', 'SYN-RECEIVED', 'SYN,ACK', '§3.10.7.2, third'],
    ['active OPEN', 'SYN-SENT', 'SYN', '§3.10.1'],
    ['SEND', 'SYN-SENT', 'SYN', '§3.10.2'],
    ['CLOSE', 'CLOSED', null, '§3.10.4'],
    ['ABORT', 'CLOSED', null, '§3.10.5'],
  ],
  'SYN-SENT': [
    ['SYN,ACK', 'ESTABLISHED', 'ACK', '§3.10.7.3, fourth'],
    // One step, two moves: the FIN is read "at the sixth step" after the connection is established.
    ['FIN', 'CLOSE-WAIT', 'ACK', '§3.10.7.3, fourth'],
    ['SYN', 'SYN-RECEIVED', 'SYN,ACK', '§3.10.7.3, fourth'],
    ['RST', 'CLOSED', null, '§3.10.7.3, second'],
    ['CLOSE', 'CLOSED', null, '§3.10.4'],
    QUIET_ABORT,
    GIVE_UP,
    USER,
    ['ICMP error', 'CLOSED', null, '§3.9.2.2, SHLD-26'],
  ],
  'SYN-RECEIVED': [
    ['ACK of SYN', 'ESTABLISHED', null, '§3.10.7.4, fifth'],
    ['FIN', 'CLOSE-WAIT', 'ACK', '§3.10.7.4, eighth'],
    ['CLOSE', 'FIN-WAIT-1', 'FIN,ACK', '§3.10.4'],
    ['SYN', 'CLOSED', null, '§3.10.7.4, fourth'],
    RESET,
    ABORT,
    GIVE_UP,
    USER,
    ['ICMP error', 'CLOSED', null, '§3.9.2.2, SHLD-26'],
  ],
  ESTABLISHED: [
    ['CLOSE', 'FIN-WAIT-1', 'FIN,ACK', '§3.10.4'],
    ['FIN', 'CLOSE-WAIT', 'ACK', '§3.10.7.4, eighth'],
    UNREAD,
    RESET,
    INSECURE_SYN,
    ABORT,
    GIVE_UP,
    USER,
    KEEPALIVE,
  ],
  'FIN-WAIT-1': [
    ['ACK of FIN', 'FIN-WAIT-2', null, '§3.10.7.4, fifth'],
    ['FIN', 'CLOSING', 'ACK', '§3.10.7.4, eighth'],
    // One step, two moves: the fifth check enters FIN-WAIT-2 and the eighth leaves it. Figure 5, note 2.
    ['FIN', 'TIME-WAIT', 'ACK', '§3.10.7.4, eighth'],
    NO_FIN_WAIT_2,
    LATE_TEXT,
    UNREAD,
    RESET,
    INSECURE_SYN,
    ABORT,
    GIVE_UP,
    USER,
  ],
  'FIN-WAIT-2': [
    ['FIN', 'TIME-WAIT', 'ACK', '§3.10.7.4, eighth'],
    ['FIN-WAIT-2 timeout', 'CLOSED', null, 'tcp(7), tcp_fin_timeout'],
    NO_FIN_WAIT_2,
    LATE_TEXT,
    UNREAD,
    RESET,
    INSECURE_SYN,
    ABORT,
    KEEPALIVE,
  ],
  'CLOSE-WAIT': [
    ['CLOSE', 'LAST-ACK', 'FIN,ACK', '§3.10.4'],
    UNREAD,
    RESET,
    INSECURE_SYN,
    ABORT,
    GIVE_UP,
    USER,
    KEEPALIVE,
  ],
  CLOSING: [
    ['ACK of FIN', 'TIME-WAIT', null, '§3.10.7.4, fifth'],
    RESET,
    INSECURE_SYN,
    QUIET_ABORT,
    UNREAD,
    GIVE_UP,
    USER,
  ],
  'LAST-ACK': [
    ['ACK of FIN', 'CLOSED', null, '§3.10.7.4, fifth'],
    RESET,
    INSECURE_SYN,
    QUIET_ABORT,
    UNREAD,
    GIVE_UP,
    USER,
  ],
  'TIME-WAIT': [['2 MSL timeout', 'CLOSED', null, '§3.10.8'], RESET, QUIET_ABORT],
};

/** Every move that any profile makes, in the order of STATES. */
export const TRANSITIONS: readonly Move[] = STATES.flatMap((from) =>
  ROWS[from].map(([on, to, sends, rfc]): Move => ({ from, on, to, sends, rfc })),
);

/** Whether the table has this move. `on` absent: on any trigger. */
export function isLegal(from: State, to: State, on?: Trigger): boolean {
  for (const row of ROWS[from]) {
    if (row[1] === to && (on === undefined || row[0] === on)) return true;
  }
  return false;
}

/** Both ends know each other's sequence numbers: everything after the SYNs. §3.3.2. */
export function isSynchronized(state: State): boolean {
  return state !== 'CLOSED' && state !== 'LISTEN' && state !== 'SYN-SENT';
}

/** For the `default` of a switch that must not have one: it does not compile while a case is missing. */
export function unreachable(value: never): never {
  throw new Error(`no such case: ${JSON.stringify(value)}`);
}
