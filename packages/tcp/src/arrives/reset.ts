/**
 * The RST: which one answers a segment (§3.5.2, §3.10.7.1), which one leaves with an abort (§3.10.5), and which
 * arriving one is believed (§3.5.3, §3.10.7.4, second; RFC 5961 §3).
 * Next: challenge.ts
 */
import { optionsNow } from '../output.ts';
import { NO_OPTIONS, segmentLength, type Segment } from '../segment.ts';
import { add, seq, type Seq } from '../sequence.ts';
import { unreachable } from '../state.ts';
import { end, transmit, type Step } from '../step.ts';
import { windowToAdvertise } from '../window.ts';

/** The RST for a segment that has no business here, in a form that its sender must accept; an RST gets none. §3.5.2. */
export function resetFor(segment: Segment): Segment | null {
  if (segment.rst) return null;
  if (segment.ack !== null) return reset(segment.ack, null);
  return reset(seq(0), add(segment.seq, segmentLength(segment)));
}

const reset = (number: Seq, ack: Seq | null): Segment => ({
  seq: number,
  ack,
  wnd: 0,
  syn: false,
  fin: false,
  rst: true,
  psh: false,
  text: '',
  options: NO_OPTIONS,
});

export function answerWithReset(step: Step, segment: Segment): void {
  const answer = resetFor(segment);
  if (answer !== null) transmit(step, answer);
}

/** `<SEQ=SND.NXT><CTL=RST>` (§3.10.5); sockets send it with an ACK. */
export function sendAbort(step: Step): void {
  const { tcb, profile } = step;
  const { timestamps } = optionsNow(step);
  const { abortCarries } = profile;
  const bare = reset(tcb.snd.nxt, abortCarries === 'nothing' ? null : tcb.rcv.nxt);
  const told = abortCarries === 'ACK and window' ? { ...bare, wnd: windowToAdvertise(step) } : bare;
  transmit(step, timestamps === undefined ? told : { ...told, options: { timestamps } }); // RFC 7323 §3.2
}

/** A believed RST ends the connection; what the application is told depends on where it stood. */
export function dieByReset(step: Step): void {
  const { tcb, profile } = step;
  const { state } = tcb;
  switch (state) {
    case 'SYN-SENT':
      return end(step, 'RST', 'refused', 'ECONNREFUSED');
    case 'SYN-RECEIVED': {
      // DEVIATION: §3.10.7.4, second, returns a passive open to LISTEN. Here the listener never left it:
      // what stood in SYN-RECEIVED is its child, and the child ends.
      const error = profile.resetInSynReceived;
      return end(step, 'RST', error === 'ECONNREFUSED' ? 'refused' : 'reset', error);
    }
    case 'CLOSE-WAIT':
      return end(step, 'RST', 'reset', profile.resetInCloseWait);
    case 'ESTABLISHED':
    case 'FIN-WAIT-1':
    case 'FIN-WAIT-2':
      return end(step, 'RST', 'reset', 'ECONNRESET');
    case 'CLOSING':
    case 'LAST-ACK':
      return end(step, 'RST', 'reset', 'ECONNRESET');
    case 'CLOSED':
    case 'LISTEN':
    case 'TIME-WAIT':
      throw new Error(`${state} does not die by RST here`);
    default:
      return unreachable(state);
  }
}

/** The application breaks off: an RST where the peer still believes in the connection, else quietly. §3.10.5. */
export function dieByAbort(step: Step, on: 'ABORT' | 'CLOSE, text unread'): void {
  const { state } = step.tcb;
  const peerBelieves = state !== 'LISTEN' && state !== 'SYN-SENT' && state !== 'CLOSING' && state !== 'LAST-ACK';
  if (peerBelieves || on === 'CLOSE, text unread') sendAbort(step);
  end(step, on, null);
}
