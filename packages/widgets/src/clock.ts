/**
 * Which clocks are running at a moment, and how long they have left. Read from the trace's timer records alone.
 * Next: words.ts
 */
import type { Micros, TimerName } from '@lastack/tcp';
import type { HostName, SocketId, Trace } from '@lastack/trace';

export interface RunningClock {
  readonly host: HostName;
  readonly socket: SocketId;
  readonly timer: TimerName;
  readonly setAt: Micros;
  readonly deadline: Micros;
  /** How often this clock was started before: a TIME-WAIT clock's restarts. */
  readonly restarts: number;
}

export function clocksAt(trace: Trace, at: Micros): readonly RunningClock[] {
  const running = new Map<string, RunningClock>();
  const starts = new Map<string, number>();
  for (const record of trace.records) {
    if (record.at > at) break;
    if (record.type !== 'timer') continue;
    const key = `${record.socket} ${record.timer}`;
    if (record.action !== 'set' || record.deadline === null) {
      running.delete(key);
      continue;
    }
    const before = starts.get(key) ?? 0;
    starts.set(key, before + 1);
    const { host, socket, timer, deadline } = record;
    running.set(key, { host, socket, timer, setAt: record.at, deadline, restarts: before });
  }
  return [...running.values()];
}
