/** When does a program learn that its peer is gone, and what must it set to learn it in time? Linux 6.18; Node 20 to 24. */

/** setsockopt(2), in the units of tcp(7). `null`: never set, so the sysctl holds: 7200 s, 75 s, 9 probes. */
export interface SocketOptions {
  readonly api: 'setsockopt';
  readonly SO_KEEPALIVE: boolean;
  /** Seconds; Linux takes 1 to 32767. */
  readonly TCP_KEEPIDLE: number | null;
  /** Seconds; 1 to 32767. */
  readonly TCP_KEEPINTVL: number | null;
  /** Probes; 1 to 127. */
  readonly TCP_KEEPCNT: number | null;
  /** Milliseconds; 0: none. */
  readonly TCP_USER_TIMEOUT: number;
}

/** `socket.setKeepAlive(enable, initialDelay)`. Node has no more to offer than this. */
export interface NodeCall {
  readonly api: 'node';
  readonly enable: boolean;
  /** Milliseconds. */
  readonly initialDelay: number;
}

export type Config = SocketOptions | NodeCall;

/** Time 0 is the peer's last word; until then all went well, and everything was acknowledged. */
export interface Failure {
  /** What the next packets meet: nothing at all, or a host that knows no such connection and answers RST. */
  readonly then: 'silence' | 'reset';
  /** When the program next sends something, ms after 0, as long as the connection lives; `null`: never. */
  readonly sentMs: number | null;
}

export interface Detection {
  /** When recv() fails, ms after 0; `null`: never. */
  readonly atMs: number | null;
  readonly error: 'ETIMEDOUT' | 'ECONNRESET' | null;
}

/** What a connection has to live through, and what its program has to learn. All times in ms. */
export interface Needs {
  /** What the program can call. */
  readonly api: 'setsockopt' | 'node';
  /** Between the two ends: forgets a connection after so long without a packet, or without an octet of data. */
  readonly balancer: { readonly forgetsAfter: number; readonly counts: 'packets' | 'octets' } | null;
  /** At most so long until it is known; `null`: does not matter. */
  readonly notice: {
    /** The peer is gone, and nobody was sending. */
    readonly idle: number | null;
    /** The peer is gone, and then the program sends. */
    readonly sending: number | null;
    /** The peer's kernel lives and acknowledges, its program hangs. */
    readonly hung: number | null;
  };
  /** The network may lose everything for so long: that alone must not kill the connection. */
  readonly outage: number;
  /** What this end may send on a quiet connection. */
  readonly packetsPerHour: number;
}

export interface Settings {
  /** Of the api that `needs` names. */
  readonly socket: Config;
  /** The program's own ping, which the peer's program answers at once; all in ms. */
  readonly heartbeat: {
    readonly every: number;
    /** No octet for so long after a ping: the program closes the connection. `null`: it waits for ever. */
    readonly replyWithin: number | null;
  } | null;
}

/** When the program learns of the failure, and by which errno. */
export function detect(config: Config, { then, sentMs }: Failure): Detection {
  const set = onTheSocket(config);
  const sent = or(sentMs, NEVER);
  // Whatever reaches a host without the connection is answered by RST: the first thing that we send finds out.
  if (then === 'reset') return failing(Math.min(firstProbe(set), sent), 'ECONNRESET');
  const givenUp = probesInVain(set);
  // MUST-26: with data unacknowledged no probe is sent and none is counted. The retransmission's clocks decide.
  return failing(sent < givenUp ? sent + (set.userTimeout || RETRIES2) : givenUp, 'ETIMEDOUT');
}

const NEVER = Infinity;

const failing = (atMs: number, error: Detection['error']): Detection =>
  atMs === NEVER ? { atMs: null, error: null } : { atMs, error };

const or = (value: number | null | undefined, otherwise: number): number => value ?? otherwise;

/** What the kernel has in the end; ms. */
interface Clocks {
  readonly keepalive: boolean;
  readonly idle: number;
  readonly interval: number;
  readonly count: number;
  /** 0: none. */
  readonly userTimeout: number;
}

const SECOND = 1_000;
const seconds = (ms: number): number => Math.trunc(ms / SECOND);

/** net.ipv4.tcp_keepalive_time, _intvl and _probes. */
const SYSCTLS = { idle: 7_200, interval: 75, count: 9 };

/** What libuv sets beside the delay. */
const NODE = { interval: 1, count: 10 };

