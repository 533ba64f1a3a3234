/** For tests: an exploration must have found something, or nothing. */
import { createMachine, type Machine, type MachineOptions, type Profile } from '@lastack/tcp';
import { explore, EXPLORATION, type Broken, type TcpSpace, type TcpState, type TcpStep } from '../src/index.ts';

/** The exploration's machine with some flags or states of its own. */
export const machineWith = (flags: Partial<Profile>, states?: MachineOptions['states']): Machine =>
  createMachine({ profile: { ...EXPLORATION, ...flags }, ...(states === undefined ? {} : { states }) });

export interface Found {
  readonly problem: Broken;
  readonly steps: readonly { readonly step: TcpStep; readonly state: TcpState }[];
}

export function found(space: TcpSpace): Found {
  const outcome = explore(space);
  if (outcome.result !== 'counterexample') throw new Error(`nothing found: ${JSON.stringify(outcome)}`);
  return outcome;
}
