/**
 * The header: `--ip_version=ipv4`, `--tolerance_usecs=75000`, as on packetdrill's own command line.
 * Next: script.ts
 */
import type { Micros } from '@lastack/tcp';
import type { Cursor } from './cursor.ts';
import { unsupported, wrong } from './problem.ts';
import type { Token } from './token.ts';

export interface ScriptOptions {
  readonly ipVersion: 'ipv4' | 'ipv6' | 'ipv4-mapped-ipv6';
  /** How far an event may be off, whatever the step. */
  readonly toleranceUsecs: Micros;
  /** … and in percent of the time since the event before; the larger of the two holds. */
  readonly tolerancePercent: number;
  /** One tick of outbound TSval in microseconds; 0: TSval is not checked. */
  readonly tsTickUsecs: Micros;
  /** An inbound TSecr that echoes no TSval of the script is scaled from the first one. */
  readonly tsEcrScaled: boolean;
  readonly bindPort: number;
  readonly connectPort: number;
  readonly localIp: string | null;
  readonly remoteIp: string | null;
  /** Of the interface. */
  readonly mtu: number;
  /** Segments that leave together are not taken for one larger one. */
  readonly strictSegments: boolean;
}

/** packetdrill's own defaults (its config.c): 4 ms, 12.5 % (the worst of Linux's timer wheel), port 8080. */
export const DEFAULT_OPTIONS: ScriptOptions = Object.freeze({
  ipVersion: 'ipv4',
  toleranceUsecs: 4000,
  tolerancePercent: 12.5,
  tsTickUsecs: 0,
  tsEcrScaled: false,
  bindPort: 8080,
  connectPort: 8080,
  localIp: null,
  remoteIp: null,
  mtu: 1500,
  strictSegments: false,
});

export interface OptionLine {
  readonly name: string;
  readonly value: string | null;
}

const HELP =
  'Options: --ip_version, --tolerance_usecs, --tolerance_percent, --tcp_ts_tick_usecs, --tcp_ts_ecr_scaled, ' +
  '--bind_port, --connect_port, --local_ip, --remote_ip, --gateway_ip, --netmask_ip, --mtu, --mss, ' +
  '--strict_segments, --define, --verbose.';

/** The option lines at the head of a script, and what they amount to. */
export function parseOptionLines(cursor: Cursor): { lines: OptionLine[]; options: ScriptOptions } {
  const lines: OptionLine[] = [];
  let options = DEFAULT_OPTIONS;
  while (cursor.is('option')) {
    const token = cursor.take();
    options = { ...options, ...meaning(token) };
    lines.push({ name: token.text, value: token.argument });
  }
  return { lines, options };
}

function meaning(token: Token): Partial<ScriptOptions> {
  switch (token.text) {
    case 'ip_version':
      return { ipVersion: ipVersion(token) };
    case 'tolerance_usecs':
      return { toleranceUsecs: number(token, /^\d{1,12}$/) };
    case 'tolerance_percent':
      return { tolerancePercent: number(token, /^\d{1,4}(\.\d+)?$/) };
    case 'tcp_ts_tick_usecs':
      return { tsTickUsecs: number(token, /^\d{1,9}$/) };
    case 'tcp_ts_ecr_scaled':
      return { tsEcrScaled: true };
    case 'bind_port':
      return { bindPort: port(token) };
    case 'connect_port':
      return { connectPort: port(token) };
    case 'local_ip':
      return { localIp: address(token) };
    case 'remote_ip':
      return { remoteIp: address(token).replace(/\/\d+$/, '') };
    case 'mtu':
      return { mtu: number(token, /^\d{3,5}$/) };
    // `mss` is the size in which a real interface would take a large inbound segment: here it comes whole, as to GRO.
    // The simulated host has one interface and one neighbour: there is nothing to route, and nothing more to tell.
    case 'gateway_ip':
    case 'netmask_ip':
    case 'define':
    case 'verbose':
    case 'debug':
    case 'non_fatal':
    case 'send_omit_free':
    case 'no_cleanup':
    case 'mss':
      return {};
    case 'strict_segments':
      return { strictSegments: true };
    default:
      throw unsupported(token, `the option --${token.text}`, HELP);
  }
}

function ipVersion(token: Token): ScriptOptions['ipVersion'] {
  const value = token.argument;
  if (value === 'ipv4' || value === 'ipv6' || value === 'ipv4-mapped-ipv6') return value;
  throw bad(token, 'ipv4, ipv6 or ipv4-mapped-ipv6');
}

function number(token: Token, pattern: RegExp): number {
  if (token.argument === null || !pattern.test(token.argument)) throw bad(token, 'a number');
  return Number(token.argument);
}

function port(token: Token): number {
  const value = number(token, /^\d{1,5}$/);
  if (value < 1 || value > 0xffff) throw bad(token, 'a port from 1 to 65535');
  return value;
}

function address(token: Token): string {
  if (token.argument === null || !/^[0-9a-fA-F.:]+(\/\d+)?$/.test(token.argument)) throw bad(token, 'an address');
  return token.argument;
}

const bad = (token: Token, wanted: string): Error =>
  wrong(token, `--${token.text} needs ${wanted}, not '${token.argument ?? ''}'`, `Write --${token.text}=… .`);
