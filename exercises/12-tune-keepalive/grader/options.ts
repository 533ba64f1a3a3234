/** A configuration as system calls: what Linux has on the socket when the program has said what it wants. */
import type { HostSocketOption } from '@lastack/simulator';
import type { Config } from '#subject';

/** In the units of tcp(7). */
export function optionsOf(config: Config): readonly HostSocketOption[] {
  if (config.api === 'node') return nodeOptions(config.enable, config.initialDelay);
  const { SO_KEEPALIVE, TCP_USER_TIMEOUT } = config;
  const options: HostSocketOption[] = [{ name: 'SO_KEEPALIVE', value: SO_KEEPALIVE }];
  for (const name of ['TCP_KEEPIDLE', 'TCP_KEEPINTVL', 'TCP_KEEPCNT'] as const) {
    const value = config[name];
    if (value !== null) options.push({ name, value });
  }
  if (TCP_USER_TIMEOUT > 0) options.push({ name: 'TCP_USER_TIMEOUT', value: TCP_USER_TIMEOUT });
  return options;
}

/** Read back with getsockopt() from Node 20.20, 22.23 and 24.21 on Linux: below a second all three are left alone. */
function nodeOptions(enable: boolean, initialDelay: number): readonly HostSocketOption[] {
  const idle = Math.trunc(initialDelay / 1_000);
  const keepalive: HostSocketOption = { name: 'SO_KEEPALIVE', value: enable };
  if (!enable || idle === 0) return [keepalive];
  return [
    keepalive,
    { name: 'TCP_KEEPIDLE', value: idle },
    { name: 'TCP_KEEPINTVL', value: 1 },
    { name: 'TCP_KEEPCNT', value: 10 },
  ];
}

/** As one would write it. */
export function configText(config: Config): string {
  if (config.api === 'node') return `setKeepAlive(${config.enable}, ${config.initialDelay})`;
  const { SO_KEEPALIVE, TCP_KEEPIDLE, TCP_KEEPINTVL, TCP_KEEPCNT, TCP_USER_TIMEOUT } = config;
  const shown = [`SO_KEEPALIVE ${SO_KEEPALIVE ? 1 : 0}`];
  if (TCP_KEEPIDLE !== null) shown.push(`TCP_KEEPIDLE ${TCP_KEEPIDLE} s`);
  if (TCP_KEEPINTVL !== null) shown.push(`TCP_KEEPINTVL ${TCP_KEEPINTVL} s`);
  if (TCP_KEEPCNT !== null) shown.push(`TCP_KEEPCNT ${TCP_KEEPCNT}`);
  if (TCP_USER_TIMEOUT > 0) shown.push(`TCP_USER_TIMEOUT ${TCP_USER_TIMEOUT} ms`);
  return shown.join(', ');
}
