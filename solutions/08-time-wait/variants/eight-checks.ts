// variant: the checks of §3.10.7.4 one after the other, each able to stop the walk; every ACK in the window restarts the clock
interface Connection {
  readonly sndNxt: number;
  readonly rcvNxt: number;
  readonly rcvWnd: number;
  readonly expires: number | null;
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
  | { readonly type: 'enter'; readonly finSent: number; readonly finReceived: number }
  | { readonly type: 'segment'; readonly segment: Segment }
  | { readonly type: 'timeout' };
interface Settings {
  readonly now: number;
  readonly msl: number;
  readonly rfc1337: boolean;
}
interface Answer {
  readonly connection: Connection | null;
  readonly transmit: { readonly seq: number; readonly ack: number } | null;
}

/** What arrives, and where. */
interface Arrival {
  readonly connection: Connection;
  readonly segment: Segment;
  readonly settings: Settings;
  /** Numbers from RCV.NXT to SEG.SEQ, forward. */
  readonly offset: number;
  /** SYN and FIN counted. */
  readonly size: number;
}

type Check = (arrival: Arrival) => Answer | undefined;

const CHECKS: readonly Check[] = [theFinAgain, aNewSyn, theSequence, theReset, theSyn, theAck];

export function timeWait(connection: Connection, event: Event, settings: Settings): Answer {
  if (event.type === 'enter') return restarted(connection, settings, false);
  if (event.type === 'timeout') {
    const due = connection.expires !== null && settings.now >= connection.expires;
    return { connection: due ? null : connection, transmit: null };
  }
  const { segment } = event;
  const size = segment.length + Number(segment.syn) + Number(segment.fin);
  const arrival = { connection, segment, settings, offset: (segment.seq - connection.rcvNxt) >>> 0, size };
  for (const check of CHECKS) {
    const answer = check(arrival);
    if (answer !== undefined) return answer;
  }
  return acknowledged(connection);
}

function theFinAgain({ connection, segment, settings, offset, size }: Arrival): Answer | undefined {
  const again = segment.fin && !segment.rst && !segment.syn && (offset + size) % 2 ** 32 === 0;
  return again ? restarted(connection, settings, true) : undefined;
}

function aNewSyn({ segment, offset }: Arrival): Answer | undefined {
  const opens = segment.syn && !segment.rst && segment.ack === null && offset > 0 && offset < 2 ** 31;
  return opens ? { connection: null, transmit: null } : undefined;
}

/** First: in the window, or an ACK goes back (to an RST: nothing). */
function theSequence({ connection, segment, offset }: Arrival): Answer | undefined {
  if (offset < connection.rcvWnd) return undefined;
  return segment.rst ? { connection, transmit: null } : acknowledged(connection);
}

/** Second: exactly RCV.NXT, or a challenge. */
function theReset({ connection, segment, settings, offset }: Arrival): Answer | undefined {
  if (!segment.rst) return undefined;
  if (offset > 0) return settings.rfc1337 ? { connection, transmit: null } : acknowledged(connection);
  return { connection: settings.rfc1337 ? connection : null, transmit: null };
}

function theSyn({ connection, segment }: Arrival): Answer | undefined {
  return segment.syn ? acknowledged(connection) : undefined;
}

/** Fifth: the clock restarts; but nobody acknowledges an acknowledgment. */
function theAck({ connection, segment, settings, size }: Arrival): Answer | undefined {
  return segment.ack === null ? undefined : restarted(connection, settings, size > 0);
}

const acknowledged = (connection: Connection): Answer => ({
  connection,
  transmit: { seq: connection.sndNxt, ack: connection.rcvNxt },
});

function restarted(connection: Connection, { now, msl }: Settings, answers: boolean): Answer {
  const next = { ...connection, expires: now + 2 * msl };
  return answers ? acknowledged(next) : { connection: next, transmit: null };
}
