/**
 * What the application asks for. RFC 9293 §3.10.1–6, in that order; errno(3) for the answers.
 * POSIX splits the RFC's CLOSE in two: `shutdown` ends writing, `close` also gives up reading.
 * Next: reuse.ts
 */
import { dieByAbort } from './arrives/reset.ts';
import { startFinWait2 } from './arrives/fin.ts';
import type { SocketOption, UserCall } from './machine.ts';
import { chooseIss, sendSyn } from './opening.ts';
import { output } from './output.ts';
import type { Bytes } from './segment.ts';
import { unreachable } from './state.ts';
import { end, move, refuse, renew, type Step } from './step.ts';
import { windowToAdvertise } from './window.ts';

export function call(step: Step, request: UserCall): void {
  switch (request.type) {
    case 'open':
      return request.mode === 'active' ? openActive(step) : openPassive(step);
    case 'send':
      return send(step, request.bytes);
    case 'receive':
      return receive(step, request.count);
    case 'shutdown':
      return shutdown(step);
    case 'close':
      return close(step);
    case 'abort':
      return abort(step);
    case 'set-option':
      return setOption(step, request.option);
    default:
      return unreachable(request);
  }
}

/** §3.10.1, passive. */
function openPassive(step: Step): void {
  if (step.tcb.state !== 'CLOSED') return refuse(step, 'EISCONN');
  renew(step);
  move(step, 'passive OPEN', 'LISTEN');
  step.tcb.openedBy = 'passive';
}

/** §3.10.1, active: a SYN goes out. */
function openActive(step: Step): void {
  const { tcb, profile } = step;
  if (tcb.state !== 'CLOSED' && !(tcb.state === 'LISTEN' && profile.listenMayBecomeActive)) {
    return refuse(step, 'EISCONN');
  }
  renew(step);
  chooseIss(step, step.env.iss);
  move(step, 'active OPEN', 'SYN-SENT');
  tcb.openedBy = 'active';
  sendSyn(step);
}

/** §3.10.2: text is queued, and goes as the windows allow. */
function send(step: Step, bytes: Bytes): void {
  const { tcb, profile } = step;
  if (tcb.state === 'CLOSED') return refuseClosed(step);
  if (tcb.state === 'LISTEN') {
    if (!profile.listenMayBecomeActive) return refuse(step, 'ENOTCONN');
    chooseIss(step, step.env.iss);
    move(step, 'SEND', 'SYN-SENT');
    tcb.openedBy = 'active';
    tcb.snd.buffer = bytes;
    return sendSyn(step);
  }
  if (tcb.snd.closing || tcb.orphan) return refuse(step, 'EPIPE');
  tcb.snd.buffer += bytes;
  output(step);
}

/** A dead connection says once why it died, then that it is dead. */
function refuseClosed(step: Step): void {
  refuse(step, step.tcb.error ?? 'EPIPE');
  step.tcb.error = null;
}

/** §3.10.3: the application has taken octets; a window that grew enough is told. §3.8.6.2.2. */
function receive(step: Step, count: number): void {
  const { tcb } = step;
  const { rcv } = tcb;
  rcv.unread = Math.max(0, rcv.unread - count);
  if (tcb.state !== 'ESTABLISHED' && tcb.state !== 'FIN-WAIT-1' && tcb.state !== 'FIN-WAIT-2') return;
  const told = rcv.wnd;
  windowToAdvertise(step);
  if (rcv.wnd > told) step.ack = worthTelling(step, told) ? 'now' : 'none';
  if (step.ack === 'none') rcv.wnd = told;
  else output(step);
}

/** Window updates that nobody waits for stay unsent: the next ACK brings them. */
function worthTelling({ tcb }: Step, told: number): boolean {
  return told < Math.min(tcb.rcv.capacity >> 1, 2 * tcb.mss) || tcb.rcv.wnd >= 2 * told;
}

/** §3.10.4 as `shutdown(SHUT_WR)`: the FIN follows what is queued; reading goes on. */
function shutdown(step: Step): void {
  const { tcb } = step;
  const { state } = tcb;
  switch (state) {
    case 'CLOSED':
    case 'LISTEN':
      return refuse(step, 'ENOTCONN');
    case 'SYN-SENT':
      return end(step, 'CLOSE', null);
    case 'SYN-RECEIVED':
    case 'ESTABLISHED':
      // §3.10.4 would keep a CLOSE in SYN-RECEIVED waiting while text is queued. DEVIATION: the state tells at once
      // what the user did, as sockets do; the FIN still follows the text.
      move(step, 'CLOSE', 'FIN-WAIT-1');
      break;
    case 'CLOSE-WAIT':
      move(step, 'CLOSE', 'LAST-ACK');
      break;
    case 'FIN-WAIT-1':
    case 'FIN-WAIT-2':
    case 'CLOSING':
    case 'LAST-ACK':
    case 'TIME-WAIT':
      return; // "connection closing": asked for already
    default:
      return unreachable(state);
  }
  tcb.snd.closing = true;
  output(step);
}

/** §3.10.4 as `close()`: nobody will read any more, and text that nobody read is a loss that the peer must hear of. */
function close(step: Step): void {
  const { tcb } = step;
  const { state } = tcb;
  if (tcb.orphan || state === 'CLOSED') return;
  if (state === 'LISTEN' || state === 'SYN-SENT') return end(step, 'CLOSE', null);
  tcb.orphan = true;
  const linger = tcb.options.SO_LINGER;
  if (linger !== null && linger.on && linger.seconds === 0) return dieByAbort(step, 'ABORT');
  if (tcb.rcv.unread > 0) return dieByAbort(step, 'CLOSE, text unread');
  tcb.timers.keepalive = null;
  if (state === 'FIN-WAIT-2') return startFinWait2(step, null);
  shutdown(step);
}

/** §3.10.5. */
function abort(step: Step): void {
  const { state } = step.tcb;
  if (state === 'CLOSED') return refuse(step, 'ENOTCONN');
  dieByAbort(step, 'ABORT');
}

function setOption(step: Step, option: SocketOption): void {
  const { tcb, env } = step;
  const { timers, rcv } = tcb;
  tcb.options = { ...tcb.options, [option.name]: option.value };
  if (option.name === 'SO_KEEPALIVE' || option.name === 'TCP_KEEPIDLE') {
    const opened = tcb.state !== 'CLOSED' && tcb.state !== 'LISTEN' && tcb.state !== 'SYN-SENT';
    const idle = tcb.options.TCP_KEEPIDLE ?? env.sysctls.tcp_keepalive_time;
    timers.keepalive = opened && tcb.options.SO_KEEPALIVE === true ? Math.max(env.now, rcv.heardAt + idle) : null;
  }
  if (option.name === 'TCP_USER_TIMEOUT') {
    const { unackedSince } = tcb.snd;
    timers.user = option.value > 0 && unackedSince !== null ? unackedSince + option.value : null;
  }
  if (option.name === 'TCP_QUICKACK') {
    rcv.interactive = !option.value;
    if (option.value && timers['delayed-ack'] !== null) step.ack = 'now';
  }
  output(step);
}
