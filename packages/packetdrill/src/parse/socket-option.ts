/**
 * Socket options: what setsockopt may set, and getsockopt may ask. socket(7), tcp(7); the units are theirs.
 * Next: readiness.ts
 */
import type { HostSocketOption } from '@lastack/simulator';
import { argument, boxed, numberOf } from './argument.ts';
import type { Arguments } from './argument.ts';
import { errnoName } from './errno.ts';
import type { ScriptErrno } from './errno.ts';
import type { Expression } from './expression.ts';
import { unsupported, wrong } from './problem.ts';

const SECOND = 1_000_000;
const MILLISECOND = 1_000;

/** TCP's and the host's options, and those that the player itself looks after. */
export type OptionToSet =
  | HostSocketOption
  | { readonly name: 'TCP_MAXSEG' | 'TCP_INQ'; readonly value: number }
  /** Nothing that a script can see here depends on it. */
  | { readonly name: 'unseen'; readonly value: 0 };

type Reading = (value: Expression) => OptionToSet;

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
  TCP_MAXSEG: (value) => ({ name: 'TCP_MAXSEG', value: numberOf(boxed(value)) }),
  TCP_INQ: (value) => ({ name: 'TCP_INQ', value: numberOf(boxed(value)) }),
  TCP_CONGESTION: congestionControl,
  TCP_NOTSENT_LOWAT: (value) => unlimited('TCP_NOTSENT_LOWAT', boxed(value)),
  SO_MAX_PACING_RATE: (value) => unlimited('SO_MAX_PACING_RATE', boxed(value)),
  SO_PRIORITY: unseen,
  SO_MARK: unseen,
};

function unseen(): OptionToSet {
  return { name: 'unseen', value: 0 };
}

function unlimited(name: string, value: Expression): OptionToSet {
  if (value.type === 'number' && (value.value === -1 || value.value === 0xffff_ffff)) return unseen();
  throw unsupported(value.place, `a limit by ${name}`, 'Write [4294967295]: no limit.');
}

function congestionControl(value: Expression): OptionToSet {
  const name = value.type === 'list' ? value.items[0] : value;
  if (name?.type === 'string' && ['reno', 'cubic'].includes(name.text)) return unseen();
  throw unsupported(value.place, 'this congestion control', 'Write "reno" or "cubic".');
}

/** What getsockopt must put into its buffer. */
export type ExpectedOption =
  | { readonly name: 'SO_ERROR'; readonly error: ScriptErrno | null }
  | { readonly name: 'SO_LINGER'; readonly on: boolean; readonly seconds: number }
  | { readonly name: NumberedOption; readonly value: number };

/** In the script's units, as they were set. */
const NUMBERED = [
  'SO_RCVBUF',
  'SO_SNDBUF',
  'SO_REUSEADDR',
  'SO_KEEPALIVE',
  'SO_TYPE',
  'SO_PROTOCOL',
  'SO_ACCEPTCONN',
  'TCP_NODELAY',
  'TCP_MAXSEG',
  'TCP_KEEPIDLE',
  'TCP_KEEPINTVL',
  'TCP_KEEPCNT',
  'TCP_USER_TIMEOUT',
] as const;
export type NumberedOption = (typeof NUMBERED)[number];

const LEVELS: Readonly<Record<string, readonly string[]>> = {
  SO: ['SOL_SOCKET'],
  TCP: ['SOL_TCP', 'IPPROTO_TCP'],
};

/** The option of `setsockopt(fd, level, name, value, length)`. */
export function optionToSet(args: Arguments): OptionToSet {
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
  if (name === 'SO_LINGER') return { name, ...linger(value) };
  const numbered = NUMBERED.find((known) => known === name);
  if (numbered !== undefined) return { name: numbered, value: numberOf(boxed(value)) };
  throw notPlayed(args, `getsockopt ${name}`, ['SO_ERROR', 'SO_LINGER', ...NUMBERED]);
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

function pendingError(value: Expression): ScriptErrno | null {
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
