/**
 * A segment, injected (`<`) or expected (`>`): `> F. 1:1(0) ack 2 win 65535 <nop,nop,TS val 100 ecr 7>`.
 * Next: icmp.ts
 */
import type { Cursor } from './cursor.ts';
import type { Place } from './problem.ts';
import { unsupported, wrong } from './problem.ts';
import { parseTcpOptions } from './tcp-option.ts';
import type { TcpOptions } from './tcp-option.ts';

export interface PacketSpec {
  readonly direction: 'inbound' | 'outbound';
  /** `40000 > 8080`: when the script names the ports itself. */
  readonly ports: { readonly source: number; readonly destination: number } | null;
  readonly flags: PacketFlags;
  /** SEG.SEQ: absolute with SYN, else relative to the sender's ISN; `null` for `...`, any number. */
  readonly seq: number | null;
  /** Octets of text. */
  readonly length: number;
  /** The number after `ack`; it counts as an acknowledgment only when `flags.ack` is set too. */
  readonly ack: number | null;
  /** As in the header, unscaled; `null`: not checked, or 0 when injected. */
  readonly window: number | null;
  readonly options: TcpOptions;
}

export interface PacketFlags {
  readonly syn: boolean;
  readonly fin: boolean;
  readonly rst: boolean;
  readonly psh: boolean;
  readonly ack: boolean;
}

const HELP = "A packet: direction, flags, numbers: '< S 0:0(0) win 32767 <mss 1460>' or '> F. 1:1(0) ack 1'.";
const FLAGS_HELP = "Flags are S, F, R, P in any combination, '.' for ACK (last), and '-' for none.";
const SEQ_HELP = 'Write the sequence numbers as first:last(length), like 1:1001(1000), or ...(0) for any.';
const MOST_32 = 0xffff_ffff;
const LAYERS: Readonly<Record<string, string>> = {
  udp: 'UDP packets',
  icmp: 'ICMP packets',
  ipv4: 'encapsulation in IPv4',
  ipv6: 'encapsulation in IPv6',
  gre: 'encapsulation in GRE',
  mpls: 'encapsulation in MPLS',
  sctp: 'SCTP packets',
  udplite: 'UDP-Lite packets',
};

export function parsePacket(cursor: Cursor): PacketSpec {
  const direction = cursor.take().text === '<' ? 'inbound' : 'outbound';
  refuseOtherLayers(cursor);
  const ports = parsePorts(cursor);
  const flags = parseFlags(cursor);
  const { seq, length } = parseSequence(cursor, direction);
  const ack = optionalNumber(cursor, 'ack', 'the acknowledgment number', MOST_32);
  const window = optionalNumber(cursor, 'win', 'the window', 0xffff);
  if (cursor.is('word', 'urg')) throw unsupported(cursor.peek(), 'the urgent pointer (urg)', 'Leave it out.');
  const place = cursor.peek();
  const options = parseTcpOptions(cursor);
  if (options === 'unchecked' && direction === 'inbound')
    throw wrong(place, '<...> says nothing about a packet to inject', 'Write the options that it carries.');
  return { direction, ports, flags, seq, length, ack, window, options };
}

function refuseOtherLayers(cursor: Cursor): void {
  const token = cursor.peek();
  if (token.kind === 'mark' && (token.text === '(' || token.text === '['))
    throw unsupported(token, 'fields of the IP header (ECN, TOS, TTL, flow label)', 'Leave the brackets out.');
  const layer = token.kind === 'word' ? LAYERS[token.text.toLowerCase()] : undefined;
  if (layer !== undefined) throw unsupported(token, layer, 'Only TCP segments are played.');
}

function parsePorts(cursor: Cursor): PacketSpec['ports'] {
  if (!cursor.is('integer') || cursor.peek(1).text !== '>') return null;
  const source = cursor.expectInteger('the source port', 1, 0xffff, HELP);
  cursor.expectMark('>', HELP);
  return { source, destination: cursor.expectInteger('the destination port', 1, 0xffff, HELP) };
}

function parseFlags(cursor: Cursor): PacketFlags {
  const token = cursor.peek();
  if (cursor.accept('mark', '.')) return flagsOf('', true, token);
  if (cursor.accept('mark', '-')) return flagsOf('', false, token);
  if (token.kind === 'decimal')
    throw wrong(token, `'${token.text}' runs the flag '.' into a number`, "Put a blank after the flag: '. 1:1(0)'.");
  if (token.kind !== 'word') throw cursor.unexpected('TCP flags', FLAGS_HELP);
  cursor.take();
  return flagsOf(token.text, cursor.accept('mark', '.'), token);
}

function flagsOf(letters: string, ack: boolean, place: Place): PacketFlags {
  for (const [index, letter] of [...letters].entries()) {
    const here = { line: place.line, column: place.column + index };
    if ('EWA'.includes(letter)) throw unsupported(here, `ECN (flag ${letter})`, FLAGS_HELP);
    if (letter === 'U') throw unsupported(here, 'urgent data (flag U)', FLAGS_HELP);
    if (!'SFRP'.includes(letter)) throw wrong(here, `there is no TCP flag '${letter}'`, FLAGS_HELP);
    if (letters.indexOf(letter) < index) throw wrong(here, `the flag '${letter}' stands twice`, FLAGS_HELP);
  }
  const has = (letter: string): boolean => letters.includes(letter);
  return { syn: has('S'), fin: has('F'), rst: has('R'), psh: has('P'), ack };
}

function parseSequence(cursor: Cursor, direction: PacketSpec['direction']): { seq: number | null; length: number } {
  const place = cursor.peek();
  if (cursor.accept('ellipsis', '...')) {
    if (direction === 'inbound') throw wrong(place, 'a packet to inject needs its sequence number', SEQ_HELP);
    return { seq: null, length: parseLength(cursor) };
  }
  const seq = cursor.expectInteger('the first sequence number', 0, MOST_32, SEQ_HELP);
  cursor.expectMark(':', SEQ_HELP);
  const end = cursor.expectInteger('the last sequence number', 0, MOST_32, SEQ_HELP);
  const length = parseLength(cursor);
  if (end !== (seq + length) % (MOST_32 + 1))
    throw wrong(
      place,
      `${seq}:${end}(${length}) does not add up`,
      'first + length = last; SYN and FIN do not count here.',
    );
  return { seq, length };
}

function parseLength(cursor: Cursor): number {
  cursor.expectMark('(', SEQ_HELP);
  const length = cursor.expectInteger('the length', 0, 0xffff, SEQ_HELP);
  cursor.expectMark(')', SEQ_HELP);
  return length;
}

function optionalNumber(cursor: Cursor, word: string, name: string, most: number): number | null {
  if (!cursor.accept('word', word)) return null;
  return cursor.expectInteger(name, 0, most, `Write ${word} and a number from 0 to ${most}.`);
}
