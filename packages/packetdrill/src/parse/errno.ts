/**
 * errno names that a script may expect, and what strerror(3) says of them: packetdrill compares the text too.
 * Next: argument.ts
 */
import type { ErrnoName } from '@lastack/tcp';
import type { Place } from './problem.ts';
import { unsupported, wrong } from './problem.ts';

/** What a call here can answer: the host's errors, and those of a second connect() and a bad buffer. */
export type ScriptErrno = ErrnoName | 'EALREADY' | 'EFAULT';

/** Linux's text first; FreeBSD's after it where it differs. */
const TEXTS: { readonly [name in ScriptErrno]: readonly string[] } = {
  EALREADY: ['Operation already in progress'],
  EFAULT: ['Bad address'],
  EADDRINUSE: ['Address already in use'],
  EADDRNOTAVAIL: ['Cannot assign requested address', "Can't assign requested address"],
  EAGAIN: ['Resource temporarily unavailable'],
  EBADF: ['Bad file descriptor'],
  ECONNABORTED: ['Software caused connection abort'],
  ECONNREFUSED: ['Connection refused'],
  ECONNRESET: ['Connection reset by peer'],
  EHOSTUNREACH: ['No route to host'],
  EINPROGRESS: ['Operation now in progress'],
  EINVAL: ['Invalid argument'],
  EISCONN: ['Transport endpoint is already connected', 'Socket is already connected'],
  EMFILE: ['Too many open files'],
  ENETUNREACH: ['Network is unreachable'],
  ENOTCONN: ['Transport endpoint is not connected', 'Socket is not connected'],
  EPIPE: ['Broken pipe'],
  ETIMEDOUT: ['Connection timed out', 'Operation timed out'],
};

/** On Linux and FreeBSD the two names are one number. errno(3). */
const ALIASES: Readonly<Record<string, ErrnoName>> = { EWOULDBLOCK: 'EAGAIN' };

/** The errno of this name; what no simulated call can answer is refused. */
export function errnoName(name: string, place: Place): ScriptErrno {
  const errno = ALIASES[name] ?? name;
  if (Object.hasOwn(TEXTS, errno)) return errno as ScriptErrno;
  throw unsupported(place, `the error ${name}`, `Known: ${Object.keys(TEXTS).join(', ')}.`);
}

/** Refuses a text that strerror(3) does not say of this errno. */
export function checkErrnoText(errno: ScriptErrno, text: string, place: Place): void {
  const plain = (words: string): string => words.replace(/[^A-Za-z]/g, '');
  if (TEXTS[errno].some((known) => plain(known) === plain(text))) return;
  throw wrong(place, `${errno} is not '${text}'`, `Write ${errno} (${TEXTS[errno][0]}).`);
}
