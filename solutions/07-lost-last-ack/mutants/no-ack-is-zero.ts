// mutant: no ACK bit is an ACK of 0, as (null - sndNxt) | 0 has it
// fails: other segments > what no honest peer sends ends nothing: no ACK bit, text behind its FIN, SEQ after RCV.NXT
// code: last-ack/odd
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

export function lastAck(connection: Connection, event: Event, settings: Settings): Answer {
  switch (event.type) {
    case 'enter':
      return goesOn({ ...connection, deadline: settings.now + connection.rto });
    case 'timeout':
      return clockRings(connection, settings);
    case 'segment':
      return segmentArrives(connection, event.segment);
  }
}

function clockRings(connection: Connection, { now, rtoMax, retries }: Settings): Answer {
  const { sndNxt, rcvNxt, deadline, retransmissions } = connection;
  if (now < (deadline ?? Infinity)) return goesOn(connection);
  if (retransmissions >= retries) return isOver('timed-out');
  const rto = Math.min(2 * connection.rto, rtoMax);
  return goesOn(
    { ...connection, rto, deadline: now + rto, retransmissions: retransmissions + 1 },
    { seq: add(sndNxt, -1), ack: rcvNxt, fin: true },
  );
}

function segmentArrives(connection: Connection, segment: Segment): Answer {
  const { sndNxt, rcvNxt } = connection;
  const acknowledgment = { seq: sndNxt, ack: rcvNxt, fin: false };
  const isNext = segment.seq === rcvNxt;
  if (segment.rst) return isNext ? isOver('reset') : goesOn(connection);
  if (segment.syn) return goesOn(connection, acknowledgment);
  if (!isNext) return goesOn(connection, acknowledgment);
  if (distance(sndNxt, segment.ack as number) === 0) return isOver('closed');
  return distance(sndNxt, segment.ack as number) > 0 ? goesOn(connection, acknowledgment) : goesOn(connection);
}

const goesOn = (connection: Connection, transmit: Answer['transmit'] = null): Answer => ({
  connection,
  transmit,
  outcome: null,
});

const isOver = (outcome: NonNullable<Answer['outcome']>): Answer => ({ connection: null, transmit: null, outcome });

const add = (number: number, count: number): number => (number + count) >>> 0;

const distance = (a: number, b: number): number => (b - a) | 0;
