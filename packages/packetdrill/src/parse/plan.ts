/**
 * What a call means: the written form turned into one of the calls that can be played, or refused at its place.
 * Next: tcp-info-names.ts
 */
import type { Bytes } from '@lastack/tcp';
import { argument, descriptor, needCount, numberArgument, onlyFlags, socketAddress } from './argument.ts';
import type { Arguments, ScriptAddress } from './argument.ts';
import { checkErrnoText, errnoName } from './errno.ts';
import type { ScriptErrno } from './errno.ts';
import type { Expression } from './expression.ts';
import type { Place } from './problem.ts';
import { unsupported, wrong } from './problem.ts';
import { planEpollControl, planEpollCreate, planEpollWait, planIoctl, planPoll } from './readiness.ts';
import type { ReadinessCall } from './readiness.ts';
import { optionToGet, optionToSet } from './socket-option.ts';
import type { ExpectedOption, OptionToSet } from './socket-option.ts';
import { messageOf, octetsOf } from './structure.ts';
import type { CallSpec } from './system-call.ts';

export interface PlannedCall {
  /** Where the call is written. */
  readonly place: Place;
  readonly what: PlannedWhat;
  /** What it must answer. */
  readonly answer: { readonly value: number; readonly error: ScriptErrno | null };
}

export type PlannedWhat =
  | { readonly type: 'socket'; readonly nonBlocking: boolean }
  | ({ readonly type: 'bind' | 'connect'; readonly fd: number } & ScriptAddress)
  | { readonly type: 'listen'; readonly fd: number; readonly backlog: number }
  | { readonly type: 'accept'; readonly fd: number; readonly nonBlocking: boolean }
  | { readonly type: 'send'; readonly fd: number; readonly bytes: Bytes; readonly dontWait: boolean }
  /** `queued`: the TCP_CM_INQ that recvmsg() must bring; `null`: none. */
  | {
      readonly type: 'recv';
      readonly fd: number;
      readonly count: number;
      readonly dontWait: boolean;
      readonly queued: number | null;
    }
  /** A buffer at NULL. */
  | { readonly type: 'fault'; readonly fd: number; readonly reads: boolean }
  | { readonly type: 'shutdown'; readonly fd: number; readonly how: 'SHUT_RD' | 'SHUT_WR' | 'SHUT_RDWR' }
  | { readonly type: 'close'; readonly fd: number }
  | { readonly type: 'setsockopt'; readonly fd: number; readonly option: OptionToSet }
  | { readonly type: 'getsockopt'; readonly fd: number; readonly option: ExpectedOption }
  | ReadinessCall
  | { readonly type: 'get-flags'; readonly fd: number }
  | { readonly type: 'set-flags'; readonly fd: number; readonly nonBlocking: boolean };

type Planner = (args: Arguments) => PlannedWhat;

const PLANNERS: Readonly<Record<string, Planner>> = {
  socket: planSocket,
  bind: planAddress('bind'),
  listen: planListen,
  accept: planAccept(3),
  accept4: planAccept(4),
  connect: planAddress('connect'),
  write: (args) => planSend(args, 3, 3),
  send: (args) => planSend(args, 4, 4),
  sendto: (args) => planSend(args, 6, 6),
  read: (args) => planReceive(args, 3, 3),
  recv: (args) => planReceive(args, 4, 4),
  recvfrom: (args) => planReceive(args, 6, 6),
  shutdown: planShutdown,
  close: planClose,
  setsockopt: planSetOption,
  getsockopt: planGetOption,
  fcntl: planFlags,
  sendmsg: planSendMessage,
  recvmsg: planReceiveMessage,
  writev: planWriteVector,
  readv: planReadVector,
  ioctl: planIoctl,
  poll: planPoll,
  epoll_create: planEpollCreate,
  epoll_create1: planEpollCreate,
  epoll_ctl: planEpollControl,
  epoll_wait: planEpollWait,
};

