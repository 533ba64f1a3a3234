/**
 * Playing a system call: to the host, and its answer against the script's.
 * Next: commands.ts
 */
import type { CallResult, HostSocketOption, SystemCall } from '@lastack/simulator';
import type { PlannedCall, PlannedWhat } from '../parse/plan.ts';
import { printCall } from '../parse/print.ts';
import type { ScriptOptions } from '../parse/option-line.ts';
import type { ReadinessCall } from '../parse/readiness.ts';
import type { OptionToSet } from '../parse/socket-option.ts';
import type { CallSpec } from '../parse/system-call.ts';
import { answerOf, SUCCESS } from './answer.ts';
import type { Answer } from './answer.ts';
import { connectAgain, faulty } from './connecting.ts';
import type { Descriptor, Descriptors } from './descriptors.ts';
import { Numbers } from './numbers.ts';
import { getOption, remember, setOwnOption } from './option-values.ts';
import { askReadiness } from './readiness.ts';
import { Difference } from './result.ts';
import type { Subject } from './subject.ts';

export interface CallStage {
  readonly subject: Subject;
  readonly descriptors: Descriptors;
  readonly options: ScriptOptions;
}

/** Told what a call has answered, or in what else than its answer it differs. */
type Then = (answer: Answer | Difference) => void;

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
  if (what.type === 'epoll-create') stage.descriptors.addEpoll(planned.answer.value);
  if (isReadiness(what)) return askReadiness(stage, what, then);
  const descriptor = stage.descriptors.get(what.fd);
  if (descriptor === null && what.type === 'close' && stage.descriptors.epoll(what.fd) !== null) {
    stage.descriptors.remove(what.fd);
    return then(SUCCESS);
  }
  if (descriptor === null) return then({ value: -1, error: 'EBADF' });
  onDescriptor(work, what, descriptor);
}

const isReadiness = (what: PlannedWhat): what is ReadinessCall =>
  ['poll', 'epoll-create', 'epoll-ctl', 'epoll-wait', 'ioctl'].includes(what.type);

type OnDescriptor = Exclude<PlannedWhat, { type: 'socket' } | ReadinessCall>;

