/** What is right: the course's own table of spellings, which reads and writes the output of the three tools. */
import { STATE_SPELLINGS } from '@lastack/trace';
import type { Dialect, State } from '#subject';

export const DIALECTS: readonly [Dialect, ...Dialect[]] = ['rfc', 'ss', 'netstat', 'proc'];

export const STATES = Object.keys(STATE_SPELLINGS) as [State, ...State[]];

export const spelling = (state: State, dialect: Dialect): string =>
  dialect === 'rfc' ? state : STATE_SPELLINGS[state][dialect];
