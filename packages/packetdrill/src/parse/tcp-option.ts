/**
 * The options of a packet: `<mss 1460,sackOK,TS val 100 ecr 0,nop,wscale 7>`, in the order of the wire.
 * Next: packet.ts
 */
import type { Cursor } from './cursor.ts';
import { unsupported, wrong } from './problem.ts';

export type TcpOption =
  | { readonly kind: 'mss'; readonly value: number }
  | { readonly kind: 'wscale'; readonly value: number }
  | { readonly kind: 'nop' | 'eol' | 'sackOK' }
  /** Octet numbers relative to the other side's ISN, as `ack` is. */
  | { readonly kind: 'sack'; readonly blocks: readonly (readonly [left: number, right: number])[] }
  | { readonly kind: 'TS'; readonly val: number; readonly ecr: number };

/** `'unchecked'` is `<...>`; an empty list means that the packet must carry none. */
export type TcpOptions = readonly TcpOption[] | 'unchecked';

const HELP = 'Options: mss N, wscale N, nop, eol, sackOK, sack L:R …, TS val N ecr N; or <...> for "any".';
const MOST_32 = 0xffff_ffff;
/** Data offset is 4 bits of 32-bit words: 60 octets of header, 20 of them fixed. RFC 9293 §3.1. */
const MOST_OCTETS = 40;
const ELSEWHERE: Readonly<Record<string, string>> = {
  FO: 'TCP Fast Open',
  FOEXP: 'TCP Fast Open (experimental option)',
  md5: 'the MD5 signature option',
  mpcapable: 'Multipath TCP',
  mp_capable: 'Multipath TCP',
  exp: 'experimental options',
  ACCECN: 'Accurate ECN',
};

export function parseTcpOptions(cursor: Cursor): TcpOptions {
  if (!cursor.is('mark', '<')) return [];
  const opening = cursor.take();
  if (cursor.accept('ellipsis', '...')) {
    cursor.expectMark('>', 'Close the options with > .');
    return 'unchecked';
  }
  const options: TcpOption[] = [];
  do options.push(parseOption(cursor));
  while (cursor.accept('mark', ','));
  cursor.expectMark('>', 'Separate options with a comma, and close them with > .');
  const octets = options.reduce((sum, option) => sum + optionOctets(option), 0);
  if (octets > MOST_OCTETS)
    throw wrong(opening, `these options take ${octets} octets; a header has room for ${MOST_OCTETS}`, HELP);
  return options;
}

function parseOption(cursor: Cursor): TcpOption {
  if (!cursor.is('word')) throw cursor.unexpected('a TCP option', HELP);
  const name = cursor.take();
  switch (name.text) {
    case 'nop':
    case 'eol':
    case 'sackOK':
      return { kind: name.text };
    case 'mss':
      return { kind: 'mss', value: cursor.expectInteger('the MSS', 0, 0xffff, 'Write mss 1460.') };
    case 'wscale':
      return { kind: 'wscale', value: cursor.expectInteger('the window scale', 0, 255, 'Write wscale 7.') };
    case 'TS':
      return parseTimestamps(cursor);
    case 'sack':
      return parseSack(cursor);
    default: {
      const feature = ELSEWHERE[name.text];
      if (feature !== undefined) throw unsupported(name, `${feature} (${name.text})`, HELP);
      throw wrong(name, `there is no TCP option '${name.text}'`, HELP);
    }
  }
}

function parseTimestamps(cursor: Cursor): TcpOption {
  const help = 'Write TS val 100 ecr 0.';
  cursor.expect('word', 'val', help);
  const val = cursor.expectInteger('TSval', 0, MOST_32, help);
  cursor.expect('word', 'ecr', help);
  return { kind: 'TS', val, ecr: cursor.expectInteger('TSecr', 0, MOST_32, help) };
}

function parseSack(cursor: Cursor): TcpOption {
  const help = 'Write the blocks as left:right, separated by blanks: sack 1001:2001 3001:4001.';
  const blocks: (readonly [number, number])[] = [];
  do {
    const left = cursor.expectInteger('the left edge', 0, MOST_32, help);
    cursor.expectMark(':', help);
    blocks.push([left, cursor.expectInteger('the right edge', 0, MOST_32, help)]);
  } while (cursor.is('integer'));
  return { kind: 'sack', blocks };
}

/** What an option takes in the header. RFC 9293 §3.2, RFC 7323, RFC 2018. */
export function optionOctets(option: TcpOption): number {
  switch (option.kind) {
    case 'nop':
    case 'eol':
      return 1;
    case 'sackOK':
      return 2;
    case 'wscale':
      return 3;
    case 'mss':
      return 4;
    case 'TS':
      return 10;
    case 'sack':
      return 2 + 8 * option.blocks.length;
  }
}
