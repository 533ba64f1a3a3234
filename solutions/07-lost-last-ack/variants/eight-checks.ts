// variant: the checks of §3.10.7.4 in their order, each able to stop the walk
interface Connection {
  readonly sndNxt: number;
  readonly rcvNxt: number;
  readonly rto: number;
  readonly retransmissions: number;
  readonly deadline: number | null;
}

interface Segment {
  readonly seq: number;
  readonly ack: number | null;
  readonly length: number;
  readonly syn: boolean;
  readonly fin: boolean;
  readonly rst: boolean;
}

type Event =
  { readonly type: 'enter' } | { readonly type: 'segment'; readonly segment: Segment } | { readonly type: 'timeout' };

interface Settings {
  readonly now: number;
  readonly rtoMax: number;
  readonly retries: number;
}

interface Answer {
  readonly connection: Connection | null;
  readonly transmit: { readonly seq: number; readonly ack: number; readonly fin: boolean } | null;
  readonly outcome: 'closed' | 'reset' | 'timed-out' | null;
}

type Check = (connection: Connection, segment: Segment) => Answer | undefined;

const ack = (connection: Connection): Answer => ({
  connection,
  outcome: null,
  transmit: { seq: connection.sndNxt, ack: connection.rcvNxt, fin: false },
});
const nothing = (connection: Connection): Answer => ({ connection, outcome: null, transmit: null });
const signed = (from: number, to: number): number => (to - from) | 0;

/** All that the peer had to say it has said: the window begins behind its FIN. */
const CHECKS: readonly Check[] = [
  function sequence(connection, { seq, rst }) {
    const offset = signed(connection.rcvNxt, seq);
    if (offset >= 0 && offset < 65_535) return undefined;
    return rst ? nothing(connection) : ack(connection);
  },
  function reset(connection, { seq, rst }) {
    if (!rst) return undefined;
    return seq === connection.rcvNxt ? { connection: null, transmit: null, outcome: 'reset' } : ack(connection);
  },
  function synchronize(connection, { syn }) {
    return syn ? ack(connection) : undefined;
  },
  function acknowledgment(connection, segment) {
    if (segment.ack === null) return nothing(connection);
    const beyond = signed(connection.sndNxt, segment.ack);
    if (beyond > 0) return ack(connection);
    return beyond === 0 ? { connection: null, transmit: null, outcome: 'closed' } : undefined;
  },
];

export function lastAck(connection: Connection, event: Event, { now, rtoMax, retries }: Settings): Answer {
  const { sndNxt, rcvNxt, rto, deadline, retransmissions } = connection;
  if (event.type === 'segment') {
    for (const check of CHECKS) {
      const answer = check(connection, event.segment);
      if (answer !== undefined) return answer;
    }
    return nothing(connection);
  }
  if (event.type === 'enter') return nothing({ ...connection, deadline: now + rto });
  if (deadline === null || now < deadline) return nothing(connection);
  if (retransmissions === retries) return { connection: null, transmit: null, outcome: 'timed-out' };
  const longer = Math.min(rto + rto, rtoMax);
  return {
    connection: { sndNxt, rcvNxt, rto: longer, retransmissions: retransmissions + 1, deadline: now + longer },
    transmit: { seq: sndNxt === 0 ? 0xffff_ffff : sndNxt - 1, ack: rcvNxt, fin: true },
    outcome: null,
  };
}
