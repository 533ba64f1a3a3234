/** TRANSITIONS in both directions: every row is reached from CLOSED, and nothing moves that is not in the table. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  add,
  createMachine,
  DEFAULT_SYSCTLS,
  flagNames,
  isLegal,
  nextDeadline,
  PROFILES,
  seq,
  STATES,
  TIMERS,
  TRANSITIONS,
  type Env,
  type Profile,
  type ProfileName,
  type State,
  type Tcb,
  type TcpEvent,
  type Trigger,
  type UserCall,
} from '../../src/index.ts';
import { deepFreeze, type Pair, type PairOptions } from '../harness/pair.ts';
import { reach, toward } from '../harness/reach.ts';

/** How A, standing in the row's state, is moved. What the pair must be like is set first. */
interface Recipe {
  readonly options?: PairOptions;
  readonly before?: (pair: Pair) => void;
  readonly act: (pair: Pair) => void;
}

const call =
  (...calls: UserCall[]) =>
  (pair: Pair) =>
    calls.forEach((one) => pair.call('A', one));
const arrive = (part: Parameters<typeof toward>[1]) => (pair: Pair) => void pair.inject('A', toward(pair.tcb.A, part));

/** Time passes, and nothing that A sends arrives. */
const silence = (pair: Pair) => {
  for (let i = 0; i < 200 && pair.tcb.A.state !== 'CLOSED'; i += 1) {
    const due = nextDeadline(pair.tcb.A);
    if (due === null) return;
    pair.lose();
    pair.now = Math.max(pair.now, due.at);
    pair.step('A', { type: 'timeout', timer: due.timer });
  }
};

const lingerNot: Recipe['before'] = (pair) => pair.set('A', { name: 'TCP_LINGER2', value: -1 });
const impatient: Recipe['before'] = (pair) => pair.set('A', { name: 'TCP_USER_TIMEOUT', value: 2_500_000 });
const keepalive: Recipe['before'] = (pair) => pair.set('A', { name: 'SO_KEEPALIVE', value: true });
/** net.inet.tcp.insecure_syn=1 */
const INSECURE: Profile = { ...PROFILES.freebsd, synInWindowResets: true };
const sendOne = call({ type: 'send', bytes: 'x' });

/** For `ESTABLISHED` and `CLOSE-WAIT`, where nothing is out unless something is sent. */
const restless = (state: State): boolean => state === 'ESTABLISHED' || state === 'CLOSE-WAIT';

/** By trigger; where one trigger needs different hands in different states, the state decides. */
const RECIPES: { readonly [on in Trigger]: (from: State, to: State) => Recipe } = {
  'passive OPEN': () => ({ act: call({ type: 'open', mode: 'passive' }) }),
  'active OPEN': () => ({ options: { profile: 'rfc9293' }, act: call({ type: 'open', mode: 'active' }) }),
  SEND: () => ({ options: { profile: 'rfc9293' }, act: call({ type: 'send', bytes: 'x' }) }),
  CLOSE: () => ({ act: call({ type: 'close' }) }),
  // Text comes first where it still can; in the later states it came before the peer's FIN.
  'CLOSE, text unread': () => ({ act: call({ type: 'close' }) }),
  ABORT: () => ({ act: call({ type: 'abort' }) }),
  SYN: (from) =>
    from === 'LISTEN' || from === 'SYN-SENT'
      ? { act: arrive({ syn: true, ack: null }) }
      : {
          options: { profile: from === 'SYN-RECEIVED' ? 'rfc9293' : INSECURE },
          act: arrive({ syn: true, ack: null, seq: 1 }),
        },
  'SYN,ACK': () => ({ act: arrive({ syn: true }) }),
  'ACK of SYN': () => ({ act: arrive({}) }),
  'ACK of FIN': () => ({ act: arrive({}) }),
  FIN: (from, to) =>
    from === 'SYN-SENT'
      ? { options: { profile: 'rfc9293' }, act: arrive({ syn: true, fin: true }) }
      : { options: { profile: 'rfc9293' }, act: arrive({ fin: true, ack: to === 'CLOSING' ? -1 : 0 }) },
  RST: () => ({ act: arrive({ rst: true }) }),
  'text after CLOSE': () => ({ before: call({ type: 'close' }), act: arrive({ text: 'late' }) }),
  'R2 timeout': (from) => ({ ...(restless(from) && { before: sendOne }), act: silence }),
  'user timeout': (from) =>
    restless(from)
      ? { before: (pair) => (impatient(pair), sendOne(pair)), act: silence }
      : { before: impatient, act: silence },
  'keepalive timeout': () => ({ before: keepalive, act: silence }),
  'FIN-WAIT-2 timeout': () => ({ before: call({ type: 'close' }), act: silence }),
  'FIN-WAIT-2 refused': (from) => ({
    before: (pair) => (lingerNot(pair), from === 'FIN-WAIT-1' && call({ type: 'close' })(pair)),
    act: from === 'FIN-WAIT-1' ? arrive({}) : call({ type: 'close' }),
  }),
  '2 MSL timeout': () => ({ act: silence }),
  'ICMP error': () => ({
    act: (pair) =>
      pair.step('A', { type: 'icmp', message: { kind: 'port-unreachable', seq: pair.connection('A').snd.una } }),
  }),
};

