/**
 * poll(2), epoll(7) and the ioctls that count octets, answered from what the simulated host shows of its sockets.
 * The rules are Linux's tcp_poll(). Next: calls.ts
 */
import { distance } from '@lastack/tcp';
import type { EpollEvent, PollItem, Ready } from '../parse/structure.ts';
import type { ReadinessCall } from '../parse/readiness.ts';
import { SUCCESS } from './answer.ts';
import type { Answer } from './answer.ts';
import type { Descriptor, Descriptors, Watched } from './descriptors.ts';
import { Difference } from './result.ts';
import type { Subject } from './subject.ts';

interface Stage {
  readonly subject: Subject;
  readonly descriptors: Descriptors;
}

type Then = (answer: Answer | Difference) => void;

/** What the kernel tells whether it was asked for or not. */
const ALWAYS: readonly Ready[] = ['ERR', 'HUP'];

export function askReadiness(stage: Stage, call: ReadinessCall, then: Then): void {
  switch (call.type) {
    case 'poll':
      return wait(
        stage,
        call.timeout,
        () => polled(stage, call.items, false),
        () => polled(stage, call.items, true)!,
        then,
      );
    case 'epoll-create':
      return then({ value: 0, error: null });
    case 'epoll-ctl':
      return then(control(stage, call));
    case 'epoll-wait': {
      const told = (): Answer | Difference | null => epolled(stage, call);
      // When nothing comes the array is not written, and so not compared: run_system_call.c, syscall_epoll_wait().
      return wait(stage, call.timeout, told, () => SUCCESS, then);
    }
    case 'ioctl':
      return then(counted(stage, call));
  }
}

/** Asks now, and whenever something has happened, until there is an answer or the time is over. */
function wait(
  { subject }: Stage,
  timeout: number,
  ask: () => Answer | Difference | null,
  late: () => Answer | Difference,
  then: Then,
): void {
  const now = ask();
  if (now !== null || timeout === 0) return then(now ?? late());
  subject.watch(timeout < 0 ? null : subject.now + timeout * 1_000, (over) => {
    const answer = ask() ?? (over ? late() : null);
    if (answer === null) return false;
    then(answer);
    return true;
  });
}

/** What is ready at a socket. tcp_poll() */
function readyAt({ subject }: Stage, descriptor: Descriptor): readonly Ready[] {
  const view = subject.viewOf(descriptor.live);
  if (view === null) return [];
  const { readable, writable, peerClosed, hungUp, failed } = view.ready;
  return [
    ...(readable ? (['IN', 'RDNORM'] as const) : []),
    ...(writable ? (['OUT', 'WRNORM'] as const) : []),
    ...(peerClosed ? (['RDHUP'] as const) : []),
    ...(hungUp ? (['HUP'] as const) : []),
    ...(failed ? (['ERR'] as const) : []),
  ];
}

const asked = (ready: readonly Ready[], events: readonly Ready[]): readonly Ready[] =>
  ready.filter((each) => events.includes(each) || ALWAYS.includes(each));

const sameSet = (a: readonly Ready[], b: readonly Ready[]): boolean => [...a].sort().join() === [...b].sort().join();

function polled(stage: Stage, items: readonly PollItem[], over: boolean): Answer | Difference | null {
  const got = items.map(({ fd, events }) => {
    const descriptor = stage.descriptors.get(fd);
    return descriptor === null ? [] : asked(readyAt(stage, descriptor), events);
  });
  const value = got.filter((each) => each.length > 0).length;
  if (value === 0 && !over) return null;
  const wrong = items.findIndex(({ revents }, index) => !sameSet(revents, got[index]!));
  if (wrong < 0) return { value, error: null };
  return new Difference('call', `revents of descriptor ${items[wrong]!.fd} are others`, {
    expected: shown(items[wrong]!.revents, 'POLL'),
    got: shown(got[wrong]!, 'POLL'),
  });
}

const shown = (ready: readonly Ready[], prefix: string): string =>
  ready.length === 0 ? '0' : ready.map((each) => prefix + each).join('|');

