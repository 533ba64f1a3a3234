/** Questions of chance, most of them near the border of some rule. */
import type { Random } from '@lastack/exercise-kit';
import type { Endpoint, Old, Rule } from '#subject';
import { question, type Change, type Question } from './ask.ts';

const LOOPBACK: readonly [string, ...string[]] = [
  '127.0.0.1',
  '127.0.0.53',
  '127.255.255.254',
  '::1',
  '::ffff:127.0.0.1',
];
const OTHERS: readonly [string, ...string[]] = [
  '10.0.0.2',
  '128.0.0.1',
  '12.7.0.0',
  '2001:db8::7',
  '::ffff:10.0.0.2',
  'fe80::1',
];
const OTHER_STATES: readonly [Old['state'], ...Old['state'][]] = [
  'FIN-WAIT-2',
  'ESTABLISHED',
  'CLOSE-WAIT',
  'LAST-ACK',
];

/** A question, and the rule that decides it: the first that applies, in README's order. */
export function questionAtRandom(random: Random): { readonly asked: Question; readonly rule: Rule } {
  const seldom = <T>(unusual: T, usual: T): T => (random.oneIn(6) ? unusual : usual);
  const loops = random.oneIn(3);
  const [here, there] = addresses(random, loops);
  const local: Endpoint = { address: here, port: random.integer(32_768, 60_999) };
  const peer: Endpoint = { address: there, port: random.integer(1, 1_000) };
  const other = random.oneIn(6) ? otherEnds(random, local, peer) : {};
  const state = seldom(random.pick(OTHER_STATES), 'TIME-WAIT');
  const direction = seldom('syn', 'connect') as 'syn' | 'connect';
  const timestamps = !random.oneIn(5);
  const port = seldom('bound', 'chosen') as 'bound' | 'chosen';
  const tcp_tw_reuse = random.pick([0, 1, 1, 2] as const);
  const tcp_tw_reuse_delay = random.pick([1, 200, 1_000, 3_000]);
  const age = tcp_tw_reuse_delay + random.pick([-1, 0, 1, random.integer(2, 50_000)]);
  const change: Change = {
    local,
    peer,
    age: Math.max(0, age),
    lived: random.integer(0, 10_000),
    old: { state, timestamps },
    attempt: { direction, port, ...other },
    sysctls: { tcp_tw_reuse, tcp_tw_reuse_delay, tcp_timestamps: random.pick([0, 1] as const) },
  };
  const decided: readonly (readonly [boolean, Rule])[] = [
    [Object.keys(other).length > 0, 'other-tuple'],
    [state !== 'TIME-WAIT', 'not-waiting'],
    [direction === 'syn', 'incoming'],
    [!timestamps, 'no-timestamps'],
    [port === 'bound', 'bound'],
    [tcp_tw_reuse === 0, 'off'],
    [tcp_tw_reuse === 2 && !loops, 'not-loopback'],
    [age <= tcp_tw_reuse_delay, 'too-young'],
    [true, 'reuse'],
  ];
  return { asked: question(change), rule: decided.find(([applies]) => applies)?.[1] ?? 'reuse' };
}

/** Of one family where it can be; a loopback address at either end, or at none. */
function addresses(random: Random, loops: boolean): readonly [string, string] {
  if (!loops) return random.oneIn(4) ? ['10.0.0.2', '10.0.0.2'] : [random.pick(OTHERS), random.pick(OTHERS)];
  const loopback = random.pick(LOOPBACK);
  if (random.oneIn(2)) return [loopback, random.pick(LOOPBACK)];
  return random.oneIn(2) ? [loopback, random.pick(OTHERS)] : [random.pick(OTHERS), loopback];
}

/** One of the four differs. */
function otherEnds(random: Random, local: Endpoint, peer: Endpoint): { local?: Endpoint; peer?: Endpoint } {
  switch (random.integer(1, 4)) {
    case 1:
      return { local: { ...local, port: local.port + 1 } };
    case 2:
      return { peer: { ...peer, port: peer.port + 1 } };
    case 3:
      return { local: { ...local, address: '10.9.9.9' } };
    default:
      return { peer: { ...peer, address: '10.9.9.9' } };
  }
}
