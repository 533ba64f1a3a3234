/**
 * Socket options: what setsockopt may set, and getsockopt may ask. socket(7), tcp(7); the units are theirs.
 * Next: plan.ts
 */
import type { HostSocketOption } from '@lastack/simulator';
import type { ErrnoName } from '@lastack/tcp';
import { argument, boxed, numberOf } from './argument.ts';
import type { Arguments } from './argument.ts';
import { errnoName } from './errno.ts';
import type { Expression } from './expression.ts';
import { unsupported, wrong } from './problem.ts';

const SECOND = 1_000_000;
const MILLISECOND = 1_000;

type Reading = (value: Expression) => HostSocketOption;

const flag =
  (name: 'SO_REUSEADDR' | 'SO_KEEPALIVE' | 'TCP_NODELAY' | 'TCP_QUICKACK'): Reading =>
  (value) => ({ name, value: numberOf(boxed(value)) !== 0 });

const span =
  (name: 'TCP_KEEPIDLE' | 'TCP_KEEPINTVL' | 'TCP_USER_TIMEOUT' | 'TCP_LINGER2', unit: number): Reading =>
  (value) => ({ name, value: numberOf(boxed(value)) * unit });

const SETTABLE: Readonly<Record<string, Reading>> = {
  SO_REUSEADDR: flag('SO_REUSEADDR'),
  SO_KEEPALIVE: flag('SO_KEEPALIVE'),
  SO_LINGER: (value) => ({ name: 'SO_LINGER', value: linger(value) }),
  SO_RCVBUF: (value) => ({ name: 'SO_RCVBUF', value: numberOf(boxed(value)) }),
  SO_SNDBUF: (value) => ({ name: 'SO_SNDBUF', value: numberOf(boxed(value)) }),
  TCP_NODELAY: flag('TCP_NODELAY'),
  TCP_QUICKACK: flag('TCP_QUICKACK'),
  TCP_KEEPIDLE: span('TCP_KEEPIDLE', SECOND),
  TCP_KEEPINTVL: span('TCP_KEEPINTVL', SECOND),
  TCP_KEEPCNT: (value) => ({ name: 'TCP_KEEPCNT', value: numberOf(boxed(value)) }),
  TCP_USER_TIMEOUT: span('TCP_USER_TIMEOUT', MILLISECOND),
  TCP_LINGER2: span('TCP_LINGER2', SECOND),
};

/** What getsockopt must put into its buffer. */
export type ExpectedOption =
  | { readonly name: 'SO_ERROR'; readonly error: ErrnoName | null }
  | { readonly name: 'SO_RCVBUF'; readonly octets: number };

const LEVELS: Readonly<Record<string, readonly string[]>> = {
  SO: ['SOL_SOCKET'],
  TCP: ['SOL_TCP', 'IPPROTO_TCP'],
};

/** The option of `setsockopt(fd, level, name, value, length)`. */
export function optionToSet(args: Arguments): HostSocketOption {
  const name = optionName(args);
  const reading = SETTABLE[name];
  if (reading === undefined) throw notPlayed(args, `setsockopt ${name}`, Object.keys(SETTABLE));
  return reading(argument(args, 3));
}

/** What `getsockopt(fd, level, name, [value], [length])` must find. */
export function optionToGet(args: Arguments): ExpectedOption {
  const name = optionName(args);
  const value = argument(args, 3);
  if (name === 'SO_ERROR') return { name, error: pendingError(boxed(value)) };
  if (name === 'SO_RCVBUF') return { name, octets: numberOf(boxed(value)) };
  throw notPlayed(args, `getsockopt ${name}`, ['SO_ERROR', 'SO_RCVBUF']);
}

function optionName(args: Arguments): string {
  const level = argument(args, 1);
  const option = argument(args, 2);
  if (level.type !== 'word') throw unsupported(level.place, 'a level by number', 'Write SOL_SOCKET or IPPROTO_TCP.');
  if (option.type !== 'word') throw unsupported(option.place, 'an option by number', 'Write its name.');
  const levels = LEVELS[option.name.slice(0, option.name.indexOf('_'))];
  if (levels !== undefined && !levels.includes(level.name))
    throw wrong(level.place, `${option.name} does not belong to ${level.name}`, `Write ${levels.join(' or ')}.`);
  return option.name;
}

function notPlayed(args: Arguments, feature: string, known: readonly string[]): Error {
  return unsupported(argument(args, 2).place, feature, `Known: ${known.join(', ')}.`);
}

function pendingError(value: Expression): ErrnoName | null {
  if (value.type === 'number' && value.value === 0) return null;
  if (value.type === 'word') return errnoName(value.name, value.place);
  throw wrong(value.place, 'SO_ERROR is 0 or the name of an error', 'Write [0] or [ECONNRESET].');
}

function linger(value: Expression): { on: boolean; seconds: number } {
  const help = 'Write {onoff=1, linger=0}.';
  if (value.type !== 'struct') throw wrong(value.place, 'SO_LINGER takes a structure', help);
  const field = (name: string): number => {
    const found = value.fields.find((candidate) => candidate.name === name);
    if (found === undefined) throw wrong(value.place, `the structure lacks ${name}`, help);
    return numberOf(found.value);
  };
  return { on: field('onoff') !== 0, seconds: field('linger') };
}
