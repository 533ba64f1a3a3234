/**
 * A host's settings by their Linux names and in their Linux units, as `sysctl -w` takes them. ip-sysctl.
 * Next: time.ts
 */
import { DEFAULT_SYSCTLS, PROFILES, sysctlsOf, type Micros, type ProfileName, type Sysctls } from '@lastack/tcp';

/** TCP's own, which the machine reads, and the host's. Spans in microseconds. */
export interface HostSysctls {
  readonly tcp: Sysctls;
  /** First and last ephemeral port, both usable. */
  readonly portRange: readonly [first: number, last: number];
  /** Ports that are never chosen by themselves. */
  readonly reservedPorts: readonly number[];
  /** 0 never, 1 for any destination, 2 for loopback only. */
  readonly reuse: 0 | 1 | 2;
  readonly reuseDelay: Micros;
  readonly maxTimeWaits: number;
  readonly abortOnOverflow: boolean;
  readonly maxBacklog: number;
  readonly timeToLive: number;
}

export const DEFAULT_HOST_SYSCTLS: HostSysctls = {
  tcp: DEFAULT_SYSCTLS,
  portRange: [32_768, 60_999],
  reservedPorts: [],
  reuse: 2,
  reuseDelay: 1_000_000,
  maxTimeWaits: 131_072,
  abortOnOverflow: false,
  maxBacklog: 4_096,
  timeToLive: 64,
};

/** What a host begins with; TCP's own differ by profile. */
export const sysctlsAtFirst = (profile: ProfileName): HostSysctls => ({
  ...DEFAULT_HOST_SYSCTLS,
  tcp: sysctlsOf(PROFILES[profile]),
});

type Value = number | string;
type Change = (sysctls: HostSysctls, value: Value) => HostSysctls | null;

/** Linux's are ints. */
const LARGEST = 0x7fff_ffff;

const whole = (value: Value): number | null => {
  const n = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof n === 'number' && Number.isInteger(n) && n >= 0 && n <= LARGEST ? n : null;
};

/** A change of one of TCP's own, `unit` microseconds each. */
const tcp =
  (name: keyof Sysctls, unit = 1, least = 0, most = LARGEST): Change =>
  (sysctls, value) => {
    const n = whole(value);
    return n === null || n < least || n > most ? null : { ...sysctls, tcp: { ...sysctls.tcp, [name]: n * unit } };
  };

/** Linux keeps them in an octet; those of a SYN end at MAX_TCP_SYNCNT. net/ipv4/sysctl_net_ipv4.c */
const tries = (name: keyof Sysctls, least = 0, most = 255): Change => tcp(name, 1, least, most);

const tcpSwitch =
  (name: keyof Sysctls): Change =>
  (sysctls, value) => {
    const n = whole(value);
    return n === null || n > 2 ? null : { ...sysctls, tcp: { ...sysctls.tcp, [name]: n !== 0 } };
  };

const own =
  (name: 'maxTimeWaits' | 'maxBacklog' | 'timeToLive' | 'reuseDelay', least = 0, most = Infinity, unit = 1): Change =>
  (sysctls, value) => {
    const n = whole(value);
    return n === null || n < least || n > most ? null : { ...sysctls, [name]: n * unit };
  };

const SECOND = 1_000_000;
const MILLISECOND = 1_000;

const CHANGES = new Map<string, Change>(
  Object.entries<Change>({
    'net.ipv4.tcp_fin_timeout': tcp('tcp_fin_timeout', SECOND),
    'net.ipv4.tcp_keepalive_time': tcp('tcp_keepalive_time', SECOND),
    'net.ipv4.tcp_keepalive_intvl': tcp('tcp_keepalive_intvl', SECOND),
    'net.ipv4.tcp_keepalive_probes': tries('tcp_keepalive_probes'),
    'net.ipv4.tcp_orphan_retries': tries('tcp_orphan_retries'),
    'net.ipv4.tcp_retries2': tries('tcp_retries2'),
    'net.ipv4.tcp_syn_retries': tries('tcp_syn_retries', 1, 127),
    'net.ipv4.tcp_synack_retries': tries('tcp_synack_retries'),
    'net.ipv4.tcp_syn_linear_timeouts': tries('tcp_syn_linear_timeouts', 0, 127),
    'net.ipv4.tcp_invalid_ratelimit': tcp('tcp_invalid_ratelimit', MILLISECOND),
    'net.ipv4.tcp_rfc1337': tcpSwitch('tcp_rfc1337'),
    'net.ipv4.tcp_sack': tcpSwitch('tcp_sack'),
    'net.ipv4.tcp_timestamps': tcpSwitch('tcp_timestamps'),
    'net.ipv4.tcp_window_scaling': tcpSwitch('tcp_window_scaling'),
    'net.ipv4.tcp_tw_reuse_delay': own('reuseDelay', 1, 60_000, MILLISECOND),
    'net.ipv4.tcp_max_tw_buckets': own('maxTimeWaits'),
    'net.ipv4.ip_default_ttl': own('timeToLive', 1, 255),
    'net.core.somaxconn': own('maxBacklog'),
    'net.ipv4.tcp_tw_reuse': (sysctls, value) => {
      const n = whole(value);
      return n === 0 || n === 1 || n === 2 ? { ...sysctls, reuse: n } : null;
    },
    'net.ipv4.tcp_abort_on_overflow': (sysctls, value) => {
      const n = whole(value);
      return n === null ? null : { ...sysctls, abortOnOverflow: n !== 0 };
    },
    'net.ipv4.ip_local_port_range': (sysctls, value) => {
      const ports = String(value).trim().split(/\s+/).map(whole);
      const [first, last] = ports;
      if (ports.length !== 2 || first == null || last == null || first < 1 || first > last || last > 65_535)
        return null;
      return { ...sysctls, portRange: [first, last] };
    },
    'net.ipv4.ip_local_reserved_ports': (sysctls, value) => {
      const reservedPorts = portList(String(value));
      return reservedPorts === null ? null : { ...sysctls, reservedPorts };
    },
  }),
);

/** `8080,9000-9002` as numbers; null when it is no such list. */
function portList(text: string): readonly number[] | null {
  const ports: number[] = [];
  for (const part of text.split(',').map((word) => word.trim())) {
    if (part === '') continue;
    const [first, last = first] = part.split('-').map(whole);
    if (first == null || last == null || last > 65_535) return null;
    for (let port = first; port <= last; port += 1) ports.push(port);
  }
  return ports;
}

/** Every name that `withSysctl` knows. */
export const SYSCTL_NAMES: readonly string[] = [...CHANGES.keys()].sort();

/** The settings after `sysctl -w name=value`; null when there is no such name, or it does not take the value. */
export const withSysctl = (sysctls: HostSysctls, name: string, value: Value): HostSysctls | null =>
  CHANGES.get(name)?.(sysctls, value) ?? null;