/** The least that 15 retransmissions take: net.ipv4.tcp_retries2, ip-sysctl. */
const RETRIES2 = 924.6 * SECOND;

function onTheSocket(config: Config): Clocks {
  if (config.api === 'node') {
    // Node cuts to whole seconds. libuv sets the delay first: Linux refuses 0, and the other two are never reached.
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

/** MUST-25: nothing is probed unless somebody asked for it. */
const firstProbe = ({ keepalive, idle }: Clocks): number => (keepalive ? idle : NEVER);

/** When an idle connection is given up: `count` probes and the interval after the last; a user timeout takes the count's place. */
function probesInVain(set: Clocks): number {
  const { idle, interval, count, userTimeout } = set;
  const ticks = userTimeout === 0 ? count : Math.max(1, Math.ceil((userTimeout - idle) / interval));
  return firstProbe(set) + ticks * interval;
}

/** Settings with which the connection lives as long as it should, and no longer. Many answers are right. */
export function choose(needs: Needs): Settings {
  // A ping with a deadline is probe, traffic and user timeout in one: keepalive beside it would only kill earlier.
  if (!keepaliveWillDo(needs)) return { socket: OFF[needs.api], heartbeat: heartbeat(needs) };
  return { socket: needs.api === 'node' ? nodeCall(needs) : socketOptions(needs), heartbeat: null };
}

/** Probes carry no octets, and kernels answer them; and Node's end after ten seconds of silence, and know no user timeout. */
const keepaliveWillDo = ({ api, balancer, notice: { sending, hung }, outage }: Needs): boolean =>
  hung === null && balancer?.counts !== 'octets' && (api === 'setsockopt' || (sending === null && outage === 0));

const UNSET = { TCP_KEEPIDLE: null, TCP_KEEPINTVL: null, TCP_KEEPCNT: null, TCP_USER_TIMEOUT: 0 } as const;

const OFF: { readonly [api in Config['api']]: Config } = {
  setsockopt: { api: 'setsockopt', SO_KEEPALIVE: false, ...UNSET },
  node: { api: 'node', enable: false, initialDelay: 0 },
};

/** What is left for the way there and back, and for clocks that are not ours. */
const MARGIN = SECOND;

/** Half of what the balancer remembers: its clock is not ours, and a packet may be lost. Without one, what Linux does. */
const longestQuiet = ({ balancer }: Needs): number =>
  Math.min(or(balancer?.forgetsAfter, NEVER) / 2, SYSCTLS.idle * SECOND);

function nodeCall(needs: Needs): Config {
  // Its probes are a second apart.
  const inVain = NODE.count * SECOND;
  const initialDelay = Math.min(or(needs.notice.idle, NEVER) - inVain - MARGIN, longestQuiet(needs));
  return { api: 'node', enable: true, initialDelay };
}

function socketOptions(needs: Needs): Config {
  const { notice, outage } = needs;
  const idle = or(notice.idle, NEVER);
  const sending = or(notice.sending, NEVER);
  // A user timeout ends idle connections, too, at the first tick after it. Where an outage has to be survived, all probes come before it.
  const limit = outage === 0 ? idle : Math.min(idle, sending);
  // The usual nine probes, which take longer than the outage.
  const interval = 1 + Math.trunc(seconds(outage) / SYSCTLS.count);
  const inVain = SYSCTLS.count * interval;
  const quiet = seconds(Math.min(limit - MARGIN - inVain * SECOND, longestQuiet(needs)));
  return {
    api: 'setsockopt',
    SO_KEEPALIVE: true,
    TCP_KEEPIDLE: quiet,
    TCP_KEEPINTVL: interval,
    TCP_KEEPCNT: SYSCTLS.count,
    // As patient with data in flight as without, unless that is too long.
    TCP_USER_TIMEOUT: Math.min(sending - MARGIN, (quiet + inVain) * SECOND),
  };
}

function heartbeat(needs: Needs): Settings['heartbeat'] {
  const { notice, outage } = needs;
  // Retransmissions double: what an outage swallowed comes, at the latest, as long after its end as it lasted.
  const replyWithin = 2 * (outage + MARGIN);
  const within = Math.min(or(notice.idle, NEVER), or(notice.sending, NEVER), or(notice.hung, NEVER));
  return { every: Math.min(within - replyWithin - MARGIN, longestQuiet(needs)), replyWithin };
}
