// mutant: without text it is a bare ACK, and the FIN bit is not looked at: a FIN at RCV.NXT gets no answer
// fails: old segments > a FIN with another number is not the peer’s: it gets an ACK, and ends nothing
// code: time-wait/old-segment
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

export function timeWait(connection: Connection, event: Event, settings: Settings): Answer {
  const { now, msl } = settings;
  switch (event.type) {
    case 'enter':
      return { connection: { ...connection, expires: now + 2 * msl }, transmit: null };
    case 'timeout':
      return { connection: now >= (connection.expires ?? Infinity) ? null : connection, transmit: null };
    case 'segment':
      return segmentArrives(connection, event.segment, settings);
  }
}

function segmentArrives(connection: Connection, segment: Segment, { now, msl, rfc1337 }: Settings): Answer {
  const acknowledgment = { seq: connection.sndNxt, ack: connection.rcvNxt };
  const ahead = signedDistance(connection.rcvNxt, segment.seq);

  if (segment.rst) {
    const ends = ahead === 0 && !rfc1337;
    return { connection: ends ? null : connection, transmit: null };
  }
  if (segment.syn && segment.ack === null && ahead > 0) return { connection: null, transmit: null };
  if (segment.length === 0 && !segment.syn && ahead === 0) return { connection, transmit: null };
  const finAgain = segment.fin && ahead + segment.length === -1;
  return {
    connection: finAgain ? { ...connection, expires: now + 2 * msl } : connection,
    transmit: acknowledgment,
  };
}

const signedDistance = (a: number, b: number): number => (b - a) | 0;
