/**
 * A script cannot pass because something was not looked at: whatever a passing script expects, changing it makes the
 * script fail. One change at a time, over the whole corpus.
 */
import { describe, expect, test } from 'vitest';
import { playScript } from '../../src/index.ts';
import type { PacketSpec, Script, ScriptAction, ScriptEvent } from '../../src/index.ts';
import { corpus, EXPECTED_FAILURES, parsed } from '../corpus.ts';

const passing = corpus().filter(({ path }) => !(path in EXPECTED_FAILURES));

/** Each expected packet, changed in one field. */
function otherPackets(packet: PacketSpec): PacketSpec[] {
  if (packet.direction === 'inbound') return [];
  const { flags } = packet;
  const others: PacketSpec[] = [
    { ...packet, flags: { ...flags, fin: !flags.fin } },
    { ...packet, flags: { ...flags, rst: !flags.rst } },
    { ...packet, flags: { ...flags, psh: !flags.psh } },
    { ...packet, length: packet.length + 1 },
    { ...packet, ack: (packet.ack ?? 0) + 1 },
    { ...packet, window: 12_345 },
  ];
  // The first SYN of a side is where its numbers are counted from.
  if (packet.seq !== null && !flags.syn) others.push({ ...packet, seq: packet.seq + 1 });
  if (packet.options !== 'unchecked')
    others.push({ ...packet, options: [...packet.options, { kind: 'wscale', value: 13 }] });
  return others;
}

function otherActions(action: ScriptAction): ScriptAction[] {
  if (action.type === 'packet') return otherPackets(action.packet).map((packet) => ({ type: 'packet', packet }));
  if (action.type === 'command')
    return action.commands
      .filter((command) => command.type === 'count')
      .map((command) => ({ ...action, commands: [{ ...command, times: command.times + 1 }] }));
  if (action.type !== 'call') return [];
  const { plan } = action;
  const { what, answer } = plan;
  if (what.type === 'getsockopt' && what.option.name === 'SO_ERROR') {
    const error = what.option.error === 'EPIPE' ? null : 'EPIPE';
    return [{ ...action, plan: { ...plan, what: { ...what, option: { name: 'SO_ERROR', error } } } }];
  }
  // A descriptor's number is the script's to choose, but not whether there is one.
  const other = answer.error === null ? { value: -1, error: 'EINVAL' as const } : { value: 0, error: null };
  return [{ ...action, plan: { ...plan, answer: other } }];
}

function withEvent(script: Script, index: number, event: ScriptEvent): Script {
  return { ...script, events: script.events.with(index, event) };
}

describe('whatever is expected is checked', () => {
  test.each(passing)('$path', (script) => {
    const original = parsed(script);
    original.events.forEach((event, index) => {
      for (const action of otherActions(event.action)) {
        const { ok } = playScript(withEvent(original, index, { ...event, action }), { profile: script.profile });
        expect(ok, `line ${event.place.line} was changed to ${JSON.stringify(action)}`).toBe(false);
      }
    });
  });
});

test('an expected packet left out is noticed: by the next one, or by strict', () => {
  for (const script of passing) {
    const original = parsed(script);
    for (const [index, event] of original.events.entries()) {
      const { action } = event;
      if (action.type !== 'packet' || action.packet.direction === 'inbound') continue;
      // A reply is there already when the script ends; what a timer would send later may not be.
      if (!('at' in event.time) || event.time.at > 0) continue;
      const events = original.events.toSpliced(index, 1);
      if (events.length === 0) continue;
      const { ok } = playScript({ ...original, events }, { profile: script.profile, strict: true });
      expect(ok, `${script.path}:${event.place.line}`).toBe(false);
    }
  }
}, 120_000);
