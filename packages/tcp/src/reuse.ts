/**
 * When a port in TIME-WAIT may serve an outgoing connection: tcp_tw_reuse. ip-sysctl; RFC 6191; RFC 7323 appendix B.
 * Timestamps make it safe: whatever is left of the old connection is stamped earlier than anything of the new one.
 * Next: opening.ts
 */
import type { Micros } from './machine.ts';
import { add, type Seq } from './sequence.ts';
import { unreachable } from './state.ts';
import type { TimeWait } from './tcb.ts';

export interface ReuseQuestion {
  readonly now: Micros;
  /** 0 never, 1 always, 2 (the default since Linux 4.19) only over loopback. */
  readonly tcp_tw_reuse: 0 | 1 | 2;
  /** How long the port must have been in TIME-WAIT; 1 s by default. */
  readonly tcp_tw_reuse_delay: Micros;
  /** Source or destination is a loopback address. */
  readonly loopback: boolean;
  /** The application chose the port with bind(): then the sysctls are not asked, only timestamps. */
  readonly portWasBound: boolean;
}

/** Whether connect() may take over this four-tuple. Only a connection that used timestamps can be taken over. */
export function mayReuse(tcb: TimeWait, question: ReuseQuestion): boolean {
  if (tcb.tsRecent === null) return false;
  if (question.portWasBound) return true;
  return isAllowed(question) && question.now - tcb.enteredAt > question.tcp_tw_reuse_delay;
}

function isAllowed({ tcp_tw_reuse, loopback }: ReuseQuestion): boolean {
  switch (tcp_tw_reuse) {
    case 0:
      return false;
    case 1:
      return true;
    case 2:
      return loopback;
    default:
      return unreachable(tcp_tw_reuse);
  }
}

/** The ISS of whoever follows: beyond every number of the old connection by one unscaled window and two. §3.6.1, MAY-2. */
export const issAfter = (tcb: TimeWait): Seq => add(tcb.sndNxt, 0xffff + 2);
