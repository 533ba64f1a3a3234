/**
 * A trace as a capture file that Wireshark and tcpdump open: classic pcap, LINKTYPE_RAW (101), microseconds, good
 * checksums. draft-ietf-opsawg-pcap.
 * Next: problem.ts
 */
import { encodePacket } from '@lastack/tcp';
import type { HostName, Packet, Trace, TraceRecord } from '../record.ts';

const MAGIC_MICROSECONDS = 0xa1b2c3d4;
const LINKTYPE_RAW = 101;
const SNAPLEN = 262_144;

export interface PcapOptions {
  /** Capture at this host: what it sent and what reached it. Absent: every packet once, where and when it was sent. */
  readonly host?: HostName;
}

interface Captured {
  readonly at: number;
  readonly packet: Packet;
}

function capture(records: readonly TraceRecord[], host: HostName | undefined): Captured[] {
  return records.flatMap((record): Captured[] => {
    const sent = record.type === 'transmit' && (host === undefined || record.host === host);
    const came = record.type === 'arrive' && host !== undefined && record.host === host;
    return sent || came ? [{ at: record.at, packet: record.packet }] : [];
  });
}

function fileHeader(): Uint8Array {
  const view = new DataView(new ArrayBuffer(24));
  view.setUint32(0, MAGIC_MICROSECONDS);
  view.setUint16(4, 2);
  view.setUint16(6, 4);
  view.setUint32(16, SNAPLEN);
  view.setUint32(20, LINKTYPE_RAW);
  return new Uint8Array(view.buffer);
}

function block({ at, packet }: Captured): Uint8Array {
  const octets = encodePacket(packet);
  const block = new Uint8Array(16 + octets.length);
  const view = new DataView(block.buffer);
  view.setUint32(0, Math.floor(at / 1_000_000));
  view.setUint32(4, at % 1_000_000);
  view.setUint32(8, octets.length);
  view.setUint32(12, octets.length);
  block.set(octets, 16);
  return block;
}

/** The whole file. Virtual time 0 is the epoch: Wireshark counts from the first packet anyway. */
export function traceToPcap(trace: Trace, options: PcapOptions = {}): Uint8Array {
  const parts = [fileHeader(), ...capture(trace.records, options.host).map(block)];
  const file = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    file.set(part, offset);
    offset += part.length;
  }
  return file;
}
