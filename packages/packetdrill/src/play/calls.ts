/**
 * Playing a system call: to the host, and its answer against the script's.
 * Next: commands.ts
 */
import type { CallResult, HostSocketOption, SystemCall } from '@lastack/simulator';
import { isSynchronized } from '@lastack/tcp';
import type { ErrnoName } from '@lastack/tcp';
import type { PlannedCall, PlannedWhat } from '../parse/plan.ts';
import { printCall } from '../parse/print.ts';
import type { ScriptOptions } from '../parse/option-line.ts';
import type { ExpectedOption } from '../parse/socket-option.ts';
import type { CallSpec } from '../parse/system-call.ts';
import type { Descriptor, Descriptors } from './descriptors.ts';
import { Numbers } from './numbers.ts';
import { Difference } from './result.ts';
import type { Subject } from './subject.ts';

export interface CallStage {
  readonly subject: Subject;
  readonly descriptors: Descriptors;
  readonly options: ScriptOptions;
}

/** What a call has answered: a number and an errno, as POSIX gives them. */
export interface Answer {
  readonly value: number;
  readonly error: ErrnoName | null;
}

type Then = (answer: Answer) => void;

/** Where connect() and accept() take over what they learn. */
interface Work {
  readonly stage: CallStage;
  readonly planned: PlannedCall;
  readonly then: Then;
}

/**
 * Begins the call. `then` is told the answer in the instant of the return: now, or later when the call blocks.
 */
export function beginCall(stage: CallStage, planned: PlannedCall, then: Then): void {
  const work = { stage, planned, then };
  const { what } = planned;
  if (what.type === 'socket') return openSocket(work, what.nonBlocking);
  const descriptor = stage.descriptors.get(what.fd);
  if (descriptor === null) return then({ value: -1, error: 'EBADF' });
  onDescriptor(work, what, descriptor);
}

function onDescriptor(work: Work, what: Exclude<PlannedWhat, { type: 'socket' }>, descriptor: Descriptor): void {
  const { stage, then } = work;
  const fd = descriptor.live;
  const { bindPort, connectPort } = stage.options;
  switch (what.type) {
    case 'bind': {
      const address = what.address ?? stage.subject.local;
      return plain(work, { call: 'bind', fd, port: what.port ?? bindPort, address });
    }
    case 'listen':
      return listen(work, { call: 'listen', fd, backlog: what.backlog }, descriptor);
    case 'accept':
      return accept(work, fd, what.nonBlocking);
    case 'connect':
      return connect(work, descriptor, what.address ?? stage.subject.remote, what.port ?? connectPort);
    case 'send':
      return send(work, descriptor, what);
    case 'recv':
      return withoutWaiting(work, descriptor, what.dontWait, { call: 'recv', fd, count: what.count });
    case 'shutdown':
      return plain(work, { call: 'shutdown', fd, how: what.how });
    case 'close':
      stage.descriptors.remove(what.fd);
      return plain(work, { call: 'close', fd });
    case 'setsockopt':
      return setOption(work, descriptor, what.option);
    case 'getsockopt':
      return then(getOption(stage, descriptor, what.option));
    case 'get-flags':
      return then({ value: descriptor.nonBlocking ? O_RDWR | O_NONBLOCK[stage.subject.profile] : O_RDWR, error: null });
    case 'set-flags':
      descriptor.nonBlocking = what.nonBlocking;
      return plain(work, { call: 'fcntl', fd, nonBlocking: what.nonBlocking });
  }
}

const O_RDWR = 2;
/** fcntl.h of Linux (x86) and of FreeBSD. */
const O_NONBLOCK = { rfc9293: 0x800, linux: 0x800, freebsd: 0x4 } as const;

/** A call whose answer concerns nobody but the script. */
function plain({ stage, then }: Work, call: SystemCall, after: (answer: Answer) => void = () => {}): void {
  const finish = (result: CallResult): void => {
    const answer = answerOf(result);
    after(answer);
    then(answer);
  };
  let returned = false;
  const result = stage.subject.call(call, (late) => {
    if (returned) return;
    returned = true;
    finish(late);
  });
  if (result === null || returned) return;
  returned = true;
  finish(result);
}

function answerOf({ value, error }: CallResult): Answer {
  if (error !== null) return { value: -1, error };
  if (value === null) return { value: 0, error: null };
  return { value: typeof value === 'string' ? value.length : value, error: null };
}

function openSocket(work: Work, nonBlocking: boolean): void {
  const { descriptors, subject, options } = work.stage;
  plain(work, { call: 'socket', nonBlocking }, ({ value, error }) => {
    if (error !== null) return;
    const numbers = new Numbers('new', options.bindPort, options.connectPort);
    descriptors.add(work.planned.answer.value, value, numbers, nonBlocking);
    descriptors.underTest = numbers;
    const { receiveBuffer } = subject;
    if (receiveBuffer === null) return;
    subject.call({ call: 'setsockopt', fd: value, option: { name: 'SO_RCVBUF', value: receiveBuffer } });
  });
}