/** CLOSE with unread text: the text arrives while it still may. */
function reachWithUnread(from: State): Pair {
  if (from === 'ESTABLISHED' || from === 'FIN-WAIT-1' || from === 'FIN-WAIT-2') {
    const pair = reach(from);
    pair.inject('A', toward(pair.tcb.A, { text: 'unread', ack: from === 'FIN-WAIT-1' ? -1 : 0 }));
    return pair;
  }
  const pair = reach('ESTABLISHED');
  pair.inject('A', toward(pair.tcb.A, { text: 'unread' }));
  if (from === 'CLOSING') pair.call('A', { type: 'shutdown' });
  pair.inject('A', toward(pair.tcb.A, { fin: true, ack: from === 'CLOSING' ? -1 : 0 }));
  if (from === 'LAST-ACK') pair.call('A', { type: 'shutdown' });
  return pair;
}

describe('every row of TRANSITIONS is reached from CLOSED', () => {
  test.each(TRANSITIONS)('$from ▸ $on → $to ($rfc)', ({ from, on, to, sends }) => {
    const recipe = RECIPES[on](from, to);
    const pair = on === 'CLOSE, text unread' ? reachWithUnread(from) : reach(from, recipe.options);
    recipe.before?.(pair);
    expect(pair.tcb.A.state).toBe(from);
    const already = pair.sent.length;
    recipe.act(pair);
    expect(pair.path.A.slice(-2)).toEqual([from, to]);
    const last = pair.sent.slice(already).filter((sent) => sent.from === 'A' && sent.at === pair.now);
    const flags = last.map(({ segment }) => flagNames(segment).replace('PSH,', '').replace('RST,ACK', 'RST'));
    expect(flags).toEqual(sends === null ? [] : [sends]);
  });

  test('no two rows are the same', () => {
    const keys = TRANSITIONS.map(({ from, on, to }) => `${from} | ${on} | ${to}`);
    expect(new Set(keys).size).toBe(keys.length);
  });

  test('every state is entered, and every state but CLOSED is left towards CLOSED in the end', () => {
    for (const state of STATES) {
      const left = new Set<State>([state]);
      for (const _ of STATES) for (const move of TRANSITIONS) if (left.has(move.from)) left.add(move.to);
      expect(left.has('CLOSED'), `${state} can end`).toBe(true);
      expect(
        TRANSITIONS.some(({ to }) => to === state),
        `${state} can begin`,
      ).toBe(true);
    }
  });
});

