/**
 * Every state, every event: the rule, and the answers that are right. Where a FIN that comes again also acknowledges
 * ours, TCPs differ: to the letter its numbers are old, so that its ACK is not read; BSD reads it. Both are right.
 */
import type { Rule } from '@lastack/exercise-kit';
import type { Answer, State } from '#subject';
import type { Arrival, Call } from './question.ts';
import { RULES } from './rules.ts';

export interface Cell {
  readonly rule: Rule;
  readonly right: readonly Answer[];
}

type Row = readonly [rule: Rule, state: State, send?: Answer['send']];

const cell = ([rule, state, send = null]: Row, ...others: readonly Answer[]): Cell => ({
  rule,
  right: [{ state, send }, ...others],
});

export function cellFor({ state, event }: Call): Cell {
  switch (event.type) {
    case 'close':
      if (state === 'ESTABLISHED') return cell([RULES.close, 'FIN-WAIT-1', 'FIN']);
      if (state === 'CLOSE-WAIT') return cell([RULES.close, 'LAST-ACK', 'FIN']);
      return cell([RULES.closeAgain, state]);
    case 'timeout':
      return cell([RULES.clock, state === 'TIME-WAIT' ? 'CLOSED' : state]);
    case 'segment':
      return cellForArrival(state, event);
  }
}

function cellForArrival(state: State, { rst, fin, acksOurFin }: Arrival): Cell {
  if (state === 'CLOSED') return cell([RULES.nobody, 'CLOSED', rst ? null : 'RST']);
  // Exercise 08 asks whether an RST may end TIME-WAIT; here both are right.
  if (rst) return cell([RULES.reset, 'CLOSED'], ...(state === 'TIME-WAIT' ? [{ state, send: null }] : []));
  const row = ARRIVALS[state];
  if (fin && acksOurFin) return row.both ?? row.fin;
  if (fin) return row.fin;
  return (
    (acksOurFin ? row.acked : undefined) ?? cell([state === 'CLOSE-WAIT' ? RULES.closeWait : RULES.nothingNew, state])
  );
}

interface Arrivals {
  /** The peer's FIN, without the ACK of ours. */
  readonly fin: Cell;
  /** The ACK of our FIN alone; absent: it brings nothing new. */
  readonly acked?: Cell;
  /** Both in one segment; absent: as the FIN alone. */
  readonly both?: Cell;
}

const ARRIVALS: { readonly [state in Exclude<State, 'CLOSED'>]: Arrivals } = {
  ESTABLISHED: { fin: cell([RULES.peerCloses, 'CLOSE-WAIT', 'ACK']) },
  'FIN-WAIT-1': {
    fin: cell([RULES.crossing, 'CLOSING', 'ACK']),
    acked: cell([RULES.ackOfFin, 'FIN-WAIT-2']),
    both: cell([RULES.threeSegments, 'TIME-WAIT', 'ACK']),
  },
  'FIN-WAIT-2': { fin: cell([RULES.secondFin, 'TIME-WAIT', 'ACK']) },
  'CLOSE-WAIT': { fin: cell([RULES.finAgain, 'CLOSE-WAIT', 'ACK']) },
  CLOSING: {
    fin: cell([RULES.finAgain, 'CLOSING', 'ACK']),
    acked: cell([RULES.crossed, 'TIME-WAIT']),
    both: cell([RULES.finAgain, 'CLOSING', 'ACK'], { state: 'TIME-WAIT', send: 'ACK' }),
  },
  'LAST-ACK': {
    fin: cell([RULES.finAgain, 'LAST-ACK', 'ACK']),
    acked: cell([RULES.lastAck, 'CLOSED']),
    both: cell([RULES.finAgain, 'LAST-ACK', 'ACK'], { state: 'CLOSED', send: null }, { state: 'CLOSED', send: 'ACK' }),
  },
  'TIME-WAIT': { fin: cell([RULES.finAgain, 'TIME-WAIT', 'ACK']) },
};
