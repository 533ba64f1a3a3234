/**
 * The default TCP of a host that was given none: the only file here that knows the reference machine.
 * Next: script.ts
 */
import { createMachine, PROFILES, type Machine, type ProfileName } from '@lastack/tcp';
import type { HostSpec } from './scenario.ts';
import { micros } from './time.ts';

export const DEFAULT_PROFILE: ProfileName = 'linux';

export function referenceMachine({ profile = DEFAULT_PROFILE, timeWait }: HostSpec): Machine {
  if (timeWait === undefined) return createMachine({ profile });
  return createMachine({ profile: { ...PROFILES[profile], msl: micros(timeWait) / 2 } });
}
