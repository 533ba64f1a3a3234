// variant: settings are looked for, not derived: candidates are asked one question for each need, and the quietest is taken

export interface SocketOptions {
  readonly api: 'setsockopt';
  readonly SO_KEEPALIVE: boolean;
  readonly TCP_KEEPIDLE: number | null;
  readonly TCP_KEEPINTVL: number | null;
  readonly TCP_KEEPCNT: number | null;
  readonly TCP_USER_TIMEOUT: number;
}

export interface NodeCall {
  readonly api: 'node';
  readonly enable: boolean;
  readonly initialDelay: number;
}

export type Config = SocketOptions | NodeCall;

export interface Failure {
  readonly then: 'silence' | 'reset';
  readonly sentMs: number | null;
}

export interface Detection {
  readonly atMs: number | null;
  readonly error: 'ETIMEDOUT' | 'ECONNRESET' | null;
}

export interface Needs {
  readonly api: 'setsockopt' | 'node';
  readonly balancer: { readonly forgetsAfter: number; readonly counts: 'packets' | 'octets' } | null;
  readonly notice: { readonly idle: number | null; readonly sending: number | null; readonly hung: number | null };
  readonly outage: number;
  readonly packetsPerHour: number;
}

export interface Settings {
  readonly socket: Config;
  readonly heartbeat: { readonly every: number; readonly replyWithin: number | null } | null;
}

/** All in ms; Infinity: never. */
interface Clockwork {
  readonly idle: number;
  readonly interval: number;
  readonly count: number;
  readonly userTimeout: number;
}

const RETRIES_2 = 924_600;

function clockwork(config: Config): Clockwork {
  if (config.api === 'node') {
    const seconds = Math.floor(config.initialDelay / 1000);
    const own =
      seconds > 0
        ? { idle: seconds * 1000, interval: 1000, count: 10 }
        : { idle: 7_200_000, interval: 75_000, count: 9 };
    return { ...own, idle: config.enable ? own.idle : Infinity, userTimeout: 0 };
  }
  return {
    idle: config.SO_KEEPALIVE ? (config.TCP_KEEPIDLE ?? 7200) * 1000 : Infinity,
    interval: (config.TCP_KEEPINTVL ?? 75) * 1000,
    count: config.TCP_KEEPCNT ?? 9,
    userTimeout: config.TCP_USER_TIMEOUT,
  };
}

/** How many intervals after the first probe the connection ends. */
const lastTick = ({ idle, interval, count, userTimeout }: Clockwork): number =>
  userTimeout === 0 ? count : Math.max(1, Math.ceil((userTimeout - idle) / interval));

export function detect(config: Config, { then, sentMs }: Failure): Detection {
  const clocks = clockwork(config);
  const sent = sentMs ?? Infinity;
  const [at, error] = ((): [number, 'ETIMEDOUT' | 'ECONNRESET'] => {
    if (then === 'reset') return [Math.min(clocks.idle, sent), 'ECONNRESET'];
    const idleEnd = clocks.idle === Infinity ? Infinity : clocks.idle + lastTick(clocks) * clocks.interval;
    return [sent < idleEnd ? sent + (clocks.userTimeout || RETRIES_2) : idleEnd, 'ETIMEDOUT'];
  })();
  return Number.isFinite(at) ? { atMs: at, error } : { atMs: null, error: null };
}

/** By when what was sent into an outage has come through: waits double, up to two minutes, so the last is as long as all before it. */
const afterOutage = (outage: number): number => (outage === 0 ? 1000 : 1000 + Math.min(2.2 * outage, outage + 121_000));

const HOUR = 3_600_000;

type Candidate = readonly [clocks: Clockwork, every: number, replyWithin: number, settings: Settings];

