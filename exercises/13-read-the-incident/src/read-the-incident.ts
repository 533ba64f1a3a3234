/** An incident, read from two looks at the sockets of a machine. */

/** What was collected on the machine while it was ill. */
export interface Incident {
  /** `ss -tanop`, line by line; line 0 has the titles. */
  readonly before: readonly string[];
  /** The same, ten minutes later. */
  readonly after: readonly string[];
  /** Open descriptors of each program, and its RLIMIT_NOFILE, at the time of `after`. */
  readonly descriptors: { readonly [program: string]: { readonly used: number; readonly limit: number } };
  /** net.ipv4.ip_local_port_range: the first and the last. */
  readonly portRange: readonly [number, number];
}

export type Cause =
  'forgets-close' | 'stops-reading' | 'not-accepting' | 'out-of-descriptors' | 'out-of-ports' | 'peer-gone';

export type Action = 'mend-the-program' | 'raise-the-limit' | 'reuse-connections' | 'set-a-user-timeout';

export interface Finding {
  readonly cause: Cause;
  /** The lines of `after` that prove it, by index, in any order. */
  readonly lines: readonly number[];
  readonly action: Action;
}

/** Every cause at most once; an empty list: nothing here is ill. */
export function diagnose(incident: Incident): readonly Finding[] {
  // TODO: begin with a line of ss: state, queues, addresses, owner, timer. Then take the causes one by one.
  return [];
}
