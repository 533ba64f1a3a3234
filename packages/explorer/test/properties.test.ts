/** What the machine promises, in every order of events within the bounds. The counts: `npm run bench`. */
import { expect, test } from 'vitest';
import {
  explore,
  openAndClose,
  textBothWays,
  tcp,
  textOneWay,
  twoConnections,
  type TcpSpace,
  type TcpState,
} from '../src/index.ts';
import { machineWith } from './found.ts';

/** Enough orders to mean something: a scope that a mistake has made small does not pass. */
function expectSafe(space: TcpSpace, atLeast: number): void {
  const outcome = explore(space);
  expect(outcome.result, JSON.stringify(outcome)).toBe('safe');
  expect(outcome.distinct).toBeGreaterThan(atLeast);
}

test('no old segment gets into a new connection when TIME-WAIT lasts 2 MSL and ignores RST (§3.6.1; RFC 1337)', () => {
  expectSafe(twoConnections(), 50_000);
});

test('each octet comes once and in order, no RST from outside kills, both ends come to CLOSED (§3.7, §3.5.3, §3.6)', () => {
  expectSafe(textOneWay(), 50_000);
});

test('the same with text both ways', () => {
  expectSafe(textBothWays(), 50_000);
});

test('from the SYN on, with an RST outside the window at any moment (RFC 5961 §3)', () => {
  expectSafe(openAndClose(), 50_000);
});

test('with two losses, of ACK and FIN alike', () => {
  expectSafe(twoConnections({ losses: 2, duplicates: 0, inFlight: 3 }), 5_000);
});

test('both ends may be different TCPs: a Linux TIME-WAIT against an RFC 9293 LAST-ACK', () => {
  const machine = { A: machineWith({ timeWaitRestartedBy: 'any ACK' }), B: machineWith({}) };
  expectSafe(twoConnections({ machine, inFlight: 3 }), 10_000);
});

test('both may open at once (figure 8): no reset from outside, and it ends', () => {
  const calls = [[{ type: 'open', mode: 'active' }, { type: 'shutdown' }]] as const;
  const space = tcp({
    calls: { A: calls, B: calls },
    listens: false,
    losses: 0,
    inFlight: 3,
    properties: ['no reset from outside', 'it ends'],
  });
  let together = 0;
  const check = (state: TcpState) => {
    if (state.A.tcb.state === 'SYN-RECEIVED' && state.B.tcb.state === 'SYN-RECEIVED') together += 1;
    return space.check?.(state) ?? null;
  };
  const outcome = explore({ ...space, check });
  expect(outcome.result, JSON.stringify(outcome)).toBe('safe');
  expect(together).toBeGreaterThan(0);
});

test('what is cut is not called safe', () => {
  expect(explore(twoConnections(), { states: 1_000 })).toMatchObject({ result: 'incomplete', bound: 'states' });
});