describe('nothing moves that is not in the table', () => {
  /** Numbers near the edges that matter, relative to RCV.NXT or SND.UNA. */
  const near = fc.oneof(fc.integer({ min: -3, max: 3 }), fc.constantFrom(-70_000, -1_000, 1_000, 65_535, 70_000));
  const bit = fc.oneof({ weight: 3, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) });
  const segment = fc.record({
    seq: near,
    ack: fc.option(near),
    syn: bit,
    fin: bit,
    rst: bit,
    text: fc.constantFrom('', '', 'x', 'hello', 'z'.repeat(3000)),
    wnd: fc.constantFrom(0, 1, 512, 65_535),
    stamp: fc.option(fc.integer({ min: -2, max: 2 })),
  });
  const calls = fc.constantFrom<UserCall>(
    { type: 'open', mode: 'active' },
    { type: 'open', mode: 'passive' },
    { type: 'send', bytes: 'hello' },
    { type: 'send', bytes: 'y'.repeat(5000) },
    { type: 'receive', count: 3 },
    { type: 'receive', count: 100_000 },
    { type: 'shutdown' },
    { type: 'close' },
    { type: 'abort' },
    { type: 'set-option', option: { name: 'SO_KEEPALIVE', value: true } },
    { type: 'set-option', option: { name: 'SO_LINGER', value: { on: true, seconds: 0 } } },
    { type: 'set-option', option: { name: 'TCP_USER_TIMEOUT', value: 2_000_000 } },
    { type: 'set-option', option: { name: 'TCP_LINGER2', value: -1 } },
    { type: 'set-option', option: { name: 'TCP_NODELAY', value: true } },
  );
  const events = fc.oneof(
    { weight: 5, arbitrary: segment.map((value) => ({ type: 'segment' as const, value })) },
    { weight: 3, arbitrary: calls.map((value) => ({ type: 'call' as const, value })) },
    { weight: 3, arbitrary: fc.constant({ type: 'clock' as const }) },
    { weight: 1, arbitrary: fc.constantFrom(...TIMERS).map((value) => ({ type: 'timeout' as const, value })) },
    {
      weight: 1,
      arbitrary: fc
        .constantFrom('port-unreachable', 'host-unreachable', 'fragmentation-needed', 'time-exceeded')
        .map((kind) => ({ type: 'icmp' as const, kind: kind as 'port-unreachable' })),
    },
  );
  type Drawn = ReturnType<typeof events.generate>['value'];

  function eventFor(tcb: Tcb, drawn: Drawn): TcpEvent | null {
    switch (drawn.type) {
      case 'segment': {
        const { stamp, ...part } = drawn.value;
        const made = toward(tcb, part);
        if (stamp === null || made.options.timestamps === undefined) return { type: 'segment', segment: made };
        const timestamps = { ...made.options.timestamps, val: seq(made.options.timestamps.val + stamp) };
        return { type: 'segment', segment: { ...made, options: { timestamps } } };
      }
      case 'call':
        return { type: 'call', call: drawn.value };
      case 'timeout':
        return { type: 'timeout', timer: drawn.value };
      case 'clock': {
        const due = nextDeadline(tcb);
        return due === null ? null : { type: 'timeout', timer: due.timer };
      }
      case 'icmp':
        return {
          type: 'icmp',
          message: { kind: drawn.kind, mtu: 600, seq: tcb.state === 'TIME-WAIT' ? tcb.sndNxt : tcb.snd.una },
        };
    }
  }

  test.each<ProfileName>(['rfc9293', 'linux', 'freebsd'])('%s, whatever happens', (profile) => {
    const machine = createMachine({ profile });
    fc.assert(
      fc.property(
        fc.constantFrom(...STATES),
        fc.constantFrom(4000, 65_535),
        fc.array(events, { maxLength: 40 }),
        (start, receiveBuffer, list) => {
          const pair = reach(start, { profile, tcb: { receiveBuffer } });
          let tcb: Tcb = deepFreeze(pair.tcb.A);
          let env: Env = { now: pair.now, iss: seq(0xffff_fff0), sysctls: DEFAULT_SYSCTLS };
          for (const drawn of list) {
            const due = nextDeadline(tcb);
            env = {
              ...env,
              now: env.now + (drawn.type === 'clock' && due !== null ? Math.max(0, due.at - env.now) : 1_000),
            };
            const event = eventFor(tcb, drawn);
            if (event === null) continue;
            const result = machine.step(tcb, event, env);
            if (result.tcb.state !== tcb.state) expect(isLegal(tcb.state, result.tcb.state)).toBe(true);
            checkInvariants(result.tcb);
            tcb = deepFreeze(result.tcb);
          }
        },
      ),
      { numRuns: 1_500, seed: 9293 },
    );
  });
});

/** What holds after every step. */
function checkInvariants(tcb: Tcb): void {
  expect(JSON.parse(JSON.stringify(tcb))).toEqual(tcb);
  if (tcb.state === 'TIME-WAIT') {
    expect(Object.keys(tcb).length).toBeLessThanOrEqual(12);
    return;
  }
  const { snd, rcv, timers, state } = tcb;
  if (state === 'CLOSED') {
    expect(Object.values(timers).every((deadline) => deadline === null)).toBe(true);
    return;
  }
  const start = snd.synAcknowledged ? snd.una : add(snd.iss, 1);
  const sent = (snd.nxt - start) | 0;
  expect(sent).toBeLessThanOrEqual(snd.buffer.length + 1);
  expect((snd.resend - snd.una) | 0).toBeGreaterThanOrEqual(0);
  expect((snd.nxt - snd.resend) | 0).toBeGreaterThanOrEqual(0);
  expect(rcv.wnd).toBeGreaterThanOrEqual(0);
  expect(rcv.unread).toBeLessThanOrEqual(rcv.capacity + 1);
  const waiting = snd.una !== snd.nxt;
  // What is in flight, or cannot go, is never forgotten: some clock will come back to it.
  if (waiting) expect(timers.retransmission ?? timers.persist, `${state} forgets what is in flight`).not.toBeNull();
}
