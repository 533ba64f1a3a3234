/**
 * What `ss` would have shown on a host at any moment, from the trace alone.
 * Next: names.ts
 */
import type { Micros, State, TimerName } from '@lastack/tcp';
import type { Endpoint, HostName, SocketId, Trace, TraceRecord } from '../record.ts';

/** The clock that a tool would print: the earliest of those that run. */
export interface SocketTimer {
  readonly name: TimerName;
  /** Microseconds until it is due. */
  readonly remaining: Micros;
  /** How often the retransmission timer has fired in a row. */
  readonly retransmissions: number;
}

export interface SocketRow {
  readonly socket: SocketId;
  readonly state: State;
  /** Octets, or connections that wait for accept() where the state is LISTEN. */
  readonly recvQ: number;
  /** Octets, or the backlog where the state is LISTEN. */
  readonly sendQ: number;
  readonly local: Endpoint;
  readonly remote: Endpoint;
  /** `null` when no process holds it: not accepted yet, closed by its application, or in TIME-WAIT. */
  readonly fd: number | null;
  readonly timer: SocketTimer | null;
}

/** After every record of this time, or after this one record and all before it. */
export type Instant = Micros | { readonly record: number };

export interface TableOptions {
  /**
   * CLOSED sockets too: the kernel's tables leave them out, though their descriptors may still be open. Default false.
   */
  readonly closed?: boolean;
}

const ANY: Endpoint = { address: '0.0.0.0', port: 0 };

interface Draft {
  state: State;
  recvQ: number;
  sendQ: number;
  local: Endpoint;
  remote: Endpoint;
  fd: number | null;
  retransmissions: number;
  readonly deadlines: Map<TimerName, Micros>;
}

const blank = (): Draft => ({
  state: 'CLOSED',
  recvQ: 0,
  sendQ: 0,
  local: ANY,
  remote: ANY,
  fd: null,
  retransmissions: 0,
  deadlines: new Map(),
});

function note(draft: Draft, record: TraceRecord): void {
  switch (record.type) {
    case 'socket':
      draft.local = record.local ?? draft.local;
      draft.remote = record.remote ?? draft.remote;
      return;
    case 'state':
      draft.state = record.to;
      return;
    case 'queues':
      draft.recvQ = record.recvQ;
      draft.sendQ = record.sendQ;
      return;
    case 'descriptor':
      draft.fd = record.action === 'opened' ? record.fd : null;
      return;
    case 'timer':
      noteTimer(draft, record);
      return;
    case 'transmit':
    case 'arrive':
    case 'drop':
    case 'call':
    case 'result':
    case 'signal':
    case 'note':
      return;
  }
}

function noteTimer(draft: Draft, record: Extract<TraceRecord, { type: 'timer' }>): void {
  if (record.timer === 'retransmission' && record.action === 'fired') draft.retransmissions += 1;
  if (record.timer === 'retransmission' && record.action === 'stopped') draft.retransmissions = 0;
  if (record.action === 'set' && record.deadline !== null) draft.deadlines.set(record.timer, record.deadline);
  else draft.deadlines.delete(record.timer);
}

function earliest({ deadlines, retransmissions }: Draft, now: Micros): SocketTimer | null {
  const [first] = [...deadlines].sort(([, a], [, b]) => a - b);
  return first ? { name: first[0], remaining: Math.max(0, first[1] - now), retransmissions } : null;
}

/** One end of a connection in TIME-WAIT, or one not yet established, is a small record without queues. tcp_minisocks.c */
const hasQueues = (state: State): boolean => state !== 'TIME-WAIT' && state !== 'SYN-RECEIVED';

/** The sockets of `host`, listeners first and then in the order of their birth, as /proc/net/tcp has them. */
export function socketTable(trace: Trace, host: HostName, instant: Instant, options: TableOptions = {}): SocketRow[] {
  const drafts = new Map<SocketId, Draft>();
  let now: Micros = typeof instant === 'number' ? instant : 0;
  for (const [index, record] of trace.records.entries()) {
    if (typeof instant === 'number' ? record.at > instant : index > instant.record) break;
    if (typeof instant !== 'number') now = record.at;
    if (record.host !== host || !('socket' in record) || record.socket === null) continue;
    const draft = drafts.get(record.socket) ?? blank();
    drafts.set(record.socket, draft);
    note(draft, record);
  }
  const rows = [...drafts].map(([socket, draft]): SocketRow => {
    const { state, local, remote, fd } = draft;
    const queues = hasQueues(state) ? { recvQ: draft.recvQ, sendQ: draft.sendQ } : { recvQ: 0, sendQ: 0 };
    return { socket, state, ...queues, local, remote, fd, timer: earliest(draft, now) };
  });
  const shown = rows.filter(({ state }) => options.closed || state !== 'CLOSED');
  const rank = ({ state }: SocketRow): number => (state === 'LISTEN' ? 0 : 1);
  return shown.sort((a, b) => rank(a) - rank(b) || a.socket - b.socket);
}
