/**
 * The packet that came against the packet that the script says. An absent window is not checked; absent options mean
 * that there are none; `<...>` means any. Options are compared as sets, padding (nop, eol) aside.
 * Next: subject.ts
 */
import type { Micros } from '@lastack/tcp';
import type { ScriptOptions } from '../parse/option-line.ts';
import type { PacketSpec } from '../parse/packet.ts';
import type { TcpOption } from '../parse/tcp-option.ts';
import type { ScriptedPacket } from './numbers.ts';

/** The names of the fields that differ; none: the packet is as expected. */
export function differences(spec: PacketSpec, got: ScriptedPacket, options: ScriptOptions): string[] {
  const fields: string[] = [];
  const flag = (['syn', 'fin', 'rst', 'psh', 'ack'] as const).some((name) => spec.flags[name] !== got.flags[name]);
  if (flag) fields.push('flags');
  if (spec.seq !== null && spec.seq !== got.seq) fields.push('seq');
  if (spec.length !== got.length) fields.push('length');
  // The header has an acknowledgment field without the ACK bit too, and it is 0 then.
  if ((spec.ack ?? 0) !== (got.ack ?? 0)) fields.push('ack');
  if (spec.window !== null && spec.window !== got.window) fields.push('win');
  if (spec.options !== 'unchecked' && !sameOptions(spec.options, got.options, options)) fields.push('options');
  return fields;
}

function sameOptions(spec: readonly TcpOption[], got: readonly TcpOption[], options: ScriptOptions): boolean {
  const expected = spec.filter(({ kind }) => kind !== 'nop' && kind !== 'eol');
  if (expected.length !== got.length) return false;
  return expected.every((option) => {
    const other = got.find(({ kind }) => kind === option.kind);
    return other !== undefined && sameOption(option, other, options);
  });
}

function sameOption(expected: TcpOption, got: TcpOption, options: ScriptOptions): boolean {
  switch (expected.kind) {
    case 'nop':
    case 'eol':
    case 'sackOK':
      return true;
    case 'mss':
    case 'wscale':
      return got.kind === expected.kind && got.value === expected.value;
    case 'sack':
      return got.kind === 'sack' && JSON.stringify(got.blocks) === JSON.stringify(expected.blocks);
    case 'TS':
      return got.kind === 'TS' && got.ecr === expected.ecr && closeEnough(got.val, expected.val, options);
  }
}

/** TSval is checked only when the script says how long a tick is. */
function closeEnough(got: number, expected: number, { tsTickUsecs, toleranceUsecs }: ScriptOptions): boolean {
  return tsTickUsecs === 0 || Math.abs((got - expected) | 0) * tsTickUsecs <= toleranceUsecs;
}

/** packetdrill's own tolerance: what a reply to something at the same instant may be late at most. */
const AT_ONCE: Micros = 4000;

/**
 * How far off an event may be. packetdrill: the declared tolerance, or a share of the time since the event before,
 * whichever is more. Here a reply without delay gets 4 ms at most: wide tolerances are declared for timers on real
 * machines, and would let a delayed ACK pass for one that was sent at once.
 */
export function tolerance(options: ScriptOptions, sinceLast: Micros): Micros {
  if (sinceLast <= 0) return Math.min(options.toleranceUsecs, AT_ONCE);
  return Math.max(options.toleranceUsecs, (options.tolerancePercent / 100) * sinceLast);
}
