/** A system call and its result as strace prints them: `connect(3, "10.0.0.2:80") = -1 EINPROGRESS`. */
import type { CallRecord, ResultRecord } from '../record.ts';

export function callText({ call, fd, args }: Pick<CallRecord, 'call' | 'fd' | 'args'>): string {
  const printed = [...(fd === null ? [] : [fd]), ...args].map(String);
  return `${call}(${printed.join(', ')})`;
}

/** `0`, `"hello"`, `-1 ECONNRESET`; nothing to say is `0`, as a call that only succeeds returns. */
export function resultText({ value, error }: Pick<ResultRecord, 'value' | 'error'>): string {
  if (error !== null) return `-1 ${error}`;
  return value === null ? '0' : String(value);
}
