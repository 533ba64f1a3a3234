/**
 * A script as text again, in one canonical form: what `parseScript` reads back as the same script.
 * Packets are printed alone too, so that what was expected and what came can stand one above the other.
 * Next: ../play/result.ts
 */
import type { Micros } from '@lastack/tcp';
import type { Expression } from './expression.ts';
import { printIcmp } from './icmp.ts';
import type { PacketFlags, PacketSpec } from './packet.ts';
import type { Script, ScriptAction, ScriptEvent } from './script.ts';
import type { CallSpec } from './system-call.ts';
import type { TcpOption, TcpOptions } from './tcp-option.ts';
import type { ScriptTime } from './time.ts';

/** The whole script; comments and conditional lines are gone, what they decided stays. */
export function printScript(script: Script): string {
  const lines = script.optionLines.map(
    ({ name, value }) => `--${name}${value === null ? '' : `=${optionValue(value)}`}`,
  );
  if (script.before) lines.push(printAction(script.before));
  lines.push(...script.events.map(printEvent));
  if (script.after) lines.push(printAction(script.after));
  return `${lines.join('\n')}\n`;
}

const optionValue = (value: string): string => (/\s/.test(value) ? `"${value}"` : value);

export function printEvent({ time, action }: ScriptEvent): string {
  const end = action.type === 'call' && action.call.end !== null ? `...${seconds(action.call.end)}` : '';
  return `${printTime(time)}${end} ${printAction(action)}`;
}

export function printTime(time: ScriptTime): string {
  switch (time.type) {
    case 'absolute':
      return seconds(time.at);
    case 'relative':
      return `+${seconds(time.at)}`;
    case 'absolute-range':
      return `${seconds(time.from)}~${seconds(time.to)}`;
    case 'relative-range':
      return `+${seconds(time.from)}~+${seconds(time.to)}`;
    case 'any':
      return '*';
  }
}

/** Microseconds as seconds, without digits that say nothing: 0, 0.25, 60.000001. */
export function seconds(micros: Micros): string {
  const fraction = String(micros % 1_000_000)
    .padStart(6, '0')
    .replace(/0+$/, '');
  const whole = Math.floor(micros / 1_000_000);
  return fraction === '' ? `${whole}` : `${whole}.${fraction}`;
}

function printAction(action: ScriptAction): string {
  switch (action.type) {
    case 'packet':
      return printPacket(action.packet);
    case 'icmp':
      return printIcmp(action.icmp);
    case 'call':
      return printCall(action.call);
    case 'command':
      return `\`${action.text}\``;
    case 'assert':
      return `%{ ${action.text} }%`;
  }
}

/** `> F. 1:1(0) ack 2 win 65535 <nop,nop,TS val 100 ecr 7>` */
export function printPacket(packet: PacketSpec): string {
  const parts = [packet.direction === 'inbound' ? '<' : '>'];
  if (packet.ports) parts.push(`${packet.ports.source} > ${packet.ports.destination}`);
  parts.push(printFlags(packet.flags));
  const end = packet.seq === null ? 0 : (packet.seq + packet.length) % 2 ** 32;
  parts.push(packet.seq === null ? `...(${packet.length})` : `${packet.seq}:${end}(${packet.length})`);
  if (packet.ack !== null) parts.push(`ack ${packet.ack}`);
  if (packet.window !== null) parts.push(`win ${packet.window}`);
  const options = printOptions(packet.options);
  if (options !== '') parts.push(options);
  return parts.join(' ');
}

function printFlags(flags: PacketFlags): string {
  const letters = `${flags.syn ? 'S' : ''}${flags.fin ? 'F' : ''}${flags.rst ? 'R' : ''}${flags.psh ? 'P' : ''}`;
  return `${letters}${flags.ack ? '.' : ''}` || '-';
}

/** In angle brackets; an empty string for none. */
export function printOptions(options: TcpOptions): string {
  if (options === 'unchecked') return '<...>';
  return options.length === 0 ? '' : `<${options.map(printOption).join(',')}>`;
}

function printOption(option: TcpOption): string {
  switch (option.kind) {
    case 'mss':
    case 'wscale':
      return `${option.kind} ${option.value}`;
    case 'nop':
    case 'eol':
    case 'sackOK':
      return option.kind;
    case 'sack':
      return `sack ${option.blocks.map(([left, right]) => `${left}:${right}`).join(' ')}`;
    case 'TS':
      return `TS val ${option.val} ecr ${option.ecr}`;
  }
}

export function printCall(call: CallSpec): string {
  const note = call.error ? ` ${call.error.name} (${call.error.note})` : call.note === null ? '' : ` (${call.note})`;
  return `${call.name}(${printList(call.args)}) = ${printExpression(call.result)}${note}`;
}

const printList = (expressions: readonly Expression[]): string => expressions.map(printExpression).join(', ');

function printExpression(expression: Expression): string {
  switch (expression.type) {
    case 'default':
      return '...';
    case 'number':
      return expression.base === 16 ? `0x${expression.value.toString(16)}` : `${expression.value}`;
    case 'word':
      return expression.name;
    case 'string':
      return `"${escaped(expression.text)}"${expression.more ? '...' : ''}`;
    case 'or':
      return expression.parts.map(printExpression).join(' | ');
    case 'list':
      return `[${printList(expression.items)}]`;
    case 'struct': {
      const fields = expression.fields.map(
        ({ name, count, value }) =>
          (name === null ? '' : `${name}${count === null ? '' : `(${printExpression(count)})`} = `) +
          printExpression(value),
      );
      return `{${fields.join(', ')}}`;
    }
    case 'function':
      return `${expression.name}(${printList(expression.args)})`;
  }
}

/** As a C string; characters are octets. */
function escaped(text: string): string {
  return text.replace(/["\\]|[^ -~]/g, (c) =>
    c === '"' || c === '\\' ? `\\${c}` : `\\x${(c.charCodeAt(0) & 0xff).toString(16).padStart(2, '0')}`,
  );
}