function onDescriptor(work: Work, what: OnDescriptor, descriptor: Descriptor): void {
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
      return accept(work, descriptor, what.nonBlocking);
    case 'connect':
      return connect(work, descriptor, what.address ?? stage.subject.remote, what.port ?? connectPort);
    case 'send':
      return send(work, descriptor, what);
    case 'recv':
      return receive(work, descriptor, what);
    case 'fault':
      return then(faulty(stage.subject, fd, what.reads));
    case 'shutdown':
      return plain(work, { call: 'shutdown', fd, how: what.how });
    case 'close':
      stage.descriptors.remove(what.fd);
      return plain(work, { call: 'close', fd });
    case 'setsockopt':
      return setOption(work, descriptor, what.option);
    case 'getsockopt':
      return then(getOption(stage.subject, descriptor, what.option));
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

type After = (answer: Answer) => Difference | void;

/** A call whose answer concerns nobody but the script. */
function plain({ stage, then }: Work, call: SystemCall, after: After = () => {}): void {
  const finish = (result: CallResult): void => {
    const answer = answerOf(result);
    then(after(answer) ?? answer);
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
  work.stage.subject.userMss = descriptor.options.get('TCP_MAXSEG') ?? 0;
  plain(work, call, ({ error }) => {
    if (error !== null) return;
    descriptor.numbers.stage = 'listening';
    work.stage.descriptors.underTest = descriptor.numbers;
  });
}

/** The child is the connection whose packets the script has been playing. */
function accept(work: Work, listener: Descriptor, nonBlocking: boolean): void {
  const { descriptors, subject } = work.stage;
  plain(work, { call: 'accept', fd: listener.live }, ({ value, error }) => {
    if (error !== null || descriptors.underTest === null) return;
    descriptors.add(work.planned.answer.value, value, descriptors.underTest, nonBlocking, listener);
    if (nonBlocking) subject.call({ call: 'fcntl', fd: value, nonBlocking });
  });
}

function connect(work: Work, descriptor: Descriptor, address: string, port: number): void {
  const { numbers } = descriptor;
  const again = connectAgain(work.stage.subject, descriptor);
  if (again !== null) return work.then(again);
  work.stage.subject.userMss = descriptor.options.get('TCP_MAXSEG') ?? 0;
  if (numbers.stage === 'new') {
    numbers.stage = 'connecting';
    numbers.localPort = null;
    numbers.remotePort = port;
    work.stage.descriptors.underTest = numbers;
  }
  plain(work, { call: 'connect', fd: descriptor.live, address, port }, ({ error }) => {
    if (error === 'EINPROGRESS') descriptor.connecting = 'begun';
  });
}

/** Octets may leave before the call returns, and fewer may be taken than were offered. */
function send(work: Work, descriptor: Descriptor, what: Extract<PlannedWhat, { type: 'send' }>): void {
  const { descriptors } = work.stage;
  const { numbers, live } = descriptor;
  const before = descriptors.writtenBy(numbers);
  descriptors.setWritten(numbers, before + what.bytes);
  const then: Then = (answer) => {
    const taken = answer instanceof Difference ? 0 : Math.max(0, answer.value);
    descriptors.setWritten(numbers, before + what.bytes.slice(0, taken));
    work.then(answer);
  };
  withoutWaiting({ ...work, then }, descriptor, what.dontWait, { call: 'send', fd: live, bytes: what.bytes });
}

/** recvmsg() with TCP_INQ tells what is left: octets, or one for the end of the stream. tcp_inq_hint() */
function receive(work: Work, descriptor: Descriptor, what: Extract<PlannedWhat, { type: 'recv' }>): void {
  const { subject } = work.stage;
  const told = (): Difference | void => {
    if (what.queued === null) return;
    const ready = subject.viewOf(descriptor.live)?.ready;
    const left = ready === undefined ? 0 : ready.octets > 0 ? ready.octets : ready.peerClosed ? 1 : 0;
    const got = descriptor.options.get('TCP_INQ') === 1 ? `cmsg_data=${left}` : 'no control message';
    if (got === `cmsg_data=${what.queued}`) return;
    return new Difference('call', 'TCP_CM_INQ tells something else', { expected: `cmsg_data=${what.queued}`, got });
  };
  withoutWaiting(work, descriptor, what.dontWait, { call: 'recv', fd: descriptor.live, count: what.count }, told);
}

/** MSG_DONTWAIT: O_NONBLOCK for the length of one call. */
function withoutWaiting(
  work: Work,
  { live, nonBlocking }: Descriptor,
  dontWait: boolean,
  call: SystemCall,
  after?: After,
) {
  const set = (on: boolean): void => {
    work.stage.subject.call({ call: 'fcntl', fd: live, nonBlocking: on });
  };
  const changes = dontWait && !nonBlocking;
  if (changes) set(true);
  plain(work, call, after);
  if (changes) set(false);
}

function setOption(work: Work, descriptor: Descriptor, option: OptionToSet): void {
  const own = setOwnOption(descriptor, option);
  if (own !== null) return work.then(own);
  plain(work, { call: 'setsockopt', fd: descriptor.live, option: option as HostSocketOption }, ({ error }) => {
    if (error === null) remember(descriptor, option);
  });
}

/** The answer against the script's; both shown as the script would write them. */
export function judge(spec: CallSpec, planned: PlannedCall, answer: Answer | Difference, place = planned.place): void {
  if (answer instanceof Difference) throw answer;
  const { value, error } = planned.answer;
  // A descriptor's number is the script's to choose.
  const opens = ['socket', 'accept', 'epoll-create'].includes(planned.what.type);
  const same = answer.error === error && (answer.value === value || (opens && answer.value >= 0 && value >= 0));
  if (same) return;
  const expected = printCall(spec);
  const got = expected.replace(/ = .*$/, ` = ${answer.value}${answer.error === null ? '' : ` ${answer.error}`}`);
  throw new Difference('call', `${spec.name}() answered something else`, { expected, got, place });
}
