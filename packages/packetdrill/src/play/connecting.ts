/**
 * What the host need not be asked: connect() again, while the first one is under way or done (connect(2);
 * inet_stream_connect()), and buffers at NULL.
 * Next: readiness.ts
 */
import type { Answer } from './answer.ts';
import type { Descriptor } from './descriptors.ts';
import type { Subject } from './subject.ts';

/** What a second connect() answers without the host; `null`: the host is asked. */
export function connectAgain(subject: Subject, descriptor: Descriptor): Answer | null {
  if (descriptor.connecting !== 'begun') return null;
  const view = subject.viewOf(descriptor.live);
  if (view === null || view.state === 'LISTEN') return null;
  if (view.state === 'SYN-SENT' || view.state === 'SYN-RECEIVED') return { value: -1, error: 'EALREADY' };
  // FreeBSD's soconnect() calls a socket that is connected connected, however it came to be.
  if (subject.profile === 'freebsd') return null;
  descriptor.connecting = 'told';
  if (view.state !== 'CLOSED') return { value: 0, error: null };
  const pending = subject.call({ call: 'getsockopt', fd: descriptor.live, name: 'SO_ERROR' })?.value;
  return { value: -1, error: typeof pending === 'string' ? (pending as Answer['error']) : 'ECONNABORTED' };
}

/** A call with a buffer at NULL: the error comes when octets would be copied, not before. */
export function faulty(subject: Subject, fd: number, reads: boolean): Answer {
  const view = subject.viewOf(fd);
  if (view === null || (reads && view.state === 'LISTEN')) return { value: -1, error: 'ENOTCONN' };
  if (!reads) return { value: -1, error: view.ready.writable && !view.ready.hungUp ? 'EFAULT' : 'EPIPE' };
  if (view.ready.octets > 0) return { value: -1, error: 'EFAULT' };
  return view.ready.peerClosed ? { value: 0, error: null } : { value: -1, error: 'EAGAIN' };
}
