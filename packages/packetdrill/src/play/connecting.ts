/**
 * connect() again, while the first one is under way or done. connect(2); inet_stream_connect().
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
