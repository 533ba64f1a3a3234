// mutant: tcp_retries2 = 15 is taken for 15 s
// fails: detect, data in flight > and without it tcp_retries2: more than a quarter of an hour
// code: tune-keepalive/in-flight
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
  const asked = firstProbe(set);
  if (then === 'reset') {
    const atMs = earliest(asked, sentMs);
    return { atMs, error: atMs === null ? null : 'ECONNRESET' };
  }
  const givenUp = probesInVain(set);
  const sends = sentMs !== null && (givenUp === null || sentMs < givenUp);
  const atMs = sends ? sentMs + (set.userTimeout || RETRIES2) : givenUp;
  return { atMs, error: atMs === null ? null : 'ETIMEDOUT' };
}
interface Clocks {
  readonly keepalive: boolean;
  readonly idle: number;
  readonly interval: number;
  readonly count: number;
  readonly userTimeout: number;
}
const SYSCTLS = { idle: 7_200, interval: 75, count: 9 };
const RETRIES2 = 15_000;

function onTheSocket(config: Config): Clocks {
  if (config.api === 'node') {
    const seconds = Math.trunc(config.initialDelay / 1_000);
    const values = seconds > 0 ? { idle: seconds, interval: 1, count: 10 } : SYSCTLS;
    return inMilliseconds(config.enable, values, 0);
  }
  const { SO_KEEPALIVE, TCP_KEEPIDLE, TCP_KEEPINTVL, TCP_KEEPCNT, TCP_USER_TIMEOUT } = config;
  const values = {
    idle: TCP_KEEPIDLE ?? SYSCTLS.idle,
    interval: TCP_KEEPINTVL ?? SYSCTLS.interval,
    count: TCP_KEEPCNT ?? SYSCTLS.count,
  };
  return inMilliseconds(SO_KEEPALIVE, values, TCP_USER_TIMEOUT);
}

const inMilliseconds = (
  keepalive: boolean,
  { idle, interval, count }: typeof SYSCTLS,
  userTimeout: number,
): Clocks => ({
  keepalive,
  idle: idle * 1_000,
  interval: interval * 1_000,
  count,
  userTimeout,
});
const firstProbe = ({ keepalive, idle }: Clocks): number | null => (keepalive ? idle : null);
function probesInVain({ keepalive, idle, interval, count, userTimeout }: Clocks): number | null {
  if (!keepalive) return null;
  const ticks = userTimeout === 0 ? count : Math.max(1, Math.ceil((userTimeout - idle) / interval));
  return idle + ticks * interval;
}

function earliest(a: number | null, b: number | null): number | null {
  if (a === null || b === null) return a ?? b;
  return Math.min(a, b);
}
export function choose(needs: Needs): Settings {
  if (keepaliveWillDo(needs)) {
    const socket = needs.api === 'node' ? nodeCall(needs) : socketOptions(needs);
    return { socket, heartbeat: null };
  }
  return { socket: OFF[needs.api], heartbeat: heartbeat(needs) };
}

const UNSET = { TCP_KEEPIDLE: null, TCP_KEEPINTVL: null, TCP_KEEPCNT: null, TCP_USER_TIMEOUT: 0 } as const;

const OFF: { readonly [api in Config['api']]: Config } = {
  setsockopt: { api: 'setsockopt', SO_KEEPALIVE: false, ...UNSET },
  node: { api: 'node', enable: false, initialDelay: 0 },
};
const MARGIN = 1_000;
function keepaliveWillDo({ api, balancer, notice, outage }: Needs): boolean {
  if (balancer?.counts === 'octets' || notice.hung !== null) return false;
  return api === 'setsockopt' || (notice.sending === null && outage + MARGIN < NODE_SPAN);
}

const NODE_SPAN = 9_000;
const NODE_GIVES_UP = 10_000;

function nodeCall({ balancer, notice }: Needs): Config {
  const within = (notice.idle ?? Infinity) - NODE_GIVES_UP - MARGIN;
  return { api: 'node', enable: true, initialDelay: seconds(Math.min(within, half(balancer))) * 1_000 };
}

function socketOptions({ balancer, notice, outage }: Needs): Config {
  const { idle = null, sending } = notice;
  const limit = sending !== null && outage > 0 ? Math.min(sending, idle ?? Infinity) : (idle ?? Infinity);
  const quiet = seconds(Math.min(limit / 2, half(balancer)));
  const left = Math.min(seconds(limit - MARGIN) - quiet, MOST_PROBING);
  const interval = Math.max(1, Math.floor(left / 10));
  const count = Math.floor(left / interval);
  return {
    api: 'setsockopt',
    SO_KEEPALIVE: true,
    TCP_KEEPIDLE: quiet,
    TCP_KEEPINTVL: interval,
    TCP_KEEPCNT: count,
    TCP_USER_TIMEOUT: sending === null ? 0 : Math.min(sending - MARGIN, (quiet + count * interval) * 1_000),
  };
}
const MOST_PROBING = 300;

function heartbeat({ balancer, notice, outage }: Needs): Settings['heartbeat'] {
  const replyWithin = 2 * outage + 2 * MARGIN;
  const within = Math.min(notice.idle ?? Infinity, notice.sending ?? Infinity, notice.hung ?? Infinity);
  return { every: Math.min(within - replyWithin - MARGIN, half(balancer)), replyWithin };
}
const half = (balancer: Needs['balancer']): number => (balancer === null ? HOURS : balancer.forgetsAfter / 2);

const HOURS = 6 * 3_600_000;

const seconds = (ms: number): number => Math.floor(ms / 1_000);
