/**
 * Every order in which two ends and a network can act, the learner's TIME-WAIT on both. The same numbers are used by
 * both connections, so that nothing but TIME-WAIT keeps the first out of the second.
 */
import { prove, remembered, text, type Rule } from '@lastack/exercise-kit';
import { EXPLORATION, MSL_TICKS, TICK, twoConnections, type TcpOptions } from '@lastack/explorer';
import { createMachine } from '@lastack/tcp';
import { asState } from './as-state.ts';
import type { TimeWait } from './question.ts';
import { RULES } from './rules.ts';

/** The network keeps a segment for two ticks at most, so 2 MSL are four. */
const MSL = (MSL_TICKS * TICK) / 1_000;

const TOLD = [
  text(
    'A sends x, both close, A first; A opens again with the same numbers, and sends yz',
    'A 发 x，双方关闭，A 先关；A 用同样的序列号再开一条连接，发 yz',
  ),
  text(
    'your function is TIME-WAIT on both hosts, rfc1337 is on; MSL is 2 minutes and no segment lives longer',
    '两台主机的 TIME-WAIT 都用你的函数，rfc1337 打开；MSL 是 2 分钟，报文段活不过它',
  ),
];

/** A function that keeps what it was asked; one for all checks of the file. */
export const questioned = (timeWait: TimeWait): TimeWait => remembered(timeWait, { rule: RULES.inEveryOrder });

export function exploreAll(timeWait: TimeWait, scope: Partial<TcpOptions>, faults: ReturnType<typeof text>): void {
  const state = asState(timeWait, { msl: MSL, rfc1337: true, always: 1_000_000 });
  prove({
    space: twoConnections({
      ...scope,
      machine: createMachine({ profile: EXPLORATION, states: { 'TIME-WAIT': state } }),
    }),
    rule: RULES.inEveryOrder satisfies Rule,
    told: [...TOLD, faults],
    expected: text(
      'nothing of connection 1 gets into connection 2, in any order',
      '无论什么顺序，旧连接的任何东西都进不了新连接',
    ),
  });
}