/** `place` is where the call is written. */
export function planCall(call: CallSpec, place: Place): PlannedCall {
  const planner = Object.hasOwn(PLANNERS, call.name) ? PLANNERS[call.name] : undefined;
  if (planner === undefined)
    throw unsupported(place, `the system call ${call.name}()`, `Known: ${Object.keys(PLANNERS).join(', ')}.`);
  const { line, column } = place;
  return { place: { line, column }, what: planner({ call, place }), answer: planAnswer(call) };
}

function planAnswer({ result, error }: CallSpec): PlannedCall['answer'] {
  if (result.type !== 'number')
    throw unsupported(result.place, 'a result that is not a number', 'Write the number that the call returns.');
  if (error === null) return { value: result.value, error: null };
  if (result.value !== -1) throw wrong(result.place, 'a call that fails returns -1', `Write -1 ${error.name} (…).`);
  const errno = errnoName(error.name, result.place);
  checkErrnoText(errno, error.note, result.place);
  return { value: -1, error: errno };
}

function planSocket(args: Arguments): PlannedWhat {
  needCount(args, 3, 3);
  const domain = argument(args, 0);
  if (domain.type !== 'default') onlyFlags(domain, ['AF_INET', 'AF_INET6', 'PF_INET', 'PF_INET6']);
  const type = onlyFlags(argument(args, 1), ['SOCK_STREAM', 'SOCK_NONBLOCK', 'SOCK_CLOEXEC']);
  if (!type.includes('SOCK_STREAM')) throw wrong(argument(args, 1).place, 'the type lacks SOCK_STREAM', 'Add it.');
  onlyFlags(argument(args, 2), ['IPPROTO_TCP']);
  return { type: 'socket', nonBlocking: type.includes('SOCK_NONBLOCK') };
}

function planAddress(type: 'bind' | 'connect'): Planner {
  return (args) => {
    needCount(args, 3, 3);
    return { type, fd: descriptor(args), ...socketAddress(argument(args, 1)) };
  };
}

function planListen(args: Arguments): PlannedWhat {
  needCount(args, 2, 2);
  return { type: 'listen', fd: descriptor(args), backlog: numberArgument(args, 1) };
}

function planAccept(count: 3 | 4): Planner {
  return (args) => {
    needCount(args, count, count);
    const flags = count === 3 ? [] : onlyFlags(argument(args, 3), ['SOCK_NONBLOCK', 'SOCK_CLOEXEC']);
    return { type: 'accept', fd: descriptor(args), nonBlocking: flags.includes('SOCK_NONBLOCK') };
  };
}

function planSend(args: Arguments, least: number, most: number): PlannedWhat {
  needCount(args, least, most);
  const flags = most === 3 ? [] : onlyFlags(argument(args, 3), ['MSG_NOSIGNAL', 'MSG_DONTWAIT']);
  for (const index of [4, 5]) if (index < most) needDefault(args, index);
  const buffer = argument(args, 1);
  const count = numberArgument(args, 2);
  if (isNull(buffer)) return { type: 'fault', fd: descriptor(args), reads: false };
  if (count < 0 || count > 1 << 24) throw wrong(argument(args, 2).place, 'a write of 0 to 16 MiB', 'Write fewer.');
  const dontWait = flags.includes('MSG_DONTWAIT');
  if (buffer.type === 'default') return { type: 'send', fd: descriptor(args), bytes: zeros(count), dontWait };
  if (buffer.type !== 'string' || buffer.text.length < count)
    throw wrong(
      buffer.place,
      `the buffer does not hold ${count} octets`,
      'Write ... or a string as long as the count.',
    );
  return { type: 'send', fd: descriptor(args), bytes: buffer.text.slice(0, count), dontWait };
}

