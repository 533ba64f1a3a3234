/**
 * Socket options: what a script sets, what the player itself looks after, and what getsockopt() says of them.
 * socket(7), tcp(7). Next: connecting.ts
 */
import { isSynchronized, PROFILES } from '@lastack/tcp';
import type { ExpectedOption, NumberedOption, OptionToSet } from '../parse/socket-option.ts';
import type { Answer } from './answer.ts';
import type { Descriptor } from './descriptors.ts';
import { Difference } from './result.ts';
import type { Subject } from './subject.ts';

/** tcp(7): what TCP_MAXSEG takes on Linux. */
const LEAST_MSS = 88;
const MOST_MSS = 32_767;

/** Sets an option that the player itself looks after; `null`: it is the host's. */
export function setOwnOption(descriptor: Descriptor, option: OptionToSet): Answer | null {
  if (option.name === 'unseen') return { value: 0, error: null };
  if (option.name === 'TCP_INQ') {
    if (option.value !== 0 && option.value !== 1) return { value: -1, error: 'EINVAL' };
    descriptor.options.set(option.name, option.value);
    return { value: 0, error: null };
  }
  if (option.name !== 'TCP_MAXSEG') return null;
  if (option.value !== 0 && (option.value < LEAST_MSS || option.value > MOST_MSS))
    return { value: -1, error: 'EINVAL' };
  if (descriptor.numbers.stage !== 'new')
    throw new Difference('call', 'not supported: TCP_MAXSEG after listen() or connect()');
  descriptor.options.set(option.name, option.value);
  return { value: 0, error: null };
}

/** Keeps what was set, in the units of the script, for getsockopt(). */
export function remember(descriptor: Descriptor, option: OptionToSet): void {
  const { name, value } = option;
  if (typeof value === 'boolean') descriptor.options.set(name, value ? 1 : 0);
  else if (typeof value === 'number') descriptor.options.set(name, value / (UNITS[name] ?? 1));
  else descriptor.linger = value;
}

const UNITS: Readonly<Record<string, number>> = {
  TCP_KEEPIDLE: 1_000_000,
  TCP_KEEPINTVL: 1_000_000,
  TCP_USER_TIMEOUT: 1_000,
};

/** The answer of getsockopt(); what it puts into the buffer is compared with what the script expects. */
export function getOption(subject: Subject, descriptor: Descriptor, expected: ExpectedOption): Answer {
  if (expected.name === 'SO_ERROR') return pendingError(subject, descriptor, expected.error);
  if (expected.name === 'SO_LINGER') {
    const { on, seconds } = descriptor.linger;
    same('SO_LINGER', [`${expected.on}`, expected.seconds], [`${on}`, seconds]);
  } else same(expected.name, [expected.value], [numbered(subject, descriptor, expected.name)]);
  return { value: 0, error: null };
}

function same(name: string, expected: readonly (string | number)[], got: readonly (string | number)[]): void {
  if (expected.join() === got.join()) return;
  throw new Difference('call', `${name} is another`, { expected: `[${expected.join()}]`, got: `[${got.join()}]` });
}

function pendingError(subject: Subject, descriptor: Descriptor, expected: string | null): Answer {
  const result = subject.call({ call: 'getsockopt', fd: descriptor.live, name: 'SO_ERROR' });
  if (result === null || result.error !== null) return { value: -1, error: result?.error ?? null };
  const got = typeof result.value === 'string' ? result.value : 0;
  if (got === (expected ?? 0)) return { value: 0, error: null };
  throw new Difference('call', 'the pending error is another', { expected: `[${expected ?? 0}]`, got: `[${got}]` });
}

function numbered(subject: Subject, descriptor: Descriptor, name: NumberedOption): number {
  const set = descriptor.options.get(name);
  switch (name) {
    case 'SO_RCVBUF':
      return receiveBuffer(subject, descriptor);
    case 'SO_SNDBUF':
      // socket(7): Linux doubles what was set.
      if (set !== undefined) return subject.profile === 'freebsd' ? set : 2 * set;
      return subject.sendMemory;
    case 'SO_TYPE':
      return 1;
    case 'SO_PROTOCOL':
      return 6;
    case 'SO_ACCEPTCONN':
      return descriptor.numbers.stage === 'listening' ? 1 : 0;
    case 'TCP_MAXSEG':
      return segmentSize(subject, descriptor);
    case 'TCP_KEEPIDLE':
      return set ?? subject.sysctl('net.ipv4.tcp_keepalive_time', 7_200);
    case 'TCP_KEEPINTVL':
      return set ?? subject.sysctl('net.ipv4.tcp_keepalive_intvl', 75);
    case 'TCP_KEEPCNT':
      return set ?? subject.sysctl('net.ipv4.tcp_keepalive_probes', PROFILES[subject.profile].keepaliveProbes);
    case 'SO_REUSEADDR':
    case 'SO_KEEPALIVE':
    case 'TCP_NODELAY':
    case 'TCP_USER_TIMEOUT':
      return set ?? 0;
  }
}

/** socket(7): Linux doubles what was set. FreeBSD rounds it up to a whole number of segments (tcp_mss()). */
function receiveBuffer(subject: Subject, descriptor: Descriptor): number {
  const set = descriptor.options.get('SO_RCVBUF');
  if (subject.profile !== 'freebsd') return set === undefined ? subject.receiveMemory : 2 * set;
  const octets = set ?? subject.receiveBuffer ?? 65_536;
  const tcb = subject.viewOf(descriptor.live)?.tcb ?? null;
  if (tcb === null || tcb.state === 'TIME-WAIT' || !isSynchronized(tcb.state)) return octets;
  return Math.ceil(octets / tcb.snd.mss) * tcb.snd.mss;
}

/** Before the handshake what was set, then what a segment may carry (mss_cache). */
function segmentSize(subject: Subject, descriptor: Descriptor): number {
  const set = descriptor.options.get('TCP_MAXSEG') ?? 0;
  const tcb = subject.viewOf(descriptor.live)?.tcb ?? null;
  if (tcb === null || tcb.state === 'TIME-WAIT' || !isSynchronized(tcb.state)) return set > 0 ? set : 536;
  return tcb.snd.mss;
}
