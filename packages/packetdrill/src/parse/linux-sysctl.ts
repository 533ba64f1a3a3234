/**
 * Linux sysctls beyond those that the simulated host has by their own names: buffers, which decide the window scale;
 * clocks of the profile; and settings that say what is so here anyway. Any other name or value is refused.
 * Next: sysctl.ts
 */
import type { SysctlChange } from './sysctl.ts';

type Meaning = (value: string) => readonly SysctlChange[] | null;

const already =
  (...values: readonly string[]): Meaning =>
  (value) =>
    values.includes(value) ? [] : null;
/** Nothing that a script can see here depends on it: no route cache, no queueing discipline, no memory pressure. */
const unseen: Meaning = () => [];
const number =
  (mean: (value: number) => readonly SysctlChange[] | null): Meaning =>
  (value) =>
    /^(0x[0-9a-fA-F]{1,8}|\d{1,12})$/.test(value) ? mean(Number(value)) : null;
/** The least, the default and the most of a buffer. */
const triple =
  (mean: (initial: number, most: number) => readonly SysctlChange[]): Meaning =>
  (value) => {
    const found = /^\d+\s+(\d+)\s+(\d+)$/.exec(value);
    return found === null ? null : mean(Number(found[1]), Number(found[2]));
  };

/** tcp_select_initial_window(): the shift that shows the largest buffer in 16 bits. */
export const shiftFor = (octets: number): number =>
  Math.min(14, Math.max(0, 31 - Math.clz32(Math.min(octets, 0x7fff_ffff)) - 15));

const MEANINGS: Readonly<Record<string, Meaning>> = {
  tcp_rmem: triple((initial, most) => [
    // A new socket's octets are half of its memory: tcp_space().
    { type: 'profile', flags: { windowScale: shiftFor(Math.max(initial, most)), receiveBuffer: initial >> 1 } },
    { type: 'receive-memory', octets: initial },
  ]),
  tcp_wmem: triple((initial) => [{ type: 'send-memory', octets: initial }]),
  tcp_rto_min_us: number((micros) => [{ type: 'profile', flags: { minRto: micros } }]),
  tcp_rto_max_ms: number((millis) => [{ type: 'profile', flags: { maxRto: millis * 1_000 } }]),
  // What Linux does by default, or what it does with the feature off that this TCP lacks. A script that sees the
  // difference fails.
  tcp_early_retrans: already('0', '3', '4'),
  tcp_recovery: already('0', '1'),
  tcp_frto: already('0', '2'),
  tcp_dsack: already('0', '1'),
  tcp_fack: unseen,
  tcp_reordering: already('3'),
  tcp_congestion_control: already('reno', 'cubic'),
  tcp_slow_start_after_idle: already('0', '1'),
  tcp_notsent_lowat: already('4294967295', '-1'),
  // 2: ECN only when the peer asks, and a script that asks is refused.
  tcp_ecn: already('0', '2'),
  tcp_ecn_fallback: unseen,
  tcp_mtu_probing: already('0'),
  tcp_base_mss: unseen,
  tcp_min_snd_mss: already('48'),
  tcp_syncookies: already('0', '1'),
  // Fast Open itself is refused, wherever a script asks for it.
  tcp_fastopen: unseen,
  tcp_fastopen_key: unseen,
  tcp_tso_win_divisor: unseen,
  tcp_min_tso_segs: unseen,
  tcp_tso_rtt_log: unseen,
  tcp_autocorking: unseen,
  tcp_limit_output_bytes: unseen,
  tcp_pacing_ss_ratio: unseen,
  tcp_pacing_ca_ratio: unseen,
  tcp_moderate_rcvbuf: unseen,
  tcp_no_metrics_save: unseen,
  tcp_no_ssthresh_metrics_save: unseen,
  tcp_mem: unseen,
  tcp_retries1: unseen,
  tcp_max_orphans: unseen,
  tcp_max_syn_backlog: unseen,
  tcp_challenge_ack_limit: unseen,
  tcp_comp_sack_nr: unseen,
  tcp_comp_sack_delay_ns: unseen,
  tcp_comp_sack_slack_ns: unseen,
  tcp_min_rtt_wlen: unseen,
  tcp_adv_win_scale: already('1'),
  tcp_app_win: already('31'),
  tcp_stdurg: already('0'),
  tcp_thin_linear_timeouts: already('0'),
  tcp_shrink_window: already('0'),
  tcp_plb_enabled: already('0'),
  tcp_pingpong_thresh: already('1'),
  tcp_migrate_req: already('0'),
  icmp_ratelimit: unseen,
};

const ELSEWHERE: Readonly<Record<string, Meaning>> = {
  'net.core.rmem_max': unseen,
  'net.core.wmem_max': unseen,
  'net.core.default_qdisc': already('pfifo', 'pfifo_fast', 'fq_codel'),
  'net.mptcp.enabled': unseen,
};

export const LINUX_SYSCTL_NAMES: readonly string[] = [
  ...Object.keys(MEANINGS).map((name) => `net.ipv4.${name}`),
  ...Object.keys(ELSEWHERE),
];

/** What `name=value` changes; `null`: another value than can be had here; `undefined`: no such name. */
export function linuxSysctl(name: string, value: string): readonly SysctlChange[] | null | undefined {
  const short = name.startsWith('net.ipv4.') ? name.slice('net.ipv4.'.length) : '';
  const meaning = Object.hasOwn(MEANINGS, short) ? MEANINGS[short] : ELSEWHERE[name];
  return meaning?.(value);
}

/**
 * What `common/defaults.sh` of the public suites sets, as far as it can be seen: a receive buffer that makes the window
 * scale 8, and five retries of SYN and SYN,ACK.
 */
export const SUITE_DEFAULTS: readonly (readonly [name: string, value: string])[] = [
  ['net.ipv4.tcp_rmem', '4096 540000 15728640'],
  ['net.ipv4.tcp_wmem', '4096 262144 4194304'],
  ['net.ipv4.tcp_timestamps', '1'],
  ['net.ipv4.tcp_syn_retries', '5'],
  ['net.ipv4.tcp_synack_retries', '5'],
  ['net.ipv4.tcp_sack', '1'],
  ['net.ipv4.tcp_dsack', '1'],
  ['net.ipv4.tcp_early_retrans', '4'],
  ['net.ipv4.tcp_congestion_control', 'cubic'],
  ['net.ipv4.tcp_slow_start_after_idle', '0'],
  ['net.ipv4.tcp_ecn', '0'],
];
