/**
 * `parseScript`: a packetdrill script, whole, or every reason why it cannot be played. All of it is read before
 * anything is played.
 * Next: print.ts
 */
import { parseAssertions } from './assertion.ts';
import { Cursor } from './cursor.ts';
import { parseIcmp } from './icmp.ts';
import { tokensOf } from './lexer.ts';
import { parseOptionLines } from './option-line.ts';
import { parsePacket } from './packet.ts';
import type { Defines } from './preprocessor.ts';
import type { Place, ScriptProblem } from './problem.ts';
import { Unreadable, wrong } from './problem.ts';
import type { CommandAction, Script, ScriptAction, ScriptEvent } from './script.ts';
import { parseShell } from './shell.ts';
import { planCall } from './plan.ts';
import { parseCall } from './system-call.ts';
import { parseBlockingEnd, parseTime } from './time.ts';
import type { ScriptTime } from './time.ts';

export type ParsedScript =
  { readonly ok: true; readonly script: Script } | { readonly ok: false; readonly problems: readonly ScriptProblem[] };

/** A text that is nothing like a script would bring a problem on every line. */
const MOST_PROBLEMS = 20;

/**
 * Reads a packetdrill script.
 *
 * @param text the script
 * @param file its name, for messages
 * @param defines symbols for `#ifdef` and for words of the script; see `Defines`. A script's own `--define=A=B` lines
 *   come on top.
 * @returns the script, or at least one problem, each with file, line, column, message and help. Never throws.
 */
export function parseScript(text: string, file: string, defines: Defines = {}): ParsedScript {
  const problems: ScriptProblem[] = [];
  const attempt = attempts(file, problems);
  const tokens = attempt(() => tokensOf(text, { ...defines, ...ownDefines(text) }));
  if (tokens === null) return { ok: false, problems };
  const script = parseAll(new Cursor(tokens), text, file, attempt);
  if (problems.length > 0 || script === null) return { ok: false, problems: problems.slice(0, MOST_PROBLEMS) };
  return { ok: true, script };
}

type Attempt = <T>(read: () => T) => T | null;

/** Runs a reader; what it cannot read becomes a problem. */
function attempts(file: string, problems: ScriptProblem[]): Attempt {
  return (read) => {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      problems.push({ file, ...error.place, kind: error.kind, message: error.message, help: error.help });
      return null;
    }
  };
}

/** `--define=NAME=VALUE` has to be known before words are read. */
function ownDefines(text: string): Defines {
  const found = text.matchAll(/^[ \t]*--define[ \t]*=[ \t]*([A-Za-z_]\w*)(?:=("[^"\n]*"|`[^`\n]*`|\S+))?/gm);
  return Object.fromEntries([...found].map((line) => [line[1]!, line[2] ?? '']));
}

function parseAll(cursor: Cursor, text: string, file: string, attempt: Attempt): Script | null {
  const header = attempt(() => parseOptionLines(cursor));
  if (header === null) return null;
  const before = cursor.is('command') ? attempt(() => parseCommand(cursor)) : null;
  const events: ScriptEvent[] = [];
  let after: CommandAction | null = null;
  for (let count = 0; !cursor.is('end') && count < MOST_PROBLEMS;) {
    const { line } = cursor.peek();
    if (cursor.is('command')) after = attempt(() => parseCleanup(cursor));
    const event = cursor.is('end') ? null : attempt(() => parseEvent(cursor, events.at(-1)));
    if (event !== null) events.push(event);
    else if (!cursor.is('end')) {
      count += 1;
      cursor.skipToLineAfter(Math.max(line, cursor.peek().first ? 0 : cursor.peek().line));
    }
  }
  attempt(() => needEvents(events, cursor.peek()));
  const source = text.split('\n');
  return { file, optionLines: header.lines, options: header.options, before, after, events, source };
}

function needEvents(events: readonly ScriptEvent[], end: Place): void {
  if (events.length === 0)
    throw wrong(end, 'this script has no events', 'A script that plays nothing would pass for nothing.');
}

function parseCleanup(cursor: Cursor): CommandAction {
  const place = cursor.peek();
  const command = parseCommand(cursor);
  if (!cursor.is('end'))
    throw wrong(
      place,
      'this command has no time',
      'Only the first and the last command may stand without one: write +0.',
    );
  return command;
}

function parseEvent(cursor: Cursor, previous: ScriptEvent | undefined): ScriptEvent {
  const { line, column } = cursor.peek();
  const place = { line, column };
  const time = parseTime(cursor);
  checkOrder(time, previous, place);
  const action = parseAction(cursor);
  checkTime(time, action, place);
  return { place, time, action };
}

function parseAction(cursor: Cursor): ScriptAction {
  const end = parseBlockingEnd(cursor);
  const token = cursor.peek();
  if (end === null && cursor.is('mark', '<') && cursor.peek(1).text === 'icmp') {
    cursor.take();
    return { type: 'icmp', icmp: parseIcmp(cursor) };
  }
  if (end === null && (cursor.is('mark', '<') || cursor.is('mark', '>')))
    return { type: 'packet', packet: parsePacket(cursor) };
  if (end === null && token.kind === 'command') return parseCommand(cursor);
  if (end === null && token.kind === 'code') {
    cursor.take();
    return { type: 'assert', text: token.text, assertions: parseAssertions(token.text, token) };
  }
  const call = parseCall(cursor, end);
  return { type: 'call', call, plan: planCall(call, token) };
}

function parseCommand(cursor: Cursor): CommandAction {
  const token = cursor.take();
  return { type: 'command', text: token.text, commands: parseShell(token.text, token) };
}

function checkOrder(time: ScriptTime, previous: ScriptEvent | undefined, place: Place): void {
  if (previous === undefined) {
    if (('at' in time && time.at === 0) || ('from' in time && time.from === 0)) return;
    throw wrong(place, 'the first event must be at time 0', 'Write 0 or +0 before it.');
  }
  if (time.type === 'absolute' && previous.time.type === 'absolute' && time.at < previous.time.at)
    throw wrong(place, 'time runs backwards here', 'Absolute times must not decrease.');
}

function checkTime(time: ScriptTime, action: ScriptAction, place: Place): void {
  const expected = action.type === 'packet' && action.packet.direction === 'outbound';
  if (!expected && time.type !== 'absolute' && time.type !== 'relative')
    throw wrong(place, 'only a packet that is waited for (>) may have * or a range as its time', 'Write one time.');
  if (action.type !== 'call' || action.call.end === null) return;
  if ('at' in time && action.call.end < time.at)
    throw wrong(place, 'this call would end before it begins', 'Write begin...end, both in seconds.');
}
