/** Grades the closing half of the state machine: each move, then whole connections, then every order. */
import { describe, test } from 'vitest';
import { next } from '#subject';
import { closeInEveryOrder, remember } from './grader/every-order.ts';
import { ACK, ACK_OF_FIN, CLOSE, FIN, FIN_AND_ACK, RST, STATES, TIMEOUT } from './grader/question.ts';
import { walk, walkAtRandom } from './grader/walk.ts';
import { compareWithTcp, CONNECTIONS } from './grader/whole-tcp.ts';

describe('who closes first', () => {
  test('close sends a FIN, its ACK comes, then the peer’s FIN: FIN-WAIT-1, FIN-WAIT-2, TIME-WAIT', () => {
    walk(next, 'ESTABLISHED', [CLOSE, ACK_OF_FIN, FIN_AND_ACK]);
    walk(next, 'FIN-WAIT-2', [FIN]);
  });

  test('three segments: the peer’s FIN brings the ACK of ours, and TIME-WAIT comes at once', () => {
    walk(next, 'ESTABLISHED', [CLOSE, FIN_AND_ACK]);
  });

  test('the clock ends TIME-WAIT, and no other state', () => {
    walk(next, 'TIME-WAIT', [TIMEOUT]);
    for (const state of STATES) if (state !== 'TIME-WAIT') walk(next, state, [TIMEOUT]);
  });
});

describe('who closes second', () => {
  test('the peer’s FIN, then our own: CLOSE-WAIT, LAST-ACK, CLOSED', () => {
    walk(next, 'ESTABLISHED', [FIN, CLOSE, ACK_OF_FIN]);
  });

  test('CLOSE-WAIT waits for the application, and for nothing else', () => {
    walk(next, 'ESTABLISHED', [FIN, ACK, FIN, ACK, TIMEOUT, CLOSE]);
  });

  test('LAST-ACK ends by the ACK of our FIN, not by any ACK', () => {
    walk(next, 'LAST-ACK', [ACK, ACK, TIMEOUT, ACK_OF_FIN]);
  });
});

describe('both at once', () => {
  test('a FIN that does not acknowledge ours: CLOSING', () => {
    walk(next, 'ESTABLISHED', [CLOSE, FIN]);
  });

  test('and then the ACK of our FIN: TIME-WAIT', () => {
    walk(next, 'CLOSING', [ACK, CLOSE, ACK_OF_FIN, TIMEOUT]);
  });
});

describe('what changes nothing', () => {
  test('a FIN that comes again is acknowledged again', () => {
    for (const state of ['CLOSE-WAIT', 'CLOSING', 'LAST-ACK', 'TIME-WAIT'] as const) walk(next, state, [FIN, FIN, ACK]);
    walk(next, 'TIME-WAIT', [FIN_AND_ACK, FIN_AND_ACK]);
    for (const state of ['CLOSING', 'LAST-ACK'] as const) walk(next, state, [FIN_AND_ACK]);
  });

  test('a segment that brings nothing new is not answered', () => {
    for (const state of STATES) if (state !== 'CLOSED') walk(next, state, [ACK, ACK]);
    walk(next, 'FIN-WAIT-2', [ACK_OF_FIN, ACK_OF_FIN, FIN_AND_ACK]);
    walk(next, 'TIME-WAIT', [ACK_OF_FIN, ACK_OF_FIN]);
  });

  test('a close after our FIN', () => {
    for (const state of STATES)
      if (state !== 'ESTABLISHED' && state !== 'CLOSE-WAIT') walk(next, state, [CLOSE, CLOSE]);
  });
});

describe('resets', () => {
  test('an RST ends the connection in every state, and is not answered', () => {
    for (const state of STATES) walk(next, state, [RST]);
    walk(next, 'FIN-WAIT-1', [{ ...RST, ack: true, acksOurFin: true }]);
  });

  test('nobody is there: an RST goes back', () => {
    walk(next, 'CLOSED', [ACK, FIN, RST]);
  });
});

describe('random walks', () => {
  test('300 walks by seed, and no hidden memory', () => {
    walkAtRandom(next, 300);
  });
});

describe('a whole TCP', () => {
  for (const name of Object.keys(CONNECTIONS)) {
    test(`the states of both ends: ${name}`, () => compareWithTcp(next, name));
  }
});

describe('every order', () => {
  const asked = remember(next);

  test('nothing is lost or doubled', () => closeInEveryOrder(asked, { losses: 0, copies: 0 }));
  test('a segment is lost', () => closeInEveryOrder(asked, { losses: 1, copies: 0 }));
  test('a segment arrives twice', () => closeInEveryOrder(asked, { losses: 0, copies: 1 }));
});
