/**
 * What routers and hosts say of our segments. RFC 9293 §3.9.2.2; RFC 5461; RFC 5927.
 * Most of it is advice: an established connection is not ended by it (MUST-56).
 * Next: congestion.ts
 */
import type { IcmpMessage } from './machine.ts';
import { output } from './output.ts';
import { atOrBefore, before } from './sequence.ts';
import { unreachable } from './state.ts';
import { end, type Step } from './step.ts';

export function icmp(step: Step, message: IcmpMessage): void {
  const { snd, state } = step.tcb;
  // RFC 5927 §4.1: the quoted number must be in flight, or anybody could have made this up.
  if (!atOrBefore(snd.una, message.seq) || !before(message.seq, snd.nxt)) return;
  const opening = state === 'SYN-SENT' || state === 'SYN-RECEIVED';
  switch (message.kind) {
    case 'port-unreachable':
      if (opening) end(step, 'ICMP error', 'refused', 'ECONNREFUSED');
      return;
    case 'net-unreachable':
    case 'host-unreachable':
      if (opening && step.profile.unreachableEndsOpen) {
        end(step, 'ICMP error', 'refused', message.kind === 'net-unreachable' ? 'ENETUNREACH' : 'EHOSTUNREACH');
      }
      return;
    case 'fragmentation-needed':
      return shrink(step, message.mtu ?? 0);
    case 'time-exceeded':
      return; // MUST-56
    default:
      return unreachable(message.kind);
  }
}

/** RFC 1191: smaller segments from now on, and what was too large again. 40 octets are the IPv4 and TCP headers. */
function shrink(step: Step, mtu: number): void {
  const { snd } = step.tcb;
  const mss = Math.max(mtu, 68) - 40 - (step.tcb.rcv.tsRecent === null ? 0 : 12);
  if (mss < 1 || mss >= snd.mss) return;
  snd.mss = mss;
  if (!snd.synAcknowledged) return;
  snd.resend = snd.una;
  snd.timedAt = null;
  output(step);
}
