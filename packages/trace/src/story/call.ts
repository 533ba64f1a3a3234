/**
 * A system call and its result as strace prints them: `connect(3, 10.0.0.2:80) = -1 EINPROGRESS`.
 * Next: wire.ts
 */
import { clip } from '../display-width.ts';
import type { CallRecord, ResultRecord } from '../record.ts';

/** Longer data is told by its beginning. */
const PREVIEW = 12;

const quoted = (octets: string): string => {
  const printable = octets.replace(/[^ -~]/g, '.');
  return `"${clip(printable, PREVIEW)}"`;
};

const givesData = (call: string): boolean => call === 'send' || call === 'write';
const takesData = (call: string): boolean => call === 'recv' || call === 'read';

export function callText({ call, fd, args }: Pick<CallRecord, 'call' | 'fd' | 'args'>): string {
  const printed = args.map((arg) => (typeof arg === 'string' && givesData(call) ? quoted(arg) : String(arg)));
  return `${call}(${[...(fd === null ? [] : [String(fd)]), ...printed].join(', ')})`;
}

/** `0`, `100`, `5 "hello"`, `-1 ECONNRESET`; nothing to say is `0`, as a call that only succeeds returns. */
export function resultText({ value, error }: Pick<ResultRecord, 'value' | 'error'>): string {
  if (error !== null) return `-1 ${error}`;
  if (typeof value !== 'string') return String(value ?? 0);
  return value.length > 0 && value.length <= PREVIEW ? `${value.length} ${quoted(value)}` : String(value.length);
}

/** recv() has returned 0: the peer's FIN, as an application sees it. */
export const isEndOfFile = (call: CallRecord | null, { value, error }: ResultRecord): boolean =>
  call !== null && takesData(call.call) && error === null && !value;
