/** Every order in which two ends and a network can act, the learner's LAST-ACK at the end that closes second. */
import { prove, remembered, text, type Text } from '@lastack/exercise-kit';
import { EXPLORATION, textOneWay, TICK, type TcpOptions } from '@lastack/explorer';
import { createMachine } from '@lastack/tcp';
import { asState } from './as-state.ts';
import type { LastAck } from './question.ts';
import { RULES } from './rules.ts';

/** One that neither grows nor gives up, so that there are few different moments. */
const RTO = TICK / 1_000;
const NEVER = 1_000_000;

/** A function that keeps what it was asked; one for all checks of the file. */
export const questioned = (lastAck: LastAck): LastAck => remembered(lastAck, { rule: RULES.inEveryOrder });

export function exploreAll(lastAck: LastAck, scope: Partial<TcpOptions>, faults: Text): void {
  const state = asState(lastAck, { rtoMax: RTO, retries: NEVER, always: 1_000_000 });
  const A = createMachine({ profile: EXPLORATION });
  const B = createMachine({ profile: EXPLORATION, states: { 'LAST-ACK': state } });
  prove({
    space: textOneWay({ machine: { A, B }, closesFirst: 'A', ...scope }),
    rule: RULES.inEveryOrder,
    told: [
      text(
        'A sends x and closes, then B closes; LAST-ACK at B is your function',
        'A 发 x 然后关闭，B 接着关闭；B 的 LAST-ACK 用你的函数',
      ),
      faults,
    ],
    expected: text(
      'B ends when A has its FIN, not before; and it does end',
      'A 收到 B 的 FIN，B 才结束；而且一定会结束',
    ),
  });
}
