/**
 * Calls that ask whether others would block: poll(2), epoll(7), and the ioctls that count octets: tcp(7).
 * Next: plan.ts
 */
import { argument, descriptor, needCount, numberArgument, onlyFlags } from './argument.ts';
import type { Arguments } from './argument.ts';
import { boxed, numberOf } from './argument.ts';
import { unsupported, wrong } from './problem.ts';
import { epollEvent, pollItems } from './structure.ts';
import type { EpollEvent, PollItem } from './structure.ts';

export type ReadinessCall =
  /** `timeout` in milliseconds; −1: for ever. */
  | { readonly type: 'poll'; readonly items: readonly PollItem[]; readonly timeout: number }
  | { readonly type: 'epoll-create' }
  | {
      readonly type: 'epoll-ctl';
      readonly epoll: number;
      readonly how: 'ADD' | 'MOD' | 'DEL';
      readonly fd: number;
      readonly event: EpollEvent | null;
    }
  | {
      readonly type: 'epoll-wait';
      readonly epoll: number;
      readonly events: readonly EpollEvent[];
      readonly most: number;
      readonly timeout: number;
    }
  /** `unsent`: only what has not left yet. */
  | {
      readonly type: 'ioctl';
      readonly fd: number;
      readonly request: 'received' | 'unacknowledged' | 'unsent';
      readonly octets: number;
    };

const REQUESTS: Readonly<Record<string, 'received' | 'unacknowledged' | 'unsent'>> = {
  SIOCINQ: 'received',
  FIONREAD: 'received',
  SIOCOUTQ: 'unacknowledged',
  TIOCOUTQ: 'unacknowledged',
  SIOCOUTQNSD: 'unsent',
};

export function planPoll(args: Arguments): ReadinessCall {
  needCount(args, 3, 3);
  const items = pollItems(argument(args, 0));
  if (numberArgument(args, 1) !== items.length)
    throw wrong(argument(args, 1).place, `the array holds ${items.length} structures`, 'Write their number.');
  return { type: 'poll', items, timeout: numberArgument(args, 2) };
}

export function planEpollCreate(args: Arguments): ReadinessCall {
  needCount(args, 1, 1);
  if (args.call.name === 'epoll_create1') onlyFlags(argument(args, 0), ['EPOLL_CLOEXEC']);
  return { type: 'epoll-create' };
}

export function planEpollControl(args: Arguments): ReadinessCall {
  needCount(args, 4, 4);
  const how = argument(args, 1);
  const names = { EPOLL_CTL_ADD: 'ADD', EPOLL_CTL_MOD: 'MOD', EPOLL_CTL_DEL: 'DEL' } as const;
  if (how.type !== 'word' || !Object.hasOwn(names, how.name))
    throw wrong(how.place, 'expected EPOLL_CTL_ADD, EPOLL_CTL_MOD or EPOLL_CTL_DEL', 'Write one of the three.');
  const last = argument(args, 3);
  const event = last.type === 'struct' ? epollEvent(last) : null;
  const mode = names[how.name as keyof typeof names];
  if (event === null && mode !== 'DEL')
    throw wrong(last.place, 'expected events here', 'Write {events=EPOLLIN, fd=4}.');
  return { type: 'epoll-ctl', epoll: descriptor(args), how: mode, fd: numberArgument(args, 2), event };
}

export function planEpollWait(args: Arguments): ReadinessCall {
  needCount(args, 4, 4);
  const array = argument(args, 1);
  const events =
    array.type === 'list' ? array.items.map(epollEvent) : array.type === 'struct' ? [epollEvent(array)] : [];
  if (array.type !== 'list' && array.type !== 'struct' && array.type !== 'default')
    throw wrong(array.place, 'expected the events that come', 'Write [{events=EPOLLIN, fd=4}], or ... for none.');
  return {
    type: 'epoll-wait',
    epoll: descriptor(args),
    events,
    most: numberArgument(args, 2),
    timeout: numberArgument(args, 3),
  };
}

export function planIoctl(args: Arguments): ReadinessCall {
  needCount(args, 3, 3);
  const request = argument(args, 1);
  const known = request.type === 'word' ? REQUESTS[request.name] : undefined;
  if (known === undefined)
    throw unsupported(request.place, 'this request of ioctl()', `Known: ${Object.keys(REQUESTS).join(', ')}.`);
  return { type: 'ioctl', fd: descriptor(args), request: known, octets: numberOf(boxed(argument(args, 2))) };
}
