/**
 * What makes two moments the same: everything that what comes next can depend on, and nothing else. Deadlines count
 * from now, sequence numbers from the ISN, segments stand in no order. Left out is what the exploration profile never
 * asks: round trips, congestion windows (text is below one MSS), counters of retries, and when things were last heard.
 * test/key.test.ts checks it: moments with one key go on to moments with the same keys.
 * Next: settles.ts
 */
import { distance, type Connection, type Micros, type Seq, type TimeWait } from '@lastack/tcp';
import { TICK } from './exploration-profile.ts';
import { ISS, other, type End, type Side, type TcpState } from './scope.ts';

/** For a TIME-WAIT that also looks at when it was entered. */
export const keyWithEntry = (state: TcpState): string => `${age(state, 'A')}|${age(state, 'B')}|${keyOf(state)}`;

function age({ now, ...ends }: TcpState, side: Side): number | '' {
  const { tcb } = ends[side];
  return tcb.state === 'TIME-WAIT' ? (now - tcb.enteredAt) / TICK : '';
}

export function keyOf(state: TcpState): string {
  const { now, A, B, losses, duplicates, flights, broken } = state;
  const budget = `${losses}.${duplicates}${broken === null ? '' : '!'}`;
  return `${budget}|${keyOfEnd(A, 'A', now)}|${keyOfEnd(B, 'B', now)}|${keyOfFlights(flights, now)}`;
}

function keyOfFlights(flights: TcpState['flights'], now: Micros): string {
  if (flights.length === 0) return '';
  const keys = flights.map(({ key, sentAt, spare }) => `${key}@${(now - sentAt) / TICK}${spare ? 's' : ''}`);
  return keys.length === 1 ? (keys[0] as string) : keys.sort().join('|');
}

function keyOfEnd({ tcb, life, called, received }: End, side: Side, now: Micros): string {
  switch (tcb.state) {
    case 'CLOSED':
      return `C${life}`;
    case 'LISTEN':
      return `L${life}`;
    case 'TIME-WAIT':
      return `T${life}.${called}.${received.length}${keyOfTimeWait(tcb, side, now)}`;
    default:
      return `${life}.${called}.${received.length}${tcb.state}${keyOfConnection(tcb, side, now)}`;
  }
}

function keyOfTimeWait(tcb: TimeWait, side: Side, now: Micros): string {
  const { sndNxt, rcvNxt, rcvWnd, deadline } = tcb;
  return `/${from(side, sndNxt)}/${from(other(side), rcvNxt)}/${rcvWnd}/${(deadline - now) / TICK}`;
}

function keyOfConnection(tcb: Connection, side: Side, now: Micros): string {
  const { snd, rcv, timers } = tcb;
  const peer = other(side);
  const flags =
    (tcb.openedBy === 'active' ? 1 : 0) +
    (tcb.orphan ? 2 : 0) +
    (snd.synAcknowledged ? 4 : 0) +
    (snd.closing ? 8 : 0) +
    (snd.finSent ? 16 : 0) +
    (rcv.finished ? 32 : 0);
  const sending = `${from(side, snd.una)}/${from(side, snd.nxt)}/${from(side, snd.resend)}/${snd.wnd}/${snd.maxWnd}`;
  const recovery = `${from(peer, snd.wl1)}/${from(side, snd.wl2)}/${Math.min(snd.duplicateAcks, 4)}/${from(side, snd.recover)}`;
  const receiving = `${from(peer, rcv.nxt)}/${rcv.wnd}/${from(peer, rcv.finAt)}/${from(peer, rcv.acked)}`;
  const early = rcv.outOfOrder.map(({ seq, text }) => `${from(peer, seq)}${text}`).join();
  const clocks = `${left(timers.retransmission, now)}/${left(timers.persist, now)}`;
  return `${flags}/${sending}/${recovery}/${snd.buffer}/${receiving}/${early}/${clocks}`;
}

const from = (side: Side, number: Seq | null): number | '' => (number === null ? '' : distance(ISS[side], number));

const left = (deadline: Micros | null, now: Micros): number | '' => (deadline === null ? '' : (deadline - now) / TICK);
