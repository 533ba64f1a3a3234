/**
 * A whole script as data: options, then events in their order.
 * Next: parse.ts
 */
import type { Assertion } from './assertion.ts';
import type { IcmpSpec } from './icmp.ts';
import type { OptionLine, ScriptOptions } from './option-line.ts';
import type { PacketSpec } from './packet.ts';
import type { PlannedCall } from './plan.ts';
import type { Place } from './problem.ts';
import type { ShellCommand } from './shell.ts';
import type { CallSpec } from './system-call.ts';
import type { ScriptTime } from './time.ts';

export interface Script {
  readonly file: string;
  /** The option lines as written … */
  readonly optionLines: readonly OptionLine[];
  /** … and what they amount to, with packetdrill's defaults. */
  readonly options: ScriptOptions;
  /** A command without a time before the first event, and one after the last. */
  readonly before: CommandAction | null;
  readonly after: CommandAction | null;
  readonly events: readonly ScriptEvent[];
  /** The script's lines, so that a failure can show its own. */
  readonly source: readonly string[];
}

export interface ScriptEvent {
  readonly place: Place;
  readonly time: ScriptTime;
  readonly action: ScriptAction;
}

export type ScriptAction =
  | { readonly type: 'packet'; readonly packet: PacketSpec }
  | { readonly type: 'icmp'; readonly icmp: IcmpSpec }
  /** `call` as written, `plan` what it means. */
  | { readonly type: 'call'; readonly call: CallSpec; readonly plan: PlannedCall }
  | CommandAction
  | { readonly type: 'assert'; readonly text: string; readonly assertions: readonly Assertion[] };

export interface CommandAction {
  readonly type: 'command';
  /** As written between the backquotes. */
  readonly text: string;
  readonly commands: readonly ShellCommand[];
}
