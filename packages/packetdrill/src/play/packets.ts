/**
 * Packets of the script: `<` into the host, `>` against the next that the host has sent.
 * Next: defines.ts
 */
import type { Bytes, IcmpMessage, Micros } from '@lastack/tcp';
import type { IcmpSpec } from '../parse/icmp.ts';
import type { PacketSpec } from '../parse/packet.ts';
import { printPacket, seconds } from '../parse/print.ts';
import { burst } from './burst.ts';
import type { CallStage } from './calls.ts';
import { differences } from './compare.ts';
import { Numbers } from './numbers.ts';
import type { ScriptedPacket } from './numbers.ts';
import { Difference } from './result.ts';
import type { Sent } from './subject.ts';

/** The remote port of a connection that the script opens. */
const PEER_PORT = 40_000;

/** How long `*` waits at most. */
const A_DAY: Micros = 86_400_000_000;

/** When a packet may come. */
export interface Window {
  readonly from: Micros;
  readonly to: Micros;
  readonly any: boolean;
  readonly slack: Micros;
  readonly stage: CallStage;
}

export function injectPacket(stage: CallStage, spec: PacketSpec): void {
  const { subject, descriptors, options } = stage;
  let numbers = descriptors.underTest;
  if (numbers === null || numbers.stage === 'listening') {
    numbers = descriptors.begin(options.bindPort, PEER_PORT);
    numbers.noteFirstInbound(spec);
  }
  numbers.noteInbound(spec);
  const ports = spec.ports ?? { source: numbers.remotePort, destination: numbers.localPort ?? options.bindPort };
  subject.inject(ports, numbers.toLive(spec, options.tsEcrScaled));
}

/** The network says something of a segment that the connection under test has sent. */
export function injectIcmp({ subject, descriptors, options }: CallStage, { kind, mtu, seq }: IcmpSpec): void {
  const numbers = descriptors.underTest;
  if (numbers === null) throw new Difference('packet', 'no socket is there that this ICMP could speak of');
  const ports = { source: numbers.localPort ?? options.bindPort, destination: numbers.remotePort };
  const message: IcmpMessage = { kind, seq: numbers.localToLive(seq), ...(mtu === null ? {} : { mtu }) };
  subject.injectIcmp(ports, message);
}

/** Takes the next packet that the socket under test has sent, waiting for it, and compares. */
export function expectPacket(window: Window, spec: PacketSpec): void {
  const { stage } = window;
  const numbers = stage.descriptors.underTest;
  if (numbers === null) throw new Difference('packet', 'no socket is there that could send this packet');
  const sent = nextSent(window, numbers, spec);
  if (sent === null) {
    const until = window.any ? 'for a day' : `until ${seconds(Math.round(window.to + window.slack))} s`;
    throw new Difference('silence', `no packet was sent ${until}`, { expected: printPacket(spec), got: 'nothing' });
  }
  const { segment, source } = whole(window, sent, spec).packet;
  numbers.localPort ??= source.port;
  numbers.noteOutbound(spec, segment);
  const got = numbers.toScript(segment, spec);
  const fields = differences(spec, got, stage.options);
  if (!payloadIsOurs(stage, numbers, got)) fields.push('payload');
  const sides = { expected: printPacket(spec), got: printPacket(got), fields };
  if (fields.length > 0) throw new Difference('packet', `this packet differs in ${fields.join(', ')}`, sides);
  checkTime(window, sent.at, sides);
}

/** The packet and, unless segments are counted strictly, those that left with it and are a part of what is expected. */
function whole({ stage }: Window, sent: Sent, spec: PacketSpec): Sent {
  if (stage.options.strictSegments) return sent;
  return burst(sent, spec.length, stage.subject.sent, stage.subject.profile === 'linux');
}

function checkTime({ from, to, any, slack }: Window, at: Micros, sides: { expected: string; got: string }): void {
  if (any || (at >= from - slack && at <= to + slack)) return;
  const when = from === to ? seconds(from) : `${seconds(from)}~${seconds(to)}`;
  throw new Difference('time', `the right packet at another time: ${seconds(at)} s, not ${when} s`, sides);
}

/** The oldest packet of this connection that has not been expected yet; the host goes on until there is one. */
function nextSent({ stage, to, any, slack }: Window, numbers: Numbers, spec: PacketSpec): Sent | null {
  const { subject } = stage;
  const limit = any ? subject.now + A_DAY : to + slack;
  for (;;) {
    const index = subject.sent.findIndex((sent) => isOf(numbers, sent, spec));
    if (index >= 0) return subject.sent.splice(index, 1)[0]!;
    const next = subject.world.next();
    if (next === null || next > limit) return null;
    subject.advance(next);
  }
}

/** Whether a sent packet belongs to the connection under test, or is the SYN that begins it. */
function isOf(numbers: Numbers, { packet }: Sent, spec: PacketSpec): boolean {
  const { source, destination, segment } = packet;
  if (spec.ports !== null) return source.port === spec.ports.source && destination.port === spec.ports.destination;
  if (destination.port !== numbers.remotePort) return false;
  if (numbers.localPort === null) return segment.syn && segment.ack === null;
  return source.port === numbers.localPort;
}

/** What goes out is what was written, octet by octet, wherever it is cut. */
function payloadIsOurs({ descriptors }: CallStage, numbers: Numbers, got: ScriptedPacket): boolean {
  if (got.text === '' || got.flags.syn) return true;
  const written: Bytes = descriptors.writtenBy(numbers);
  const from = got.seq - 1;
  return written.slice(from, from + got.length) === got.text;
}

/** Strict: whatever is left over was not expected. */
export function unexpected({ subject, descriptors }: CallStage): void {
  const [left] = subject.sent;
  if (left === undefined) return;
  const numbers = descriptors.underTest ?? new Numbers('new', null, PEER_PORT);
  const got = printPacket(numbers.toScript(left.packet.segment, null));
  throw new Difference('extra', `a packet that the script does not expect was sent at ${seconds(left.at)} s`, {
    expected: 'nothing more',
    got,
  });
}
