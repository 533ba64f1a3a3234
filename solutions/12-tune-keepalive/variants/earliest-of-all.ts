// variant: gathers every end that there could be, and takes the first; other shares of the time
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
  const { on, idle, interval, count, limit } = asSet(config);
  const ends: Detection[] = [];
  if (then === 'reset') {
    if (on) ends.push({ atMs: idle, error: 'ECONNRESET' });
    if (sentMs !== null) ends.push({ atMs: sentMs, error: 'ECONNRESET' });
    return first(ends);
  }
  const ticks = limit === null ? count : Math.max(1, Math.ceil((limit - idle) / interval));
  const probed = on ? idle + ticks * interval : null;
  if (probed !== null && (sentMs === null || sentMs >= probed)) ends.push({ atMs: probed, error: 'ETIMEDOUT' });
  else if (sentMs !== null) ends.push({ atMs: sentMs + (limit ?? 930_000), error: 'ETIMEDOUT' });
  return first(ends);
}

const first = (ends: readonly Detection[]): Detection =>
  ends.reduce((a, b) => ((a.atMs ?? Infinity) <= (b.atMs ?? Infinity) ? a : b), { atMs: null, error: null });

function asSet(config: Config) {
  switch (config.api) {
    case 'node': {
      const { enable: on, initialDelay } = config;
      if (initialDelay < 1_000) return { on, idle: 7_200_000, interval: 75_000, count: 9, limit: null };
      return { on, idle: Math.floor(initialDelay / 1_000) * 1_000, interval: 1_000, count: 10, limit: null };
    }
    case 'setsockopt': {
      const { SO_KEEPALIVE: on, TCP_KEEPIDLE, TCP_KEEPINTVL, TCP_KEEPCNT, TCP_USER_TIMEOUT } = config;
      const [idle, interval] = [(TCP_KEEPIDLE ?? 7_200) * 1_000, (TCP_KEEPINTVL ?? 75) * 1_000];
      return { on, idle, interval, count: TCP_KEEPCNT ?? 9, limit: TCP_USER_TIMEOUT === 0 ? null : TCP_USER_TIMEOUT };
    }
  }
}

export function choose(needs: Needs): Settings {
  const { api, balancer, notice, outage } = needs;
  const patience = 2 * outage + 1_200;
  const deadline = Math.min(notice.idle ?? Infinity, notice.sending ?? Infinity, notice.hung ?? Infinity);
  const memory = balancer === null ? 1_800_000 : 0.6 * balancer.forgetsAfter;
  const mustPing =
    notice.hung !== null ||
    balancer?.counts === 'octets' ||
    (api === 'node' && (notice.sending !== null || outage > 7_000));
  const heartbeat = mustPing
    ? { every: Math.floor(Math.min(memory, 0.9 * (deadline - patience))), replyWithin: patience }
    : null;
  if (api === 'node') {
    const initialDelay = Math.floor(Math.min(memory, (notice.idle ?? Infinity) - 12_000));
    return {
      socket: mustPing ? { api, enable: false, initialDelay: 0 } : { api, enable: true, initialDelay },
      heartbeat,
    };
  }
  return { socket: mustPing ? silent : probing(needs, memory), heartbeat };
}

const silent: Config = {
  api: 'setsockopt',
  SO_KEEPALIVE: false,
  TCP_KEEPIDLE: null,
  TCP_KEEPINTVL: null,
  TCP_KEEPCNT: null,
  TCP_USER_TIMEOUT: 0,
};

function probing({ notice, outage }: Needs, memory: number): Config {
  const known =
    outage === 0
      ? notice.idle
      : (notice.idle ?? notice.sending) === null
        ? null
        : Math.min(notice.idle ?? Infinity, notice.sending ?? Infinity);
  const quiet = Math.min(memory, 0.4 * (known ?? Infinity));
  const interval = known === null ? 20_000 : Math.max(1_000, Math.floor((known - quiet) / 12_000) * 1_000);
  const count = known === null ? 6 : Math.floor((known - quiet) / interval);
  const end = (Math.floor(quiet / 1_000) + count * (interval / 1_000)) * 1_000;
  return {
    api: 'setsockopt',
    SO_KEEPALIVE: true,
    TCP_KEEPIDLE: Math.floor(quiet / 1_000),
    TCP_KEEPINTVL: interval / 1_000,
    TCP_KEEPCNT: count,
    TCP_USER_TIMEOUT: notice.sending === null ? 0 : Math.min(notice.sending, end),
  };
}
