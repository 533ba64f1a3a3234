/**
 * packetdrill scripts, run against the simulated TCP: read whole (`parseScript`), then played (`playScript`).
 * A script never passes because something was skipped: what is not understood is a problem with its place.
 */
export { parseScript } from './parse/parse.ts';
export type { ParsedScript } from './parse/parse.ts';
export { problemText } from './parse/problem.ts';
export type { Place, ScriptProblem } from './parse/problem.ts';
export type { Defines } from './parse/preprocessor.ts';
export type { Script, ScriptAction, ScriptEvent } from './parse/script.ts';
export type { ScriptOptions } from './parse/option-line.ts';
export type { PacketFlags, PacketSpec } from './parse/packet.ts';
export type { TcpOption, TcpOptions } from './parse/tcp-option.ts';
export type { ScriptTime } from './parse/time.ts';
export { printScript, printPacket } from './parse/print.ts';
export { definesOf } from './play/defines.ts';
export { playScript } from './play/play.ts';
export type { PlayOptions } from './play/play.ts';
export type { ScriptFailure, ScriptResult } from './play/result.ts';
