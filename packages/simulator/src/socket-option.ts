/**
 * The units of socket options: whole microseconds inside, and those of tcp(7) where people write and read them
 * (scenarios, traces). Seconds for keepalive and TCP_LINGER2, milliseconds for TCP_USER_TIMEOUT.
 * Next: program.ts
 */
import type { HostSocketOption } from './call.ts';

const MICROS_PER_UNIT: { readonly [name in HostSocketOption['name']]?: number } = {
  TCP_KEEPIDLE: 1_000_000,
  TCP_KEEPINTVL: 1_000_000,
  TCP_LINGER2: 1_000_000,
  TCP_USER_TIMEOUT: 1_000,
};

/** An option as setsockopt(2) takes it on Linux, with its span in microseconds. */
export function fromLinuxUnits(option: HostSocketOption): HostSocketOption {
  return scaled(option, MICROS_PER_UNIT[option.name] ?? 1);
}

/** An option with its span in microseconds, as strace(1) would show it. */
export function inLinuxUnits(option: HostSocketOption): HostSocketOption {
  return scaled(option, 1 / (MICROS_PER_UNIT[option.name] ?? 1));
}

function scaled(option: HostSocketOption, factor: number): HostSocketOption {
  if (factor === 1 || typeof option.value !== 'number') return option;
  return { ...option, value: Math.round(option.value * factor) } as HostSocketOption;
}