function listen(work: Work, call: SystemCall, descriptor: Descriptor): void {
  plain(work, call, ({ error }) => {
    if (error !== null) return;
    descriptor.numbers.stage = 'listening';
    work.stage.descriptors.underTest = descriptor.numbers;
  });
}

/** The child is the connection whose packets the script has been playing. */
function accept(work: Work, fd: number, nonBlocking: boolean): void {
  const { descriptors, subject } = work.stage;
  plain(work, { call: 'accept', fd }, ({ value, error }) => {
    if (error !== null || descriptors.underTest === null) return;
    descriptors.add(work.planned.answer.value, value, descriptors.underTest, nonBlocking);
    if (nonBlocking) subject.call({ call: 'fcntl', fd: value, nonBlocking });
  });
}

function connect(work: Work, descriptor: Descriptor, address: string, port: number): void {
  const { numbers } = descriptor;
  if (numbers.stage === 'new') {
    numbers.stage = 'connecting';
    numbers.localPort = null;
    numbers.remotePort = port;
    work.stage.descriptors.underTest = numbers;
  }
  plain(work, { call: 'connect', fd: descriptor.live, address, port });
}

/** Octets may leave before the call returns, and fewer may be taken than were offered. */
function send(work: Work, descriptor: Descriptor, what: Extract<PlannedWhat, { type: 'send' }>): void {
  const { descriptors } = work.stage;
  const { numbers, live } = descriptor;
  const before = descriptors.writtenBy(numbers);
  descriptors.setWritten(numbers, before + what.bytes);
  const then: Then = (answer) => {
    descriptors.setWritten(numbers, before + what.bytes.slice(0, Math.max(0, answer.value)));
    work.then(answer);
  };
  withoutWaiting({ ...work, then }, descriptor, what.dontWait, { call: 'send', fd: live, bytes: what.bytes });
}

/** MSG_DONTWAIT: O_NONBLOCK for the length of one call. */
function withoutWaiting(work: Work, descriptor: Descriptor, dontWait: boolean, call: SystemCall): void {
  const set = (nonBlocking: boolean): void => {
    work.stage.subject.call({ call: 'fcntl', fd: descriptor.live, nonBlocking });
  };
  const changes = dontWait && !descriptor.nonBlocking;
  if (changes) set(true);
  plain(work, call);
  if (changes) set(false);
}

function setOption(work: Work, descriptor: Descriptor, option: HostSocketOption): void {
  plain(work, { call: 'setsockopt', fd: descriptor.live, option }, ({ error }) => {
    if (error === null && option.name === 'SO_RCVBUF') descriptor.receiveBuffer = option.value;
  });
}

function getOption(stage: CallStage, descriptor: Descriptor, expected: ExpectedOption): Answer {
  if (expected.name === 'SO_RCVBUF') {
    const octets = receiveBuffer(stage.subject, descriptor);
    if (octets === expected.octets) return { value: 0, error: null };
    throw new Difference('call', 'SO_RCVBUF is another', { expected: `[${expected.octets}]`, got: `[${octets}]` });
  }
  const result = stage.subject.call({ call: 'getsockopt', fd: descriptor.live, name: 'SO_ERROR' });
  if (result === null || result.error !== null) return { value: -1, error: result?.error ?? null };
  const got = typeof result.value === 'string' ? result.value : 0;
  if (got === (expected.error ?? 0)) return { value: 0, error: null };
  throw new Difference('call', 'the pending error is another', {
    expected: `[${expected.error ?? 0}]`,
    got: `[${got}]`,
  });
}

/** socket(7): Linux doubles what was set. FreeBSD rounds it up to a whole number of segments (tcp_mss()). */
function receiveBuffer(subject: Subject, descriptor: Descriptor): number {
  const view = subject.sockets().find(({ fds }) => fds.includes(descriptor.live));
  const tcb = view?.tcb ?? null;
  if (subject.profile !== 'freebsd') return descriptor.receiveBuffer === null ? 131_072 : 2 * descriptor.receiveBuffer;
  const octets = descriptor.receiveBuffer ?? subject.receiveBuffer ?? 65_536;
  if (tcb === null || tcb.state === 'TIME-WAIT' || !isSynchronized(tcb.state)) return octets;
  return Math.ceil(octets / tcb.snd.mss) * tcb.snd.mss;
}

/** The answer against the script's; both shown as the script would write them. */
export function judge(spec: CallSpec, planned: PlannedCall, answer: Answer, place = planned.place): void {
  const { value, error } = planned.answer;
  // A descriptor's number is the script's to choose.
  const opens = planned.what.type === 'socket' || planned.what.type === 'accept';
  const same = answer.error === error && (answer.value === value || (opens && answer.value >= 0 && value >= 0));
  if (same) return;
  const expected = printCall(spec);
  const got = expected.replace(/ = .*$/, ` = ${answer.value}${answer.error === null ? '' : ` ${answer.error}`}`);
  throw new Difference('call', `${spec.name}() answered something else`, { expected, got, place });
}
