/**
 * One step under way: the one copy of the Tcb that may be written, and what has been said so far.
 * A step begins with a literal copy (top, snd, rcv, timers: nothing deeper is ever written) and ends by handing it out.
 * Next: arrives/acceptable.ts
 */
import { emptyReceive, emptySend } from './create-tcb.ts';
import { NO_EFFECTS, type Effect, type Env, type ErrnoName, type Signal, type Transition } from './machine.ts';
import type { Profile } from './profile.ts';
import type { Segment } from './segment.ts';
import { isLegal, type State, type Trigger } from './state.ts';
import type { Connection, ReceiveVariables, SendVariables, TimeWait, Timers } from './tcb.ts';

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** A connection's copy while one step writes it. */
export type Draft = Writable<Omit<Connection, 'state' | 'snd' | 'rcv' | 'timers'>> & {
  state: State;
  snd: Writable<SendVariables>;
  rcv: Writable<ReceiveVariables>;
  timers: Writable<Timers>;
};

export interface Step {
  readonly tcb: Draft;
  readonly env: Env;
  readonly profile: Profile;
  effects: Effect[] | null;
  /** Whether what arrived wants an ACK: with the next segment anyway, within the delayed-ACK time, or at once. */
  ack: 'none' | 'delayed' | 'now';
}

export function begin(tcb: Connection, env: Env, profile: Profile): Step {
  return { tcb: copyOf(tcb), env, profile, effects: null, ack: 'none' };
}

export function emit(step: Step, effect: Effect): void {
  if (step.effects === null) step.effects = [effect];
  else step.effects.push(effect);
}

export function transmit(step: Step, segment: Segment): void {
  emit(step, { type: 'transmit', segment });
}

export function signal(step: Step, name: Signal): void {
  emit(step, { type: 'signal', signal: name });
}

export function refuse(step: Step, error: ErrnoName): void {
  emit(step, { type: 'refuse', error });
}

/** The only way to another state. A move that the table does not have is a mistake in this package. */
export function move(step: Step, on: Trigger, to: State): void {
  const from = step.tcb.state;
  if (!isLegal(from, to, on)) throw new Error(`TRANSITIONS has no move from ${from} to ${to} on ${on}`);
  step.tcb.state = to;
}

/** A CLOSED Tcb that served before begins a new life with nothing of the old one. */
export function renew({ tcb, profile }: Step): void {
  tcb.orphan = false;
  tcb.error = null;
  tcb.snd = emptySend();
  tcb.rcv = emptyReceive(tcb.receiveBuffer ?? profile.receiveBuffer);
}

/** The connection is over: to CLOSED, clocks stopped, buffers emptied, the application told. */
export function end(step: Step, on: Trigger, name: Signal | null, error: ErrnoName | null = null): void {
  const { tcb } = step;
  move(step, on, 'CLOSED');
  tcb.error = error;
  tcb.snd.buffer = '';
  tcb.snd.resend = tcb.snd.nxt;
  tcb.snd.unackedSince = null;
  tcb.snd.resentSince = null;
  stopAllTimers(tcb.timers);
  step.ack = 'none';
  if (name !== null) signal(step, name);
}

function stopAllTimers(timers: Writable<Timers>): void {
  timers.retransmission = null;
  timers.persist = null;
  timers['delayed-ack'] = null;
  timers['time-wait'] = null;
  timers['fin-wait-2'] = null;
  timers.keepalive = null;
  timers.user = null;
}

/** Hands the copy out. What has reached TIME-WAIT shrinks to what TIME-WAIT needs. */
export function finish(step: Step): Transition {
  const { tcb } = step;
  const effects = step.effects ?? NO_EFFECTS;
  if (tcb.state === 'TIME-WAIT') return { tcb: timeWaitOf(step), effects };
  return { tcb: tcb as Connection, effects };
}

function timeWaitOf({ tcb, env, profile }: Step): TimeWait {
  return {
    state: 'TIME-WAIT',
    sndNxt: tcb.snd.nxt,
    rcvNxt: tcb.rcv.nxt,
    rcvWnd: tcb.rcv.wnd,
    windowShift: tcb.rcv.windowShift,
    enteredAt: env.now,
    deadline: env.now + 2 * profile.msl, // §3.10.7.4, eighth: MSL is counted from here
    tsRecent: tcb.rcv.tsRecent,
    tsRecentAt: tcb.rcv.tsRecentAt,
    challengedAt: tcb.rcv.challengedAt,
  };
}

/** Field by field: an order of magnitude faster than object spread, and one hidden class for all. */
function copyOf(tcb: Connection): Draft {
  const { snd, rcv, timers } = tcb;
  return {
    state: tcb.state,
    openedBy: tcb.openedBy,
    orphan: tcb.orphan,
    error: tcb.error,
    mss: tcb.mss,
    defaultMss: tcb.defaultMss,
    receiveBuffer: tcb.receiveBuffer,
    offeredShift: tcb.offeredShift,
    options: tcb.options,
    snd: copyOfSend(snd),
    rcv: copyOfReceive(rcv),
    timers: {
      retransmission: timers.retransmission,
      persist: timers.persist,
      'delayed-ack': timers['delayed-ack'],
      'time-wait': timers['time-wait'],
      'fin-wait-2': timers['fin-wait-2'],
      keepalive: timers.keepalive,
      user: timers.user,
    },
  };
}

function copyOfSend(snd: SendVariables): Writable<SendVariables> {
  return {
    iss: snd.iss,
    una: snd.una,
    nxt: snd.nxt,
    wnd: snd.wnd,
    wl1: snd.wl1,
    wl2: snd.wl2,
    maxWnd: snd.maxWnd,
    buffer: snd.buffer,
    synAcknowledged: snd.synAcknowledged,
    closing: snd.closing,
    finSent: snd.finSent,
    mss: snd.mss,
    windowShift: snd.windowShift,
    scaling: snd.scaling,
    sackPermitted: snd.sackPermitted,
    sacked: snd.sacked,
    resend: snd.resend,
    cwnd: snd.cwnd,
    ssthresh: snd.ssthresh,
    duplicateAcks: snd.duplicateAcks,
    recover: snd.recover,
    srtt: snd.srtt,
    rttvar: snd.rttvar,
    rto: snd.rto,
    retransmissions: snd.retransmissions,
    unackedSince: snd.unackedSince,
    resentSince: snd.resentSince,
    timedSeq: snd.timedSeq,
    timedAt: snd.timedAt,
    resent: snd.resent,
    newest: snd.newest,
    probeDue: snd.probeDue,
    probed: snd.probed,
    small: snd.small,
    persistShift: snd.persistShift,
    probes: snd.probes,
  };
}

function copyOfReceive(rcv: ReceiveVariables): Writable<ReceiveVariables> {
  return {
    irs: rcv.irs,
    nxt: rcv.nxt,
    wnd: rcv.wnd,
    capacity: rcv.capacity,
    unread: rcv.unread,
    finAt: rcv.finAt,
    finished: rcv.finished,
    outOfOrder: rcv.outOfOrder,
    sackBlocks: rcv.sackBlocks,
    duplicate: rcv.duplicate,
    windowShift: rcv.windowShift,
    acked: rcv.acked,
    tsRecent: rcv.tsRecent,
    tsRecentAt: rcv.tsRecentAt,
    heardAt: rcv.heardAt,
    textAt: rcv.textAt,
    quickAcks: rcv.quickAcks,
    interactive: rcv.interactive,
    challengedAt: rcv.challengedAt,
  };
}
