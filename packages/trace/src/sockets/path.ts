/**
 * The way of one socket through the states, for the state diagram and for whoever asks how it came to be there.
 * Next: ../parse/listed.ts
 */
import type { Micros, State } from '@lastack/tcp';
import type { HostName, SocketId, Trace } from '../record.ts';

export interface PathStep {
  readonly state: State;
  readonly at: Micros;
  /** What moved it, as the trace has it; empty for the state in which the trace finds it. */
  readonly cause: string;
  /** The record that moved it; `null` for the first. */
  readonly record: number | null;
}

/** From the state in which the trace finds it; empty for a socket that never changes state. */
export function statePath(trace: Trace, socket: SocketId): PathStep[] {
  const path: PathStep[] = [];
  for (const [record, entry] of trace.records.entries()) {
    if (entry.type !== 'state' || entry.socket !== socket) continue;
    if (path.length === 0) path.push({ state: entry.from, at: entry.at, cause: '', record: null });
    path.push({ state: entry.to, at: entry.at, cause: entry.cause, record });
  }
  return path;
}

/** The sockets of a host, or of all, in the order in which they appear. */
export function socketsOf(trace: Trace, host?: HostName): SocketId[] {
  const sockets = new Set<SocketId>();
  for (const record of trace.records) {
    if (host !== undefined && record.host !== host) continue;
    if ('socket' in record && record.socket !== null) sockets.add(record.socket);
  }
  return [...sockets];
}
