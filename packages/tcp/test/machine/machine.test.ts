import { describe, expect, test } from 'vitest';
import {
  createMachine,
  createTcb,
  DEFAULT_SYSCTLS,
  NO_EFFECTS,
  seq,
  type Env,
  type ReplacedState,
  type TimeWait,
} from '../../src/index.ts';
import { deepFreeze, Pair, summary } from '../harness/pair.ts';
import { reach, toward } from '../harness/reach.ts';

const env: Env = { now: 0, iss: seq(1), sysctls: DEFAULT_SYSCTLS };

describe('pure', () => {
  test('the same arguments give the same result, and are not changed', () => {
    const machine = createMachine();
    const tcb = deepFreeze(reach('ESTABLISHED').tcb.A);
    const event = deepFreeze({ type: 'segment' as const, segment: toward(tcb, { text: 'hello', fin: true }) });
    const at = { ...env, now: 1_000_000 };
    expect(machine.step(tcb, event, at)).toEqual(machine.step(tcb, event, at));
  });

  test('a step without effects shares one frozen array', () => {
    const pair = reach('ESTABLISHED');
    expect(pair.inject('A', toward(pair.tcb.A, { rst: true, seq: -9 }))).toBe(NO_EFFECTS);
    expect(Object.isFrozen(NO_EFFECTS)).toBe(true);
  });

  test('a conversation that goes through JSON at every step goes the same way', () => {
    const straight = createMachine();
    const machine = {
      step: (...[tcb, event, at]: Parameters<typeof straight.step>) =>
        JSON.parse(JSON.stringify(straight.step(JSON.parse(JSON.stringify(tcb)), event, at))),
    };
    const talk = (pair: Pair): unknown => {
      pair.open();
      pair.call('A', { type: 'send', bytes: 'x'.repeat(20_000) });
      pair.call('A', { type: 'close' });
      pair.wait(500);
      pair.call('B', { type: 'receive', count: 20_000 });
      pair.call('B', { type: 'close' });
      pair.wait(100_000);
      return { sent: pair.sent, told: pair.told, path: pair.path };
    };
    const lose = (_: unknown, nth: number): boolean => nth === 7;
    expect(talk(new Pair({ machine, lose }))).toEqual(talk(new Pair({ machine: straight, lose })));
  });

  test('linux is the default profile', () => {
    const { enteredAt, deadline } = reach('TIME-WAIT', { machine: createMachine() }).timeWait('A');
    expect(deadline - enteredAt).toBe(60_000_000);
  });
});

