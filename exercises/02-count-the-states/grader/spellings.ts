/** The states, as exercise 01 has them: ss, netstat, /proc/net/tcp. */
import type { State } from '#subject';

export const SPELLINGS: { readonly [state in State]: { readonly ss: string; netstat: string; proc: string } } = {
  CLOSED: { ss: 'UNCONN', netstat: 'CLOSE', proc: '07' },
  LISTEN: { ss: 'LISTEN', netstat: 'LISTEN', proc: '0A' },
  'SYN-SENT': { ss: 'SYN-SENT', netstat: 'SYN_SENT', proc: '02' },
  'SYN-RECEIVED': { ss: 'SYN-RECV', netstat: 'SYN_RECV', proc: '03' },
  ESTABLISHED: { ss: 'ESTAB', netstat: 'ESTABLISHED', proc: '01' },
  'FIN-WAIT-1': { ss: 'FIN-WAIT-1', netstat: 'FIN_WAIT1', proc: '04' },
  'FIN-WAIT-2': { ss: 'FIN-WAIT-2', netstat: 'FIN_WAIT2', proc: '05' },
  'CLOSE-WAIT': { ss: 'CLOSE-WAIT', netstat: 'CLOSE_WAIT', proc: '08' },
  CLOSING: { ss: 'CLOSING', netstat: 'CLOSING', proc: '0B' },
  'LAST-ACK': { ss: 'LAST-ACK', netstat: 'LAST_ACK', proc: '09' },
  'TIME-WAIT': { ss: 'TIME-WAIT', netstat: 'TIME_WAIT', proc: '06' },
};

export const STATES = Object.keys(SPELLINGS) as [State, ...State[]];
