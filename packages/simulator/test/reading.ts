/** How the tests look at a trace. */
import type { State } from '@lastack/tcp';
import type { ResultRecord, Trace, TraceRecord } from '@lastack/trace';

type Type = TraceRecord['type'];
type Of<T extends Type> = Extract<TraceRecord, { readonly type: T }>;

export const of = <T extends Type>(trace: Trace, type: T): Of<T>[] =>
  trace.records.filter((record): record is Of<T> => record.type === type);

/** The identities of all packets, in the order in which they were sent. */
export const packets = (trace: Trace): string[] => of(trace, 'transmit').map(({ packet }) => packet.identity);

/** Every state that a host's sockets entered. */
export const states = (trace: Trace, host: string): State[] =>
  of(trace, 'state')
    .filter((record) => record.host === host)
    .map(({ to }) => to);

/** How each call of that name ended on a host: its value or its errno. */
export function results(trace: Trace, host: string, call: string): (ResultRecord['value'] | ResultRecord['error'])[] {
  const ids = of(trace, 'call')
    .filter((record) => record.host === host && record.call === call)
    .map(({ id }) => id);
  return ids.map((id) => {
    const result = of(trace, 'result').find((record) => record.id === id);
    return result === undefined ? null : (result.error ?? result.value);
  });
}
