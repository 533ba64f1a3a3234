/**
 * The program that a scenario writes in JSON: rules, each an event, what must wait to be read, and a call.
 * Every rule looks at the event as it came; what one does, the next does not see.
 * Next: sysctls.ts
 */
import type { Bytes, Micros } from '@lastack/tcp';
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

export function rulesProgram(rules: readonly RuleSpec[]): Program {
  const prepared = rules.map((rule) => ({ rule, delay: micros(rule.delay ?? 0), payload: payloadOf(rule) }));
  return {
    initial: null,
    step(memory, event) {
      const calls: ProgramCall[] = [];
      for (const each of prepared) if (applies(each.rule, event)) addCalls(calls, each, event);
      return calls.length === 0 ? { memory, calls: NO_CALLS } : { memory, calls };
    },
  };
}

/** A rule with what is the same at every event. */
interface Prepared {
  readonly rule: RuleSpec;
  readonly delay: Micros;
  readonly payload: Bytes;
}

const NO_CALLS: readonly ProgramCall[] = Object.freeze([]);

const payloadOf = ({ text, bytes = 0 }: RuleSpec): Bytes => text ?? filling(bytes);

function applies(rule: RuleSpec, event: ProgramEvent): boolean {
  if (event.type !== rule.on) return false;
  if (event.type !== 'readable') return true;
  return event.waiting.startsWith(rule.prefix ?? '') && event.waiting.length >= (rule.count ?? 0);
}

function addCalls(calls: ProgramCall[], prepared: Prepared, event: ProgramEvent): void {
  if (!('fd' in event)) return;
  const { rule, delay } = prepared;
  const call = callOf(prepared, event.fd);
  for (let i = 1; i <= (rule.repeat ?? 1); i += 1) calls.push(delay === 0 ? call : { ...call, after: delay * i });
}

function callOf({ rule, payload }: Prepared, fd: number): SystemCall {
  switch (rule.call) {
    case 'send':
      return { call: 'send', fd, bytes: payload };
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