function planReceive(args: Arguments, least: number, most: number): PlannedWhat {
  needCount(args, least, most);
  if (isNull(argument(args, 1))) return { type: 'fault', fd: descriptor(args), reads: true };
  needDefault(args, 1);
  const flags = most === 3 ? [] : onlyFlags(argument(args, 3), ['MSG_DONTWAIT']);
  for (const index of [4, 5]) if (index < most) needDefault(args, index);
  const count = numberArgument(args, 2);
  return { type: 'recv', fd: descriptor(args), count, dontWait: flags.includes('MSG_DONTWAIT'), queued: null };
}

function planSendMessage(args: Arguments): PlannedWhat {
  needCount(args, 3, 3);
  const flags = onlyFlags(argument(args, 2), ['MSG_NOSIGNAL', 'MSG_DONTWAIT']);
  const { octets } = messageOf(argument(args, 1), true);
  return { type: 'send', fd: descriptor(args), bytes: zeros(octets), dontWait: flags.includes('MSG_DONTWAIT') };
}

function planReceiveMessage(args: Arguments): PlannedWhat {
  needCount(args, 3, 3);
  const flags = onlyFlags(argument(args, 2), ['MSG_DONTWAIT']);
  const { octets, queued } = messageOf(argument(args, 1), false);
  return { type: 'recv', fd: descriptor(args), count: octets, dontWait: flags.includes('MSG_DONTWAIT'), queued };
}

function planWriteVector(args: Arguments): PlannedWhat {
  needCount(args, 3, 3);
  return { type: 'send', fd: descriptor(args), bytes: zeros(octetsOf(argument(args, 1))), dontWait: false };
}

function planReadVector(args: Arguments): PlannedWhat {
  needCount(args, 3, 3);
  return { type: 'recv', fd: descriptor(args), count: octetsOf(argument(args, 1)), dontWait: false, queued: null };
}

const isNull = (buffer: Expression): boolean => buffer.type === 'word' && buffer.name === 'NULL';

/** packetdrill's default buffer. */
const zeros = (count: number): Bytes => '\0'.repeat(count);

function needDefault(args: Arguments, index: number): void {
  const found = argument(args, index);
  if (found.type === 'default' || (index > 3 && found.type === 'number' && found.value === 0)) return;
  throw unsupported(found.place, `this argument of ${args.call.name}()`, 'Only ... is played here.');
}

function planShutdown(args: Arguments): PlannedWhat {
  needCount(args, 2, 2);
  const how = argument(args, 1);
  if (how.type === 'word' && (how.name === 'SHUT_RD' || how.name === 'SHUT_WR' || how.name === 'SHUT_RDWR'))
    return { type: 'shutdown', fd: descriptor(args), how: how.name };
  throw wrong(how.place, 'expected SHUT_RD, SHUT_WR or SHUT_RDWR', 'Write one of the three.');
}

function planClose(args: Arguments): PlannedWhat {
  needCount(args, 1, 1);
  return { type: 'close', fd: descriptor(args) };
}

function planSetOption(args: Arguments): PlannedWhat {
  needCount(args, 5, 5);
  return { type: 'setsockopt', fd: descriptor(args), option: optionToSet(args) };
}

function planGetOption(args: Arguments): PlannedWhat {
  needCount(args, 5, 5);
  return { type: 'getsockopt', fd: descriptor(args), option: optionToGet(args) };
}

function planFlags(args: Arguments): PlannedWhat {
  needCount(args, 2, 3);
  const command = argument(args, 1);
  if (command.type === 'word' && command.name === 'F_GETFL') return { type: 'get-flags', fd: descriptor(args) };
  if (command.type !== 'word' || command.name !== 'F_SETFL')
    throw unsupported(command.place, 'this command of fcntl()', 'Only F_GETFL and F_SETFL are played.');
  const flags = onlyFlags(argument(args, 2), ['O_RDWR', 'O_NONBLOCK']);
  return { type: 'set-flags', fd: descriptor(args), nonBlocking: flags.includes('O_NONBLOCK') };
}
