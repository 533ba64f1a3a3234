/**
 * The structures that calls take: messages of sendmsg and recvmsg, their parts, what poll and epoll wait for.
 * sendmsg(2), recvmsg(2), readv(2), poll(2), epoll_ctl(2).
 * Next: socket-option.ts
 */
import { flagNames, numberOf } from './argument.ts';
import type { Expression } from './expression.ts';
import { unsupported, wrong } from './problem.ts';

const IOV_HELP = 'Write [{..., 1000}].';
const MESSAGE_HELP = 'Write {msg_name(...)=..., msg_iov(1)=[{..., 1000}], msg_flags=0}.';

/** The octets that an array of `{..., 1000}` holds together. */
export function octetsOf(vector: Expression): number {
  if (vector.type !== 'list') throw wrong(vector.place, 'expected an array of buffers here', IOV_HELP);
  return vector.items.reduce((sum, part) => {
    const [buffer, length] = part.type === 'struct' ? part.fields : [];
    if (part.type !== 'struct' || part.fields.length !== 2) throw wrong(part.place, 'expected a buffer here', IOV_HELP);
    if (buffer!.value.type !== 'default') throw unsupported(buffer!.value.place, 'a buffer with a text', IOV_HELP);
    return sum + numberOf(length!.value);
  }, 0);
}

export interface Message {
  readonly octets: number;
  /** What msg_control must hold after recvmsg(): TCP_CM_INQ's octets, or `null`. */
  readonly queued: number | null;
}

/** A message header. `sending`: it may carry no control message then. */
export function messageOf(header: Expression, sending: boolean): Message {
  const vector = fieldOf(header, 'msg_iov', MESSAGE_HELP);
  const { value, count } = vector;
  if (count !== null && count.type === 'number' && value.type === 'list' && count.value !== value.items.length)
    throw wrong(value.place, `msg_iov holds ${value.items.length} buffers, not ${count.value}`, MESSAGE_HELP);
  const flags = fieldOf(header, 'msg_flags', MESSAGE_HELP).value;
  const [flag] = flagNames(flags);
  if (flag !== undefined) throw unsupported(flags.place, `the flag ${flag} of a message`, 'Write msg_flags=0.');
  const control = optionalField(header, 'msg_control')?.value;
  const queued = control === undefined ? null : controlOf(control, sending);
  return { octets: octetsOf(value), queued };
}

function controlOf(control: Expression, sending: boolean): number | null {
  if (control.type === 'list' && control.items.length === 0) return null;
  const item = control.type === 'list' && control.items.length === 1 ? control.items[0]! : null;
  const help = 'Write {cmsg_level=SOL_TCP, cmsg_type=TCP_CM_INQ, cmsg_data=0}, or leave msg_control out.';
  const level = item && fieldOf(item, 'cmsg_level', help).value;
  const type = item && fieldOf(item, 'cmsg_type', help).value;
  if (sending || level?.type !== 'word' || level.name !== 'SOL_TCP' || type?.type !== 'word')
    throw unsupported(control.place, 'this control message', help);
  if (type.name !== 'TCP_CM_INQ') throw unsupported(type.place, `the control message ${type.name}`, help);
  return numberOf(fieldOf(item!, 'cmsg_data', help).value);
}

/** The field of this name; refused when the structure lacks it. */
export function fieldOf(structure: Expression, name: string, help: string) {
  if (structure.type !== 'struct') throw wrong(structure.place, 'expected a structure here', help);
  const found = optionalField(structure, name);
  if (found === undefined) throw wrong(structure.place, `the structure lacks ${name}`, help);
  return found;
}

function optionalField(structure: Expression, name: string) {
  return structure.type === 'struct' ? structure.fields.find((field) => field.name === name) : undefined;
}

/** What poll() and epoll can tell here, by the names that both share after their prefix. */
export const READY = ['IN', 'OUT', 'ERR', 'HUP', 'RDHUP', 'RDNORM', 'WRNORM'] as const;
export type Ready = (typeof READY)[number];

const EPOLL_MODES = ['ET', 'ONESHOT', 'EXCLUSIVE'] as const;
export type EpollMode = (typeof EPOLL_MODES)[number];

export interface PollItem {
  readonly fd: number;
  readonly events: readonly Ready[];
  /** What the call must answer. */
  readonly revents: readonly Ready[];
}

/** `[{fd=4, events=POLLIN, revents=POLLIN}]` */
export function pollItems(array: Expression): readonly PollItem[] {
  const help = 'Write [{fd=4, events=POLLIN, revents=POLLIN}].';
  if (array.type !== 'list') throw wrong(array.place, 'expected an array of structures here', help);
  return array.items.map((item) => {
    const revents = optionalField(item, 'revents');
    return {
      fd: numberOf(fieldOf(item, 'fd', help).value),
      events: readyNames(fieldOf(item, 'events', help).value, 'POLL'),
      revents: revents === undefined ? [] : readyNames(revents.value, 'POLL'),
    };
  });
}

export interface EpollEvent {
  readonly events: readonly Ready[];
  readonly modes: readonly EpollMode[];
  /** fd, ptr, u32 or u64: whatever the script wants to get back. */
  readonly data: number;
}

/** `{events=EPOLLIN|EPOLLET, fd=4}` */
export function epollEvent(structure: Expression): EpollEvent {
  const help = 'Write {events=EPOLLIN, fd=4}.';
  const events = fieldOf(structure, 'events', help).value;
  const modes = EPOLL_MODES.filter((mode) => flagNames(events).includes(`EPOLL${mode}`));
  const data = ['fd', 'ptr', 'u32', 'u64'].map((name) => optionalField(structure, name)).find((field) => field);
  if (data === undefined) throw wrong(structure.place, 'the structure lacks fd, ptr, u32 or u64', help);
  return { events: readyNames(events, 'EPOLL', modes), modes, data: numberOf(data.value) };
}

function readyNames(flags: Expression, prefix: 'POLL' | 'EPOLL', modes: readonly string[] = []): readonly Ready[] {
  const names = flagNames(flags).filter((name) => !modes.some((mode) => name === prefix + mode));
  return names.map((name) => {
    const ready = READY.find((known) => name === prefix + known);
    if (ready !== undefined) return ready;
    throw unsupported(flags.place, `the event ${name}`, `Known: ${READY.map((known) => prefix + known).join(', ')}.`);
  });
}
