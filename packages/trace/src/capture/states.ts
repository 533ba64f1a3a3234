/**
 * The states that an end must have passed, from what it sent and took. RFC 9293 §3.3.2, figure 5; the words of
 * applications (who called what) are not in packets, and not guessed.
 * Next: hosts.ts
 */
import type { State } from '@lastack/tcp';
import type { CapturedConnection, CapturedSegment, End } from './connections.ts';

/** What is known of one end. */
export interface EndState {
  readonly state: State;
  /** The number after its SYN, once sent. */
  readonly synEnd: number | null;
  /** The number after its FIN, once sent. */
  readonly finEnd: number | null;
}

const unnumbered = { synEnd: null, finEnd: null } as const;

/**
 * Where an end stands before its first segment: `null` when it never says anything. One that speaks before the
 * capture has seen it open is taken to be ESTABLISHED; one whose first word is a reset has no connection.
 */
export function firstState({ segments, opening }: CapturedConnection, end: End): EndState | null {
  const first = segments.find(({ from }) => from === end);
  if (first === undefined) return null;
  if (first.segment.rst) return { state: 'CLOSED', ...unnumbered };
  if (!opening) return { state: 'ESTABLISHED', ...unnumbered };
  return { state: end === 0 ? 'CLOSED' : 'LISTEN', ...unnumbered };
}

/** An end after it has sent a segment. */
export function afterSending(was: EndState, { segment, start, end }: CapturedSegment): EndState {
  if (segment.rst) return { ...was, state: 'CLOSED' };
  if (segment.syn) {
    const state = was.state === 'CLOSED' ? 'SYN-SENT' : was.state === 'LISTEN' ? 'SYN-RECEIVED' : was.state;
    return { ...was, state, synEnd: start + 1 };
  }
  return segment.fin ? { ...was, state: afterOwnFin(was.state), finEnd: end } : was;
}

function afterOwnFin(state: State): State {
  if (state === 'ESTABLISHED' || state === 'SYN-RECEIVED') return 'FIN-WAIT-1';
  return state === 'CLOSE-WAIT' ? 'LAST-ACK' : state;
}

/** An end after it has taken a segment. */
export function afterTaking(was: EndState, { segment, ack }: CapturedSegment): EndState {
  if (was.state === 'CLOSED') return was;
  if (segment.rst) return { ...was, state: 'CLOSED' };
  let state: State = was.state;
  if (segment.syn && (state === 'LISTEN' || state === 'SYN-SENT')) {
    state = segment.ack === null || state === 'LISTEN' ? 'SYN-RECEIVED' : 'ESTABLISHED';
  }
  if (ack !== null && was.synEnd !== null && ack >= was.synEnd && state === 'SYN-RECEIVED') state = 'ESTABLISHED';
  if (ack !== null && was.finEnd !== null && ack >= was.finEnd) state = afterAckOfFin(state);
  if (segment.fin) state = afterPeersFin(state);
  return { ...was, state };
}

function afterAckOfFin(state: State): State {
  if (state === 'FIN-WAIT-1') return 'FIN-WAIT-2';
  if (state === 'CLOSING') return 'TIME-WAIT';
  return state === 'LAST-ACK' ? 'CLOSED' : state;
}

function afterPeersFin(state: State): State {
  if (state === 'ESTABLISHED' || state === 'SYN-RECEIVED') return 'CLOSE-WAIT';
  if (state === 'FIN-WAIT-1') return 'CLOSING';
  return state === 'FIN-WAIT-2' ? 'TIME-WAIT' : state;
}
