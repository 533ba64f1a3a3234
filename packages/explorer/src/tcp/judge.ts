/**
 * What no step may do. Each property is judged where it would be broken: at the step itself, from what it knew and did.
 * Next: key.ts
 */
import {
  distance,
  isAcceptable,
  isSynchronized,
  type Bytes,
  type Effect,
  type Segment,
  type Tcb,
  type TcpEvent,
} from '@lastack/tcp';
import { ISS, other, type Broken, type End, type Flight, type Property, type Scope, type Side } from './scope.ts';

/** One step of one end. */
interface Doing {
  readonly scope: Scope;
  readonly side: Side;
  readonly before: End;
  readonly after: End;
  readonly effects: readonly Effect[];
  readonly event: TcpEvent;
  readonly cause: Flight | null;
  /** The other end, as it is. */
  readonly peer: End;
}

const RULES: { readonly [property in Exclude<Property, 'it ends'>]: (doing: Doing) => string | null } = {
  'old segments stay out': oldSegmentTaken,
  'no text lost or repeated': textLostOrRepeated,
  'no reset from outside': resetFromOutside,
};

export function judge(doing: Doing): Broken | null {
  for (const property of doing.scope.properties) {
    const what = property === 'it ends' ? null : RULES[property](doing);
    if (what !== null) return { property, end: doing.side, what };
  }
  return null;
}

/** A segment of a connection that is over changes the one that came after it. RFC 9293 §3.6.1; RFC 1337 §2. */
function oldSegmentTaken({ before, after, effects, cause }: Doing): string | null {
  if (cause === null || cause.life >= before.life) return null;
  const from = `of connection ${cause.life} in connection ${before.life}`;
  for (const effect of effects) {
    if (effect.type === 'deliver') return `takes the text ${JSON.stringify(effect.bytes)} ${from}`;
  }
  if (before.tcb.state === 'TIME-WAIT' || after.tcb.state === 'TIME-WAIT') {
    return before.tcb.state === after.tcb.state ? null : `takes a segment ${from}`;
  }
  const { segment } = cause;
  if (before.tcb.state !== after.tcb.state && segment.rst) return `believes an RST ${from}`;
  if (before.tcb.rcv.finished !== after.tcb.rcv.finished) return `takes the FIN ${from}`;
  if (before.tcb.rcv.outOfOrder !== after.tcb.rcv.outOfOrder) return `keeps text ${from} for later`;
  if (before.tcb.rcv.finAt !== after.tcb.rcv.finAt) return `notes the FIN ${from}`;
  if (before.tcb.snd.una !== after.tcb.snd.una) return `takes the ACK ${from}`;
  return before.tcb.state === after.tcb.state ? null : `takes a segment ${from}`;
}

/** §3.7, §3.4: each octet once and in order; an ACK and a FIN say that everything before them has come. */
function textLostOrRepeated(doing: Doing): string | null {
  const { scope, side, before, after, effects, peer } = doing;
  const expected = textOf(scope, other(side), before.life);
  let received = before.received;
  for (const effect of effects) {
    if (effect.type === 'deliver') received += effect.bytes;
    if (effect.type !== 'signal') continue;
    const { signal } = effect;
    if (signal === 'peer-closed' && received !== expected)
      return `hears that all has come, and has ${JSON.stringify(received)} of ${JSON.stringify(expected)}`;
    if (signal === 'reset' || signal === 'refused' || signal === 'timed-out') return `loses its connection: ${signal}`;
  }
  if (!expected.startsWith(received)) return `has ${JSON.stringify(received)}, sent was ${JSON.stringify(expected)}`;
  return acknowledgedTooMuch(scope, side, after, peer);
}

function acknowledgedTooMuch(scope: Scope, side: Side, { tcb, life }: End, peer: End): string | null {
  if (tcb.state === 'TIME-WAIT' || !isSynchronized(tcb.state) || peer.life !== life) return null;
  if (!isSynchronized(peer.tcb.state)) return null;
  const text = textOf(scope, side, life);
  const octets = Math.min(distance(ISS[side], tcb.snd.una) - 1, text.length);
  return octets <= peer.received.length
    ? null
    : `believes that ${octets} octets have come, and the other end has ${peer.received.length}`;
}

/** Everything that an application writes in one connection. */
export function textOf(scope: Scope, side: Side, life: number): Bytes {
  const calls = scope[side].calls[life - 1] ?? [];
  return calls.map((call) => (call.type === 'send' ? call.bytes : '')).join('');
}

/** RFC 9293 §3.10.7.4, first; §3.5.3; RFC 5961 §3: before a connection ends, the RST's number is looked at. */
function resetFromOutside({ before, after, event }: Doing): string | null {
  if (event.type !== 'segment' || !event.segment.rst || after.tcb.state !== 'CLOSED') return null;
  if (isEntitled(before.tcb, event.segment)) return null;
  return `is ended in ${before.tcb.state} by an RST from outside its window`;
}

function isEntitled(tcb: Tcb, segment: Segment): boolean {
  switch (tcb.state) {
    case 'CLOSED':
    case 'LISTEN':
      return true; // there is nothing to end
    case 'SYN-SENT':
      return segment.ack === tcb.snd.nxt;
    case 'TIME-WAIT':
      return isAcceptable(segment.seq, 0, tcb.rcvNxt, tcb.rcvWnd);
    default:
      return isAcceptable(segment.seq, 0, tcb.rcv.nxt, tcb.rcv.wnd);
  }
}
