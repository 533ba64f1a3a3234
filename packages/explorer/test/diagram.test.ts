/** The core against counts that are not ours: what TLC finds in the same model, published beside it. */
import { expect, test } from 'vitest';
import { diagram, explore } from '../src/index.ts';

test('figure 5 with note 3: as many states as TLC, as many made, as deep, and nothing wrong', () => {
  expect(explore(diagram())).toEqual({ result: 'safe', distinct: 1_182, generated: 6_322, depth: 14 });
});

test('figure 5 without note 3: 61 states', () => {
  expect(explore(diagram({ resets: false }))).toMatchObject({ result: 'safe', distinct: 61 });
});

test('without note 3 figure 5 can get stuck: CLOSE in SYN-RECEIVED leaves the ACK of its SYN unread', () => {
  const space = diagram({ resets: false });
  const outcome = explore({
    ...space,
    check: (peers) =>
      space.next(peers).length === 0 && peers.some(({ state }) => state !== 'CLOSED')
        ? peers.map(({ state }) => state).join(' and ')
        : null,
  });
  if (outcome.result !== 'counterexample') throw new Error(outcome.result);
  expect(outcome.problem).toBe('CLOSING and FIN-WAIT-1');
  expect(outcome.steps.map(({ step }) => `${'AB'[step.peer]} ${step.what}`)).toEqual([
    'B rcv SYN',
    'A rcv SYN,ACK',
    'A CLOSE',
    'B CLOSE',
    'A rcv FIN',
  ]);
});
