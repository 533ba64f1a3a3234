/**
 * The names that an assertion may use: fields of tcp_info that a Tcb can answer, and the names of the states.
 * Next: assertion.ts
 */
import type { ProfileName, State } from '@lastack/tcp';

const FIELDS = [
  'tcpi_state',
  'tcpi_ca_state',
  'tcpi_retransmits',
  'tcpi_probes',
  'tcpi_backoff',
  'tcpi_options',
  'tcpi_snd_wscale',
  'tcpi_rcv_wscale',
  'tcpi_rto',
  'tcpi_snd_mss',
  'tcpi_unacked',
  'tcpi_sacked',
  'tcpi_rtt',
  'tcpi_rttvar',
  'tcpi_snd_ssthresh',
  'tcpi_snd_cwnd',
  'tcpi_advmss',
  'tcpi_pmtu',
  'tcpi_bytes_received',
  'tcpi_notsent_bytes',
  'tcpi_total_retrans',
] as const;
export type Field = (typeof FIELDS)[number];

export const FIELD_NAMES: readonly string[] = FIELDS;

export const isField = (name: string): name is Field => FIELD_NAMES.includes(name);

/** tcp_states.h of Linux, tcp_fsm.h of FreeBSD. */
const NUMBERS: { readonly [state in State]: { readonly linux: number; readonly freebsd: number } } = {
  CLOSED: { linux: 7, freebsd: 0 },
  LISTEN: { linux: 10, freebsd: 1 },
  'SYN-SENT': { linux: 2, freebsd: 2 },
  'SYN-RECEIVED': { linux: 3, freebsd: 3 },
  ESTABLISHED: { linux: 1, freebsd: 4 },
  'CLOSE-WAIT': { linux: 8, freebsd: 5 },
  'FIN-WAIT-1': { linux: 4, freebsd: 6 },
  CLOSING: { linux: 11, freebsd: 7 },
  'LAST-ACK': { linux: 9, freebsd: 8 },
  'FIN-WAIT-2': { linux: 5, freebsd: 9 },
  'TIME-WAIT': { linux: 6, freebsd: 10 },
};

/** What tcpi_state holds in this state. */
export const stateNumber = (state: State, profile: ProfileName): number =>
  NUMBERS[state][profile === 'freebsd' ? 'freebsd' : 'linux'];

/** Without the prefix TCP_, TCPI_ or TCPS_, and without underscores: FIN_WAIT1 and FIN_WAIT_1 are one name. */
const STATES_BY_NAME: Readonly<Record<string, State>> = {
  CLOSE: 'CLOSED',
  CLOSED: 'CLOSED',
  LISTEN: 'LISTEN',
  SYNSENT: 'SYN-SENT',
  SYNRECV: 'SYN-RECEIVED',
  SYNRECEIVED: 'SYN-RECEIVED',
  SYNRCVD: 'SYN-RECEIVED',
  ESTABLISHED: 'ESTABLISHED',
  CLOSEWAIT: 'CLOSE-WAIT',
  FINWAIT1: 'FIN-WAIT-1',
  CLOSING: 'CLOSING',
  LASTACK: 'LAST-ACK',
  FINWAIT2: 'FIN-WAIT-2',
  TIMEWAIT: 'TIME-WAIT',
};

/** The state that `TCP_TIME_WAIT`, `TCPI_TIME_WAIT` or `TCPS_TIME_WAIT` names; `null` for any other name. */
export function stateNamed(name: string): State | null {
  const bare = /^TCP[IS]?_([A-Z0-9_]+)$/.exec(name)?.[1]?.replaceAll('_', '');
  return bare !== undefined && Object.hasOwn(STATES_BY_NAME, bare) ? STATES_BY_NAME[bare]! : null;
}

/** tcp_ca_state and the bits of tcpi_options: linux/tcp.h. */
const CONSTANTS: Readonly<Record<string, number>> = {
  TCP_CA_Open: 0,
  TCP_CA_Disorder: 1,
  TCP_CA_CWR: 2,
  TCP_CA_Recovery: 3,
  TCP_CA_Loss: 4,
  TCPI_OPT_TIMESTAMPS: 1,
  TCPI_OPT_SACK: 2,
  TCPI_OPT_WSCALE: 4,
  TCPI_OPT_ECN: 8,
};

/** What a constant's name stands for; `null` for any other name. */
export function numberNamed(name: string, profile: ProfileName): number | null {
  const state = stateNamed(name);
  if (state !== null) return stateNumber(state, profile);
  return Object.hasOwn(CONSTANTS, name) ? CONSTANTS[name]! : null;
}
