/**
 * What a sysctl line changes in the simulated host. Linux's names go to the host as they are; FreeBSD's are translated:
 * some are flags of the TCP's profile, some name what the simulated host does not have, such as a host cache.
 * A name that is not here, or a value that would ask for something else, is refused when the script is read.
 * Next: option-line.ts
 */
import { SYSCTL_NAMES } from '@lastack/simulator';
import type { Micros, Profile } from '@lastack/tcp';
import type { Place } from './problem.ts';
import { LINUX_SYSCTL_NAMES, linuxSysctl } from './linux-sysctl.ts';
import { unsupported } from './problem.ts';

export type SysctlChange =
  /** Of the simulated host, by the Linux name, in its Linux unit. */
  | { readonly type: 'host'; readonly name: string; readonly value: string }
  /** Of the TCP itself. */
  | { readonly type: 'profile'; readonly flags: Partial<Profile> }
  /** Octets that a new socket can hold, as if SO_RCVBUF had been set. */
  | { readonly type: 'receive-buffer'; readonly octets: number }
  /** SO_RCVBUF and SO_SNDBUF of a new socket on Linux: memory, of which octets take a half. */
  | { readonly type: 'receive-memory' | 'send-memory'; readonly octets: number };

const MILLISECOND = 1_000;

type Meaning = (value: number) => readonly SysctlChange[] | null;

const host = (name: string, value: number): SysctlChange => ({ type: 'host', name, value: String(value) });
const profile = (flags: Partial<Profile>): readonly SysctlChange[] => [{ type: 'profile', flags }];
/** Milliseconds that an int holds. A clock of 0 would ring for ever at one instant. */
const span =
  (flags: (wait: Micros) => Partial<Profile>): Meaning =>
  (value) =>
    value >= 1 && value <= 0x7fff_ffff ? profile(flags(value * MILLISECOND)) : null;
/** Says what is so in the simulated host anyway. */
const already =
  (holds: (value: number) => boolean): Meaning =>
  (value) =>
    holds(value) ? [] : null;
const seconds =
  (name: string): Meaning =>
  (value) =>
    value % 1000 === 0 ? [host(name, value / 1000)] : null;

/** tcp(4) and the sysctl tree of FreeBSD 14; spans in milliseconds. */
const FREEBSD: Readonly<Record<string, Meaning>> = {
  'net.inet.tcp.rfc1323': (value) => [
    host('net.ipv4.tcp_timestamps', value === 0 ? 0 : 1),
    host('net.ipv4.tcp_window_scaling', value === 0 ? 0 : 1),
  ],
  'net.inet.tcp.sack.enable': (value) => [host('net.ipv4.tcp_sack', value)],
  // 2: ECN only when the peer asks, and a script that asks is refused.
  'net.inet.tcp.ecn.enable': already((value) => value === 0 || value === 2),
  'net.inet.tcp.blackhole': already((value) => value === 0),
  'net.inet.tcp.syncookies': already((value) => value === 0 || value === 1),
  'net.inet.tcp.syncookies_only': already((value) => value === 0),
  'net.inet.tcp.hostcache.purgenow': already(() => true),
  'net.inet.tcp.hostcache.enable': already((value) => value === 0),
  // RFC 7323 §3.2 drops what lacks a timestamp, FreeBSD takes it when this is 1.
  'net.inet.tcp.tolerate_missing_ts': already((value) => value === 0),
  'net.inet.tcp.rexmit_drop_options': already((value) => value === 0),
  'net.inet.tcp.always_keepalive': already((value) => value === 0),
  'net.inet.tcp.fast_finwait2_recycle': already((value) => value === 0),
  'net.inet.tcp.icmp_may_rst': already((value) => value === 1),
  'net.inet.tcp.path_mtu_discovery': already((value) => value === 1),
  'net.inet.tcp.nolocaltimewait': already((value) => value === 0),
  'kern.ipc.maxsockbuf': already((value) => value >= 65_536),
  'net.inet.tcp.sendspace': already((value) => value >= 32_768),
  'net.inet.tcp.recvspace': (value) => [{ type: 'receive-buffer', octets: value }],
  'net.inet.tcp.insecure_rst': (value) => profile({ anyResetInWindow: value !== 0 }),
  'net.inet.tcp.insecure_syn': (value) => profile({ synInWindowResets: value !== 0 }),
  'net.inet.tcp.drop_synfin': (value) => profile({ dropsSynFin: value !== 0 }),
  'net.inet.tcp.rexmit_initial': span((initialRto) => ({ initialRto })),
  'net.inet.tcp.rexmit_min': span((minRto) => ({ minRto })),
  'net.inet.tcp.rexmit_slop': (value) =>
    value === 0 ? profile({ rtoSlop: 0 }) : span((rtoSlop) => ({ rtoSlop }))(value),
  'net.inet.tcp.delacktime': span((delayedAck) => ({ delayedAck })),
  'net.inet.tcp.msl': span((msl) => ({ msl })),
  'net.inet.tcp.finwait2_timeout': span((after) => ({ finWait2: { after } })),
  'net.inet.tcp.keepidle': seconds('net.ipv4.tcp_keepalive_time'),
  'net.inet.tcp.keepintvl': seconds('net.ipv4.tcp_keepalive_intvl'),
  'net.inet.tcp.keepcnt': (value) => [host('net.ipv4.tcp_keepalive_probes', value)],
};

const HELP = `Known: ${[...SYSCTL_NAMES, ...LINUX_SYSCTL_NAMES, ...Object.keys(FREEBSD)].join(', ')}.`;

/** The changes that one `name=value` makes; empty when the simulated host is so already. */
export function sysctlChanges(name: string, value: string, place: Place): readonly SysctlChange[] {
  if (SYSCTL_NAMES.includes(name)) return [{ type: 'host', name, value }];
  const linux = linuxSysctl(name, value);
  if (linux != null) return linux;
  if (linux === null) throw unsupported(place, `the value ${value} of the sysctl ${name}`, HELP);
  const meaning = Object.hasOwn(FREEBSD, name) ? FREEBSD[name] : undefined;
  if (meaning === undefined) throw unsupported(place, `the sysctl ${name}`, HELP);
  const changes = /^\d{1,12}$/.test(value) ? meaning(Number(value)) : null;
  if (changes === null) throw unsupported(place, `the value ${value} of the sysctl ${name}`, HELP);
  return changes;
}
