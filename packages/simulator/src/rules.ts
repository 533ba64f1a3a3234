/**
 * The program that a scenario writes in JSON: rules, each an event, what must wait to be read, and a call.
 * Every rule looks at the event as it came; what one does, the next does not see. Next: script.ts
 */
import type { SystemCall } from './call.ts';
import type { Program, ProgramCall, ProgramEvent } from './program.ts';
import type { RuleSpec } from './scenario.ts';
import { micros } from './time.ts';

/** How much a read without a count takes at most, octets. */
export const WHATEVER_IS_THERE = 65_536;

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz';

/** So many octets to send when their content does not matter: the alphabet, again and again. */
export const filling = (octets: number): string =>
  ALPHABET.repeat(Math.ceil(octets / ALPHABET.length)).slice(0, octets);

export const rulesProgram = (rules: readonly RuleSpec[]): Program => ({
  initial: null,
  step: (memory, event) => ({
    memory,
    calls: rules.flatMap((rule) => (applies(rule, event) ? callsOf(rule, event) : [])),
  }),
});

function applies(rule: RuleSpec, event: ProgramEvent): boolean {
  if (event.type !== rule.on) return false;
  if (event.type !== 'readable') return true;
  return event.waiting.startsWith(rule.prefix ?? '') && event.waiting.length >= (rule.count ?? 0);
}

function callsOf(rule: RuleSpec, event: ProgramEvent): ProgramCall[] {
  if (!('fd' in event)) return [];
  const call = callOf(rule, event.fd);
  const delay = micros(rule.delay ?? 0);
  return Array.from({ length: rule.repeat ?? 1 }, (_, i) => ({ ...call, after: delay * (i + 1) }));
}

function callOf(rule: RuleSpec, fd: number): SystemCall {
  switch (rule.call) {
    case 'send':
      return { call: 'send', fd, bytes: rule.text ?? filling(rule.bytes ?? 0) };
    case 'recv':
      return { call: 'recv', fd, count: rule.bytes ?? WHATEVER_IS_THERE };
    case 'shutdown':
      return { call: 'shutdown', fd, how: 'SHUT_WR' };
    case 'exit':
      return { call: 'exit' };
    case 'accept':
    case 'close':
    case 'abort':
      return { call: rule.call, fd };
  }
}