describe('a replaced state (§3.10.7.4 rewritten by somebody else)', () => {
  const stay: ReplacedState = { step: (tcb) => ({ tcb, effects: NO_EFFECTS }) };

  test('gets every event in that state, and only those', () => {
    const seen: string[] = [];
    const machine = createMachine({
      states: {
        'TIME-WAIT': { step: (tcb, event) => (seen.push(`${tcb.state} ${event.type}`), { tcb, effects: NO_EFFECTS }) },
      },
    });
    const pair = reach('TIME-WAIT', { machine });
    expect(seen).toEqual([]);
    pair.inject('A', toward(pair.tcb.A, { seq: -1, fin: true }));
    pair.call('A', { type: 'close' });
    expect(seen).toEqual(['TIME-WAIT segment', 'TIME-WAIT call']);
  });

  test('`enter` runs when another state has moved there, after the effects of the move', () => {
    const machine = createMachine({
      states: {
        'TIME-WAIT': {
          ...stay,
          enter: (tcb, { now }) => ({
            tcb: { ...(tcb as TimeWait), deadline: now + 5_000_000 },
            effects: [{ type: 'signal', signal: 'closed' }],
          }),
        },
      },
    });
    const pair = reach('FIN-WAIT-2', { machine });
    const effects = pair.inject('A', toward(pair.tcb.A, { fin: true }));
    expect(summary(effects)).toEqual(['signal peer-closed', 'ACK', 'signal closed']);
    expect(pair.timeWait('A').deadline).toBe(pair.now + 5_000_000);
  });

  test('an illegal move is data: the Tcb as it was, no effects, and what was asked for', () => {
    const escape: ReplacedState = {
      step: () => ({
        tcb: { ...createTcb(), state: 'ESTABLISHED' },
        effects: [{ type: 'signal', signal: 'established' }],
      }),
    };
    const machine = createMachine({ states: { 'TIME-WAIT': escape } });
    const tcb = reach('TIME-WAIT').tcb.A;
    const segment = toward(tcb, { fin: true, seq: -1 });
    expect(machine.step(tcb, { type: 'segment', segment }, env)).toEqual({
      tcb,
      effects: [],
      illegal: { from: 'TIME-WAIT', to: 'ESTABLISHED', on: 'segment FIN,ACK' },
    });
    const call = machine.step(tcb, { type: 'call', call: { type: 'close' } }, env);
    expect(call.illegal?.on).toBe('call close');
  });

  test('an `enter` that moves on illegally undoes the whole step', () => {
    const machine = createMachine({
      states: {
        'CLOSE-WAIT': { ...stay, enter: () => ({ tcb: { ...createTcb(), state: 'LISTEN' }, effects: NO_EFFECTS }) },
      },
    });
    const pair = reach('ESTABLISHED');
    const result = machine.step(pair.tcb.A, { type: 'segment', segment: toward(pair.tcb.A, { fin: true }) }, env);
    expect(result).toEqual({
      tcb: pair.tcb.A,
      effects: [],
      illegal: { from: 'ESTABLISHED', to: 'LISTEN', on: 'enter' },
    });
  });

  test('legal moves out of a replaced state enter the next as usual', () => {
    const machine = createMachine({
      states: {
        'CLOSE-WAIT': { step: (tcb) => ({ tcb: { ...tcb, state: 'LAST-ACK' } as never, effects: NO_EFFECTS }) },
      },
    });
    const tcb = reach('CLOSE-WAIT').tcb.A;
    const result = machine.step(tcb, { type: 'call', call: { type: 'close' } }, env);
    expect(result.illegal).toBeUndefined();
    expect(result.tcb.state).toBe('LAST-ACK');
  });
});

describe('ICMP (§3.9.2.2)', () => {
  test.each([
    ['linux', 'port-unreachable', 'ECONNREFUSED'],
    ['linux', 'host-unreachable', 'EHOSTUNREACH'],
    ['linux', 'net-unreachable', 'ENETUNREACH'],
    ['rfc9293', 'port-unreachable', 'ECONNREFUSED'],
    ['rfc9293', 'host-unreachable', null],
  ] as const)('%s, SYN-SENT: %s → %s', (profile, kind, error) => {
    const pair = reach('SYN-SENT', { profile });
    pair.step('A', { type: 'icmp', message: { kind, seq: pair.connection('A').snd.una } });
    expect(pair.connection('A').error).toBe(error);
    expect(pair.tcb.A.state).toBe(error === null ? 'SYN-SENT' : 'CLOSED');
  });

  test('an open connection is not ended by it (MUST-56)', () => {
    const pair = reach('ESTABLISHED');
    pair.call('A', { type: 'send', bytes: 'x' });
    for (const kind of ['port-unreachable', 'host-unreachable', 'net-unreachable', 'time-exceeded'] as const) {
      pair.step('A', { type: 'icmp', message: { kind, seq: pair.connection('A').snd.una } });
    }
    expect(pair.tcb.A.state).toBe('ESTABLISHED');
  });

  test('a number that is not in flight is nobody’s (RFC 5927 §4.1)', () => {
    const pair = reach('SYN-SENT');
    pair.step('A', { type: 'icmp', message: { kind: 'port-unreachable', seq: pair.connection('A').snd.nxt } });
    expect(pair.tcb.A.state).toBe('SYN-SENT');
  });

  test('fragmentation needed: smaller segments, and what was out again (RFC 1191)', () => {
    const pair = reach('ESTABLISHED');
    pair.call('A', { type: 'send', bytes: 'x'.repeat(3000) });
    pair.lose();
    const { una } = pair.connection('A').snd;
    pair.step('A', { type: 'icmp', message: { kind: 'fragmentation-needed', mtu: 1000, seq: una } });
    expect(pair.sent.at(-1)?.segment.text.length).toBeLessThanOrEqual(948);
    pair.wait(1000);
    expect(pair.received.B.length).toBe(3000);
  });
});
