/** Sockets to print: what a table shows, line by line, without its form. */
import type { Random } from '@lastack/exercise-kit';
import { STATE_SPELLINGS } from '@lastack/trace';
import type { State } from '#subject';

export const STATES = Object.keys(STATE_SPELLINGS) as [State, ...State[]];

export interface Socket {
  /** `null`: of UDP, or no socket of the Internet at all. */
  readonly state: State | null;
  readonly family: 4 | 6;
  /** The number of the line: it makes the ports. */
  readonly nth: number;
  readonly program: string;
  /** How the stranger is called; only where `state` is null. */
  readonly stranger: 'udp' | 'udp-connected' | 'unix' | 'netlink';
}

/** Programs have the names that their authors give them. */
const PROGRAMS: readonly [string, ...string[]] = [
  'node',
  'nginx: worker',
  'Web Content',
  'LISTEN',
  'TIME_WAIT',
  'ESTAB',
  '01',
  '(',
];

export const socketIn = (state: State, nth: number, family: 4 | 6 = 4, program = 'node'): Socket => ({
  state,
  family,
  nth,
  program,
  stranger: 'udp',
});

export const stranger = (kind: Socket['stranger'], nth: number): Socket => ({
  ...socketIn('CLOSED', nth),
  state: null,
  stranger: kind,
});

/** One socket in every state. */
export const oneOfEach = (family: 4 | 6 = 4): Socket[] => STATES.map((state, nth) => socketIn(state, nth, family));

/** Up to 24 sockets, some of them strangers. */
export function randomSockets(random: Random): Socket[] {
  return Array.from({ length: random.integer(0, 24) }, (_, nth): Socket => {
    if (random.oneIn(6)) return stranger(random.pick(['udp', 'udp-connected', 'unix', 'netlink']), nth);
    return socketIn(random.pick(STATES), nth, random.oneIn(3) ? 6 : 4, random.pick(PROGRAMS));
  });
}
