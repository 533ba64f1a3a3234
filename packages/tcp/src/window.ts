/**
 * How much more we take: SEG.WND, and the shift it is told in. RFC 9293 §3.8.6; RFC 7323 §2.
 * Next: output.ts
 */
import type { Profile } from './profile.ts';
import { distance } from './sequence.ts';
import type { Draft, Step } from './step.ts';

/** The socket's own, else the profile's, else the least that lets the whole buffer be told. RFC 7323 §2.3. */
export function shiftToOffer({ offeredShift, receiveBuffer, rcv }: Draft, profile: Profile): number {
  if (offeredShift !== null) return offeredShift;
  const given = receiveBuffer !== null && profile.scaleFollowsBuffer ? 0 : (profile.windowScale ?? 0);
  let shift = given;
  while (shift < 14 && rcv.capacity >> shift > 0xffff) shift += 1;
  return shift;
}

/** The window of a SYN, which is told unscaled (RFC 7323 §2.2). Linux: as many whole segments as the buffer holds. */
export function firstWindow({ tcb, profile }: Step): number {
  const { rcv } = tcb;
  const free = Math.max(0, rcv.capacity - rcv.unread);
  if (profile.windowTold === 'what is free') return (rcv.wnd = Math.min(free, 0xffff));
  const segment = tcb.mss - (rcv.tsRecent === null ? 0 : 12); // tcp_select_initial_window()
  rcv.wnd = Math.min(free > segment ? free - (free % segment) : free, 0xffff << shiftToOffer(tcb, profile));
  return Math.min(rcv.wnd, 0xffff);
}

/** SEG.WND for now. The right edge never moves left: §3.8.6, SHLD-14. */
export function windowToAdvertise({ tcb, profile }: Step): number {
  const { rcv, mss } = tcb;
  const free = Math.max(0, rcv.capacity - rcv.unread);
  if (profile.windowTold === 'rounded') openRounded(tcb, free);
  else if (free - rcv.wnd >= Math.min(rcv.capacity >> 1, mss)) rcv.wnd = free; // §3.8.6.2.2, MUST-39
  rcv.wnd = Math.min(rcv.wnd, 0xffff << rcv.windowShift);
  return rcv.wnd >> rcv.windowShift;
}

/** Linux keeps the room of one segment to itself. tcp_init_buffer_space() */
const mostTold = (capacity: number, mss: number): number =>
  capacity > 2 * mss ? Math.max(2 * mss, capacity - mss) : capacity;

/** __tcp_select_window(). DEVIATION: free room is counted in octets, the kernel counts what its buffers weigh. */
function openRounded({ rcv, mss }: Draft, free: number): void {
  const { capacity, windowShift } = rcv;
  const room = Math.min(free, mostTold(capacity, mss));
  if (windowShift === 0) {
    const segment = Math.min(mss, capacity);
    const told = rcv.wnd + distance(rcv.acked, rcv.nxt);
    const fits = told <= room && room < told + segment;
    rcv.wnd = Math.max(rcv.wnd, fits ? told : room - (room % segment));
    return;
  }
  const unit = 1 << windowShift;
  const scarce = free < capacity >> 1;
  const opened = !scarce ? roundUp(room, unit) : free < capacity >> 4 || free < mss ? 0 : free & -unit;
  // The edge that was told is rounded up, too: a shift never makes it look as if it had moved left.
  const kept = Math.min(roundUp(rcv.wnd, unit), Math.max(rcv.wnd, roundUp(free, unit)));
  rcv.wnd = Math.max(opened, kept);
}

/** To a multiple of `unit`, a power of two. */
const roundUp = (octets: number, unit: number): number => (octets + unit - 1) & -unit;
