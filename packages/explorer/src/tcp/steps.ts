/**
 * One step: a segment arrives, is lost or is doubled, a tick passes, an application calls, a stranger sends an RST.
 * Next: judge.ts
 */
import {
  add,
  isSynchronized,
  nextDeadline,
  NO_OPTIONS,
  unreachable,
  type Segment,
  type Seq,
  type Tcb,
  type UserCall,
} from '@lastack/tcp';
import type { Successor } from '../explore.ts';
import { TICK } from './exploration-profile.ts';
import { fireDue, flightOf, happen, type Happening, type Moment, type Witness } from './happen.ts';
import { other, type Flight, type Scope, type Side, type TcpState } from './scope.ts';

/** `flight` counts in `state.flights`. */
export type TcpStep =
  | { readonly type: 'deliver' | 'lose' | 'duplicate'; readonly flight: number }
  | { readonly type: 'tick' }
  | { readonly type: 'call'; readonly end: Side; readonly call: UserCall }
  | { readonly type: 'forge'; readonly to: Side; readonly segment: Segment };

const SIDES: readonly Side[] = ['A', 'B'];
const TICKING: TcpStep = { type: 'tick' };

/** Every step that can be taken, and where it leads. */
export function stepsFrom(scope: Scope, state: TcpState): Successor<TcpState, TcpStep>[] {
  const successors: Successor<TcpState, TcpStep>[] = [];
  const go = (step: TcpStep) => successors.push({ step, state: takeStep(scope, state, step) });
  state.flights.forEach((flight, index) => {
    if (state.flights.findIndex((twin) => isTwin(twin, flight)) !== index) return;
    go({ type: 'deliver', flight: index });
    if (state.losses > 0) go({ type: 'lose', flight: index });
    if (state.duplicates > 0) go({ type: 'duplicate', flight: index });
  });
  if (mayTick(scope, state)) go(TICKING);
  for (const end of SIDES) {
    const call = nextCall(scope, state, end);
    if (call !== null) go({ type: 'call', end, call });
    if (scope.forgedResets)
      for (const segment of resetsFromOutside(state[end].tcb)) go({ type: 'forge', to: end, segment });
  }
  return successors;
}

/** Two that nothing tells apart: what one does, the other would do. */
const isTwin = (one: Flight, two: Flight): boolean =>
  one.key === two.key && one.sentAt === two.sentAt && one.spare === two.spare;

/** The state after one step. `witness` sees what happens on the way. */
export function takeStep(scope: Scope, state: TcpState, step: TcpStep, witness: Witness | null = null): TcpState {
  const { now, A, B, losses, duplicates, broken } = state;
  const moment: Moment = { now, A, B, flights: state.flights.slice(), losses, duplicates, broken };
  const happening: Happening = { scope, moment, witness, fired: 0 };
  switch (step.type) {
    case 'deliver': {
      const [flight] = moment.flights.splice(step.flight, 1) as [Flight];
      happen(happening, flight.to, { type: 'segment', segment: flight.segment }, flight);
      return moment;
    }
    case 'lose':
      moment.flights.splice(step.flight, 1);
      moment.losses -= 1;
      return moment;
    case 'duplicate':
      moment.flights.push({ ...(moment.flights[step.flight] as Flight), spare: true });
      moment.duplicates -= 1;
      return moment;
    case 'tick':
      return tick(happening);
    case 'call':
      moment[step.end] = { ...state[step.end], called: state[step.end].called + 1 };
      happen(happening, step.end, { type: 'call', call: step.call });
      return moment;
    case 'forge':
      happen(happening, step.to, { type: 'segment', segment: step.segment }, forged(state, step));
      return moment;
    default:
      return unreachable(step);
  }
}

const forged = ({ now, A, B }: TcpState, { to, segment }: Extract<TcpStep, { type: 'forge' }>): Flight =>
  flightOf(other(to), segment, to === 'A' ? A.life : B.life, now);

/** Copies that have grown too old vanish, then the clocks that are due go off. */
function tick(happening: Happening): TcpState {
  const { moment, scope } = happening;
  moment.now += TICK;
  moment.flights = moment.flights.filter(({ sentAt }) => moment.now - sentAt < scope.lifetime * TICK);
  for (const side of SIDES) fireDue(happening, side);
  return moment;
}

/** Time goes on when something waits for it, and when nothing is lost by it that the network may not lose. */
export function mayTick(scope: Scope, { now, A, B, flights }: TcpState): boolean {
  const oldest = now + TICK - scope.lifetime * TICK;
  if (flights.some(({ sentAt, spare }) => !spare && sentAt <= oldest)) return false;
  return flights.length > 0 || nextDeadline(A.tcb) !== null || nextDeadline(B.tcb) !== null;
}

/** The call that an application may make now. What a connection has not asked when it ends is never asked. */
export function nextCall(scope: Scope, state: TcpState, side: Side): UserCall | null {
  const { tcb, life, called } = state[side];
  const { calls, closesLast } = scope[side];
  if (tcb.state === 'CLOSED') return calls[life]?.[0] ?? null;
  if (!isSynchronized(tcb.state) || tcb.state === 'SYN-RECEIVED' || tcb.state === 'TIME-WAIT') return null;
  const call = calls[life - 1]?.[called] ?? null;
  return call !== null && closesLast && call.type !== 'send' && tcb.state !== 'CLOSE-WAIT' ? null : call;
}

/** How many calls of the connection it is in an application has yet to make. */
export function callsLeft(scope: Scope, state: TcpState, side: Side): number {
  const { life, called } = state[side];
  return (scope[side].calls[life - 1]?.length ?? 0) - called;
}

/** RSTs with the numbers just below and just above the window, and from the far side of the circle. */
function resetsFromOutside(tcb: Tcb): Segment[] {
  switch (tcb.state) {
    case 'CLOSED':
    case 'LISTEN':
      return [];
    case 'SYN-SENT':
      return [reset(tcb.rcv.nxt, null), reset(tcb.rcv.nxt, tcb.snd.una), reset(tcb.rcv.nxt, add(tcb.snd.nxt, 1))];
    case 'TIME-WAIT':
      return around(tcb.rcvNxt, tcb.rcvWnd);
    default:
      return around(tcb.rcv.nxt, tcb.rcv.wnd);
  }
}

const around = (nxt: Seq, wnd: number): Segment[] =>
  [-2, -1, wnd, wnd + 1, 0x7fff_ffff].map((offset) => reset(add(nxt, offset), null));

const reset = (seq: Seq, ack: Seq | null): Segment => ({
  seq,
  ack,
  wnd: 0,
  syn: false,
  fin: false,
  rst: true,
  psh: false,
  text: '',
  options: NO_OPTIONS,
});
