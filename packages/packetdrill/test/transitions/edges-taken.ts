/**
 * The edges of the state diagram that a trace has taken, told from outside: what happened is read from the segment that
 * arrived, the call that was made, the clock that ran out. The machine is not asked.
 */
import { TIMERS, type Segment, type State, type TimerName } from '@lastack/tcp';
import type { Trace, TraceRecord } from '@lastack/trace';

export interface Edge {
  readonly from: State;
  readonly on: string;
  readonly to: State;
}

type Moved = Extract<TraceRecord, { readonly type: 'state' }>;

const BY_TIMER: { readonly [timer in TimerName]: string } = {
  retransmission: 'R2 timeout',
  persist: 'R2 timeout',
  'delayed-ack': 'delayed-ACK timeout',
  'time-wait': '2 MSL timeout',
  'fin-wait-2': 'FIN-WAIT-2 timeout',
  keepalive: 'keepalive timeout',
  user: 'user timeout',
};

const ICMP = /-(?:unreachable|needed|exceeded)$/;

function onCall({ cause, from, to }: Moved, aborts: boolean, unread: number): string | null {
  switch (cause) {
    case 'open':
      return to === 'LISTEN' ? 'passive OPEN' : 'active OPEN';
    case 'send':
      return 'SEND';
    case 'abort':
      return 'ABORT';
    case 'shutdown':
      return 'CLOSE';
    case 'close':
      if (aborts) return 'ABORT';
      if (to !== 'CLOSED' || from === 'LISTEN' || from === 'SYN-SENT') return 'CLOSE';
      return unread > 0 ? 'CLOSE, text unread' : 'FIN-WAIT-2 refused';
    default:
      return null;
  }
}

function onSegment({ from, to }: Moved, { rst, syn, text }: Segment): string {
  if (rst) return 'RST';
  switch (to) {
    case 'SYN-RECEIVED':
      return 'SYN';
    case 'ESTABLISHED':
      return from === 'SYN-SENT' ? 'SYN,ACK' : 'ACK of SYN';
    case 'CLOSE-WAIT':
    case 'CLOSING':
      return 'FIN';
    case 'TIME-WAIT':
      return from === 'CLOSING' ? 'ACK of FIN' : 'FIN';
    case 'CLOSED':
      if (syn) return 'SYN';
      if (from === 'LAST-ACK') return 'ACK of FIN';
      return text.length > 0 ? 'text after CLOSE' : 'FIN-WAIT-2 refused';
    default:
      return 'ACK of FIN';
  }
}

/** In the order in which they were taken, on every host of the trace. */
export function edgesTaken({ records }: Trace): Edge[] {
  const arrived = new Map<string, Segment>();
  const called = new Map<string, string>();
  const unread = new Map<string, number>();
  const edges: Edge[] = [];
  for (const record of records) {
    if (record.type === 'arrive') arrived.set(record.host, record.packet.segment);
    else if (record.type === 'call') called.set(record.host, record.call);
    else if (record.type === 'queues') unread.set(`${record.host} ${record.socket}`, record.recvQ);
    else if (record.type === 'state') {
      const { from, to, host, socket } = record;
      const inbox = unread.get(`${host} ${socket}`) ?? 0;
      edges.push({ from, to, on: eventOf(record, arrived.get(host), called.get(host), inbox) });
    }
  }
  return edges;
}

function eventOf(record: Moved, segment: Segment | undefined, call: string | undefined, unread: number): string {
  const { cause } = record;
  const timer = TIMERS.find((name) => name === cause);
  if (timer !== undefined) return BY_TIMER[timer];
  if (ICMP.test(cause)) return 'ICMP error';
  if (cause.startsWith('tcp_')) return cause;
  const asked = onCall(record, call === 'abort', unread);
  if (asked !== null) return asked;
  return segment === undefined ? `unexplained: ${cause}` : onSegment(record, segment);
}
