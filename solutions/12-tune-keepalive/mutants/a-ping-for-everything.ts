// mutant: it pings, whatever is needed: every ping costs two packets
// fails: choose > few packets on a quiet connection
// code: tune-keepalive/traffic
interface SocketOptions {
  readonly api: 'setsockopt';
  readonly SO_KEEPALIVE: boolean;
  readonly TCP_KEEPIDLE: number | null;
  readonly TCP_KEEPINTVL: number | null;
  readonly TCP_KEEPCNT: number | null;
  readonly TCP_USER_TIMEOUT: number;
}
interface NodeCall {
  readonly api: 'node';
  readonly enable: boolean;
  readonly initialDelay: number;
}

type Config = SocketOptions | NodeCall;
interface Failure {
  readonly then: 'silence' | 'reset';
  readonly sentMs: number | null;
}

interface Detection {
  readonly atMs: number | null;
  readonly error: 'ETIMEDOUT' | 'ECONNRESET' | null;
}
interface Needs {
  readonly api: 'setsockopt' | 'node';
  readonly balancer: { readonly forgetsAfter: number; readonly counts: 'packets' | 'octets' } | null;
  readonly notice: {
    readonly idle: number | null;
    readonly sending: number | null;
    readonly hung: number | null;
  };
  readonly outage: number;
  readonly packetsPerHour: number;
}

interface Settings {
  readonly socket: Config;
  readonly heartbeat: {
    readonly every: number;
    readonly replyWithin: number | null;
  } | null;
}
export function detect(config: Config, { then, sentMs }: Failure): Detection {
  const set = onTheSocket(config);
  const sent = or(sentMs, NEVER);
  if (then === 'reset') return failing(Math.min(firstProbe(set), sent), 'ECONNRESET');
  const givenUp = probesInVain(set);
  return failing(sent < givenUp ? sent + (set.userTimeout || RETRIES2) : givenUp, 'ETIMEDOUT');
}

const NEVER = Infinity;

const failing = (atMs: number, error: Detection['error']): Detection =>
  atMs === NEVER ? { atMs: null, error: null } : { atMs, error };

const or = (value: number | null | undefined, otherwise: number): number => value ?? otherwise;

interface Clocks {
  readonly keepalive: boolean;
  readonly idle: number;
  readonly interval: number;
  readonly count: number;
  readonly userTimeout: number;
}

const SECOND = 1_000;
const seconds = (ms: number): number => Math.trunc(ms / SECOND);

const SYSCTLS = { idle: 7_200, interval: 75, count: 9 };

const NODE = { interval: 1, count: 10 };

const RETRIES2 = 924.6 * SECOND;

function onTheSocket(config: Config): Clocks {
  if (config.api === 'node') {
    const idle = seconds(config.initialDelay);
    return inMilliseconds(config.enable, idle > 0 ? { idle, ...NODE } : SYSCTLS, 0);
  }
  const { SO_KEEPALIVE, TCP_KEEPIDLE, TCP_KEEPINTVL, TCP_KEEPCNT, TCP_USER_TIMEOUT } = config;
  const values = {
    idle: or(TCP_KEEPIDLE, SYSCTLS.idle),
    interval: or(TCP_KEEPINTVL, SYSCTLS.interval),
    count: or(TCP_KEEPCNT, SYSCTLS.count),
  };
  return inMilliseconds(SO_KEEPALIVE, values, TCP_USER_TIMEOUT);
}

const inMilliseconds = (
  keepalive: boolean,
  { idle, interval, count }: typeof SYSCTLS,
  userTimeout: number,
): Clocks => ({
  keepalive,
  idle: idle * SECOND,
  interval: interval * SECOND,
  count,
  userTimeout,
});

const firstProbe = ({ keepalive, idle }: Clocks): number => (keepalive ? idle : NEVER);

function probesInVain(set: Clocks): number {
  const { idle, interval, count, userTimeout } = set;
  const ticks = userTimeout === 0 ? count : Math.max(1, Math.ceil((userTimeout - idle) / interval));
  return firstProbe(set) + ticks * interval;
}

export function choose(needs: Needs): Settings {
  return { socket: OFF[needs.api], heartbeat: heartbeat(needs) };
}

const UNSET = { TCP_KEEPIDLE: null, TCP_KEEPINTVL: null, TCP_KEEPCNT: null, TCP_USER_TIMEOUT: 0 } as const;

const OFF: { readonly [api in Config['api']]: Config } = {
  setsockopt: { api: 'setsockopt', SO_KEEPALIVE: false, ...UNSET },
  node: { api: 'node', enable: false, initialDelay: 0 },
};

const MARGIN = SECOND;

const longestQuiet = ({ balancer }: Needs): number =>
  Math.min(or(balancer?.forgetsAfter, NEVER) / 2, SYSCTLS.idle * SECOND);

function heartbeat(needs: Needs): Settings['heartbeat'] {
  const { notice, outage } = needs;
  const replyWithin = 2 * (outage + MARGIN);
  const within = Math.min(or(notice.idle, NEVER), or(notice.sending, NEVER), or(notice.hung, NEVER));
  return { every: Math.min(within - replyWithin - MARGIN, longestQuiet(needs)), replyWithin };
}
