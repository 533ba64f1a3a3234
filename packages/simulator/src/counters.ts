/**
 * What the host counts, by the names that nstat prints.
 * Next: host.ts
 */
export const COUNTER_NAMES = [
  'TcpActiveOpens',
  'TcpPassiveOpens',
  'TcpAttemptFails',
  'TcpEstabResets',
  'TcpInSegs',
  'TcpOutSegs',
  'TcpRetransSegs',
  'TcpOutRsts',
  'TcpExtTW',
  'TcpExtTWRecycled',
  'TcpExtListenOverflows',
  'TcpExtListenDrops',
  'TcpExtTCPTimeWaitOverflow',
  'TcpExtTCPAbortOnData',
  'TcpExtTCPAbortOnClose',
  'TcpExtTCPAbortOnTimeout',
] as const;

export type CounterName = (typeof COUNTER_NAMES)[number];
export type Counters = { [name in CounterName]: number };

export const newCounters = (): Counters => ({
  TcpActiveOpens: 0,
  TcpPassiveOpens: 0,
  TcpAttemptFails: 0,
  TcpEstabResets: 0,
  TcpInSegs: 0,
  TcpOutSegs: 0,
  TcpRetransSegs: 0,
  TcpOutRsts: 0,
  TcpExtTW: 0,
  TcpExtTWRecycled: 0,
  TcpExtListenOverflows: 0,
  TcpExtListenDrops: 0,
  TcpExtTCPTimeWaitOverflow: 0,
  TcpExtTCPAbortOnData: 0,
  TcpExtTCPAbortOnClose: 0,
  TcpExtTCPAbortOnTimeout: 0,
});
