/**
 * It ends: once both applications have closed, and if nothing is lost or doubled from here on, both ends come to CLOSED.
 * RFC 9293 has no clock for FIN-WAIT-2, so this is no property while one application has not closed.
 * Next: exploration.ts
 */
import type { Key } from '../ledger.ts';
import { other, type Broken, type Scope, type Side, type TcpState } from './scope.ts';
import { callsLeft, mayTick, takeStep, type TcpStep } from './steps.ts';

/** More steps than any run of two closing ends takes. */
const PATIENCE = 1_000;

/** Answers for one exploration: runs that join one that was followed before are not followed again. */
export function createSettling(scope: Scope, keyOf: (state: TcpState) => Key): (state: TcpState) => Broken | null {
  const ends = new Set<Key>();
  return (state) => {
    const run: Key[] = [];
    const seen = new Set<Key>();
    const onward: TcpStep[] = [];
    let here = state;
    while (!isOver(here)) {
      if (!hasClosed(scope, here, 'A') || !hasClosed(scope, here, 'B')) return null;
      const key = keyOf(here);
      if (ends.has(key)) break;
      if (seen.has(key) || run.length > PATIENCE) return stuck(here, onward);
      seen.add(key);
      run.push(key);
      const step = nextStep(scope, here);
      if (step === null) return stuck(here, onward);
      onward.push(step);
      const next = takeStep(scope, here, step);
      if (next.broken !== null) return null; // a step of this run breaks something: the exploration meets it itself
      here = next;
    }
    for (const key of run) ends.add(key);
    return null;
  };
}

const isGone = (state: TcpState, side: Side): boolean =>
  state[side].tcb.state === 'CLOSED' || state[side].tcb.state === 'LISTEN';

const isOver = (state: TcpState): boolean => isGone(state, 'A') && isGone(state, 'B');

/** No call is left to make in this connection; one whose connection is gone cannot be made. */
const hasClosed = (scope: Scope, state: TcpState, side: Side): boolean =>
  isGone(state, side) || state[side].tcb.state === 'TIME-WAIT' || callsLeft(scope, state, side) === 0;

/** What the network does when it does nothing wrong: what was sent first arrives first, and at once. */
function nextStep(scope: Scope, state: TcpState): TcpStep | null {
  if (state.flights.length > 0) return { type: 'deliver', flight: 0 };
  return mayTick(scope, state) ? { type: 'tick' } : null;
}

const stuck = ({ A, B }: TcpState, onward: readonly TcpStep[]): Broken => {
  const end = A.tcb.state === 'CLOSED' ? 'B' : 'A';
  const where = `A in ${A.tcb.state} and B in ${B.tcb.state}`;
  return { property: 'it ends', end, what: `waits for ever for ${other(end)}, with ${where}`, onward };
};