function* candidates(needs: Needs): Generator<Candidate> {
  const { notice, outage, balancer } = needs;
  const quiet = balancer === null ? 7_200_000 : balancer.forgetsAfter;
  const resent = afterOutage(outage);
  const beats: (readonly [number, number])[] = [[Infinity, Infinity]];
  const limits = [notice.idle, notice.sending, notice.hung].filter((ms) => ms !== null);
  const tightest = Math.min(...limits, Infinity);
  for (const every of [
    quiet / 2,
    (quiet * 0.9 - resent) * 0.95,
    (tightest - resent) * 0.8,
    (tightest - resent) / 2,
    tightest / 2,
    tightest / 4,
  ]) {
    if (!Number.isFinite(every) || every < 1000) continue;
    for (const within of [resent, resent * 1.05, tightest - every - 1000])
      if (within >= 500 && Number.isFinite(within)) beats.push([Math.floor(every), Math.floor(within)]);
    beats.push([Math.floor(every), Infinity]);
  }
  for (const [every, within] of beats) {
    const heartbeat = every === Infinity ? null : { every, replyWithin: within === Infinity ? null : within };
    const socket = (config: Config): Candidate => [clockwork(config), every, within, { socket: config, heartbeat }];
    if (needs.api === 'node') {
      yield socket({ api: 'node', enable: false, initialDelay: 0 });
      for (const share of [0.6, 0.5, 0.3, 0.1])
        for (const base of [quiet, notice.idle ?? quiet])
          yield socket({ api: 'node', enable: true, initialDelay: Math.max(1000, base * share) });
      if (notice.idle !== null)
        yield socket({ api: 'node', enable: true, initialDelay: Math.max(1000, notice.idle - 12_000) });
      continue;
    }
    for (const TCP_USER_TIMEOUT of [0, Math.floor((notice.sending ?? 0) * 0.95), Math.floor(resent * 1.02)]) {
      yield socket({
        api: 'setsockopt',
        SO_KEEPALIVE: false,
        TCP_KEEPIDLE: null,
        TCP_KEEPINTVL: null,
        TCP_KEEPCNT: null,
        TCP_USER_TIMEOUT,
      });
      for (const share of [0.6, 0.4, 0.2])
        for (const base of [quiet, notice.idle ?? quiet, (notice.idle ?? quiet) - outage])
          for (const count of [3, 5, 9, 20]) {
            const idle = Math.floor((base * share) / 1000);
            const interval = Math.floor(((notice.idle ?? quiet) - idle * 1000 - 1000) / 1000 / count);
            if (idle < 1 || interval < 1 || idle > 32_767 || interval > 32_767) continue;
            yield socket({
              api: 'setsockopt',
              SO_KEEPALIVE: true,
              TCP_KEEPIDLE: idle,
              TCP_KEEPINTVL: interval,
              TCP_KEEPCNT: count,
              TCP_USER_TIMEOUT,
            });
          }
    }
  }
}

/** What each need asks of a candidate. */
const QUESTIONS: readonly ((needs: Needs, candidate: Candidate) => boolean)[] = [
  ({ balancer, outage }, [{ idle }, every]) => {
    if (balancer === null) return true;
    const speaks = balancer.counts === 'packets' ? Math.min(idle, every) : every;
    return speaks + (outage === 0 ? 0 : afterOutage(outage)) < balancer.forgetsAfter * 0.9;
  },
  ({ notice }, [clocks, every, within]) =>
    notice.idle === null ||
    Math.min(
      every < clocks.idle ? Infinity : clocks.idle + lastTick(clocks) * clocks.interval,
      every + Math.min(within, clocks.userTimeout || Infinity),
    ) <
      notice.idle * 0.97,
  ({ notice }, [{ userTimeout }, every, within]) =>
    notice.sending === null || Math.min(userTimeout || Infinity, every + within) < notice.sending * 0.99,
  ({ notice }, [, every, within]) => notice.hung === null || every + within < notice.hung * 0.99,
  ({ outage }, [clocks, every, within]) => {
    const { idle, interval, userTimeout } = clocks;
    if (outage === 0) return true;
    const resent = afterOutage(outage);
    if (idle !== Infinity && idle <= every && (lastTick(clocks) - 1) * interval <= outage) return false;
    if (userTimeout !== 0 && userTimeout < resent) return false;
    return every === Infinity || within >= resent;
  },
  ({ packetsPerHour }, [{ idle }, every]) =>
    (idle < every ? HOUR / idle : 0) + (every === Infinity ? 0 : (2 * HOUR) / every) <= packetsPerHour,
];

export function choose(needs: Needs): Settings {
  let best: Candidate | undefined;
  for (const candidate of candidates(needs)) {
    if (!QUESTIONS.every((fine) => fine(needs, candidate))) continue;
    if (best === undefined || traffic(candidate) < traffic(best)) best = candidate;
  }
  if (best === undefined) throw new Error(`nothing meets ${JSON.stringify(needs)}`);
  return best[3];
}

const traffic = ([{ idle }, every]: Candidate): number => 1 / idle + 2 / every;
