// variant: walks from tick to tick; probes a second apart, many of them
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

export function detect(config: Config, failure: Failure): Detection {
  const kernel = kernelOf(config);
  if (failure.then === 'reset') {
    const first = Math.min(kernel.keepalive ? kernel.idle : Infinity, failure.sentMs ?? Infinity);
    return first === Infinity ? { atMs: null, error: null } : { atMs: first + ROUND_TRIP, error: 'ECONNRESET' };
  }
  let probes = 0;
  for (let tick = kernel.keepalive ? kernel.idle : Infinity; ; tick += kernel.interval) {
    if (failure.sentMs !== null && failure.sentMs < tick) {
      return { atMs: failure.sentMs + (kernel.userTimeout || retransmissions()), error: 'ETIMEDOUT' };
    }
    if (tick === Infinity) return { atMs: null, error: null };
    const over = kernel.userTimeout > 0 ? tick >= kernel.userTimeout && probes > 0 : probes >= kernel.count;
    if (over) return { atMs: tick, error: 'ETIMEDOUT' };
    probes += 1;
  }
}

const ROUND_TRIP = 20;

/** 200 ms, doubled up to 120 s, sixteen waits in all. */
function retransmissions(): number {
  let span = 0;
  for (let wait = 200, n = 0; n <= 15; n += 1) {
    span += wait;
    wait = Math.min(2 * wait, 120_000);
  }
  return span;
}

function kernelOf(config: Config) {
  if (config.api === 'setsockopt') {
    return {
      keepalive: config.SO_KEEPALIVE,
      idle: 1_000 * (config.TCP_KEEPIDLE ?? 7_200),
      interval: 1_000 * (config.TCP_KEEPINTVL ?? 75),
      count: config.TCP_KEEPCNT ?? 9,
      userTimeout: config.TCP_USER_TIMEOUT,
    };
  }
  const delay = config.initialDelay - (config.initialDelay % 1_000);
  const [idle, interval, count] = delay === 0 ? [7_200_000, 75_000, 9] : [delay, 1_000, 10];
  return { keepalive: config.enable, idle, interval, count, userTimeout: 0 };
}

export function choose({ api, balancer, notice, outage }: Needs): Settings {
  const deaths = [notice.idle, notice.sending, notice.hung].filter((ms) => ms !== null);
  const soonest = Math.min(...deaths, Infinity);
  const remembers = (balancer?.forgetsAfter ?? 3_600_000) / 3;
  const off: Config =
    api === 'node'
      ? { api, enable: false, initialDelay: 0 }
      : { api, SO_KEEPALIVE: false, TCP_KEEPIDLE: null, TCP_KEEPINTVL: null, TCP_KEEPCNT: null, TCP_USER_TIMEOUT: 0 };
  const pings =
    balancer?.counts === 'octets' ||
    notice.hung !== null ||
    (api === 'node' && (notice.sending !== null || outage >= 8_000));
  if (pings) {
    const replyWithin = 2 * outage + 1_500;
    return {
      socket: off,
      heartbeat: { every: Math.floor(Math.min(remembers * 1.5, soonest - replyWithin - 500)), replyWithin },
    };
  }
  if (api === 'node') {
    const initialDelay = Math.floor(Math.min(remembers, soonest - 10_500));
    return { socket: { api, enable: true, initialDelay }, heartbeat: null };
  }
  const bound = outage > 0 ? soonest : (notice.idle ?? 7_200_000);
  const idle = Math.floor(Math.min(bound / 2, remembers * 1.5) / 1_000);
  const count = Math.min(127, Math.floor(bound / 1_000) - idle - 1);
  return {
    socket: {
      api,
      SO_KEEPALIVE: true,
      TCP_KEEPIDLE: idle,
      TCP_KEEPINTVL: 1,
      TCP_KEEPCNT: count,
      TCP_USER_TIMEOUT: notice.sending === null ? 0 : Math.min(notice.sending, 1_000 * (idle + count)),
    },
    heartbeat: null,
  };
}
