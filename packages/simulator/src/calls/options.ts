/**
 * setsockopt(), getsockopt(), fcntl(), and `sysctl -w`.
 * Next: ../recorder.ts
 */
import type { SocketOption } from '@lastack/tcp';
import type { CallResult, HostSocketOption } from '../call.ts';
import type { Host } from '../host.ts';
import type { Socket } from '../socket.ts';
import { step } from '../stepping.ts';
import { withSysctl } from '../sysctls.ts';
import { failure, success, takeError } from '../waking.ts';

/** The option as TCP takes it; null: it belongs to the host. */
export function tcpOption(option: HostSocketOption): SocketOption | null {
  switch (option.name) {
    case 'SO_REUSEADDR':
    case 'SO_RCVBUF':
    case 'SO_SNDBUF':
      return null;
    default:
      return option;
  }
}

export function setOption(socket: Socket, option: HostSocketOption): CallResult {
  const { host, connection, listening } = socket;
  socket.options.push(option);
  const forTcp = tcpOption(option);
  if (forTcp === null) return success();
  const event = { type: 'call', call: { type: 'set-option', option: forTcp } } as const;
  // A listener's children inherit what it is told.
  if (listening !== null) socket.listening = { ...listening, tcb: host.step(listening.tcb, event).tcb };
  if (connection === null || connection.row < 0) return success();
  const refused = step(connection, event);
  return refused === null ? success() : failure(refused);
}

/** The errno's name, or 0. Reading clears it. socket(7) */
export function socketError({ connection }: Socket): CallResult {
  return success((connection === null ? null : takeError(connection)) ?? 0);
}

export function setSysctl(host: Host, name: string, value: number | string): CallResult {
  const changed = withSysctl(host.sysctls, name, value);
  if (changed === null) return failure('EINVAL');
  host.sysctls = changed;
  return success();
}
