/** Every order in which two ends and a network can act, the learner's five states at both ends. */
import { prove, remembered, text, type Text } from '@lastack/exercise-kit';
import { EXPLORATION, MSL_TICKS, TICK, type TcpSpace } from '@lastack/explorer';
import { createMachine, type Machine } from '@lastack/tcp';
import { asStates, type Closing } from './as-states.ts';
import { RULES } from './rules.ts';

/** An RTO that neither grows nor gives up, so that there are few different moments. */
const SETTINGS = { msl: (MSL_TICKS * TICK) / 1_000, rtoMax: TICK / 1_000, retries: 1_000_000, rfc1337: true };

/** A function that keeps what it was asked; one for all checks of the file. */
export const questioned = (closing: Closing): Closing => remembered(closing, { rule: RULES.inEveryOrder });

export function exploreAll(closing: Closing, space: (machine: Machine) => TcpSpace, what: Text): void {
  const states = asStates(closing, { ...SETTINGS, always: 1_000_000 });
  prove({
    space: space(createMachine({ profile: EXPLORATION, states })),
    rule: RULES.inEveryOrder,
    told: [
      what,
      text('both ends use your function; a tick is a minute, MSL is two', '两端都用你的函数；一格是一分钟，MSL 两格'),
    ],
    expected: text('nothing wrong in any order', '无论什么顺序都不出错'),
  });
}