function control(stage: Stage, call: Extract<ReadinessCall, { type: 'epoll-ctl' }>): Answer {
  const watched = stage.descriptors.epoll(call.epoll);
  const descriptor = stage.descriptors.get(call.fd);
  if (watched === null || descriptor === null) return { value: -1, error: 'EBADF' };
  const known = watched.find((each) => each.descriptor === descriptor);
  if ((call.how === 'ADD') === (known !== undefined))
    throw new Difference('call', `epoll_ctl() of descriptor ${call.fd}: ${known ? 'EEXIST' : 'ENOENT'}`);
  if (known !== undefined) watched.splice(watched.indexOf(known), 1);
  if (call.event !== null && call.how !== 'DEL')
    watched.push({ descriptor, event: call.event, last: null, disabled: false });
  return SUCCESS;
}

function epolled(stage: Stage, call: Extract<ReadinessCall, { type: 'epoll-wait' }>): Answer | Difference | null {
  const watched = stage.descriptors.epoll(call.epoll);
  if (watched === null) return { value: -1, error: 'EBADF' };
  const told = watched.flatMap((each) => event(stage, each)).slice(0, call.most);
  if (told.length === 0) return null;
  told.forEach(({ tell }) => tell());
  const got = told.map(({ ready, data }) => `{events=${shown(ready, 'EPOLL')}, fd=${data}}`).join(', ');
  const same = call.events.every(
    ({ events, data }, index) => told[index] && sameSet(events, told[index].ready) && data === told[index].data,
  );
  if (same) return { value: told.length, error: null };
  return new Difference('call', 'the events are others', { expected: listed(call.events), got: `[${got}]` });
}

const listed = (events: readonly EpollEvent[]): string =>
  `[${events.map((each) => `{events=${shown(each.events, 'EPOLL')}, fd=${each.data}}`).join(', ')}]`;

/** What a watched descriptor has to tell; EPOLLET tells once, until something new has happened. */
function event(stage: Stage, watched: Watched) {
  const { descriptor, event: wanted } = watched;
  if (watched.disabled || stage.descriptors.isClosed(descriptor)) return [];
  const ready = asked(readyAt(stage, descriptor), wanted.events);
  const view = stage.subject.viewOf(descriptor.live);
  const signature = `${shown(ready, '')} ${arrivals(view)}`;
  const again = wanted.modes.includes('ET') && watched.last === signature;
  if (ready.length === 0) watched.last = signature;
  if (ready.length === 0 || again) return [];
  const tell = (): void => {
    watched.last = signature;
    watched.disabled = wanted.modes.includes('ONESHOT');
  };
  return [{ ready, data: wanted.data, tell }];
}

/** Grows with what arrives: text, a FIN, a connection. */
function arrivals(view: View | null): number {
  if (view === null || view.tcb === null || view.tcb.state === 'TIME-WAIT') return 0;
  return view.state === 'LISTEN' ? view.recvQ : distance(view.tcb.rcv.irs, view.tcb.rcv.nxt);
}

function counted(stage: Stage, call: Extract<ReadinessCall, { type: 'ioctl' }>): Answer | Difference {
  const descriptor = stage.descriptors.get(call.fd);
  if (descriptor === null) return { value: -1, error: 'EBADF' };
  const view = stage.subject.viewOf(descriptor.live);
  if (view === null || view.state === 'LISTEN') return { value: -1, error: 'EINVAL' };
  const got = octets(view, call.request);
  if (got === call.octets) return SUCCESS;
  return new Difference('call', 'another number of octets', { expected: `[${call.octets}]`, got: `[${got}]` });
}

type View = NonNullable<ReturnType<Subject['viewOf']>>;

function octets({ ready, tcb }: View, request: 'received' | 'unacknowledged' | 'unsent'): number {
  if (request === 'received') return ready.octets;
  if (tcb === null || tcb.state === 'TIME-WAIT' || tcb.state === 'CLOSED') return 0;
  const { buffer, una, nxt, closing, synAcknowledged } = tcb.snd;
  if (!synAcknowledged) return 0;
  // The FIN has a number, and counts.
  const all = buffer.length + (closing ? 1 : 0);
  return request === 'unacknowledged' ? all : all - distance(una, nxt);
}
