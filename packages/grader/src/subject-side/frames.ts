/** Messages between the trusted side and a subject's process: four bytes of length, little-endian, then JSON in UTF-8. */
import { readSync, writeSync } from 'node:fs';

/** Descriptors in the subject's process. */
export const REQUESTS = 3;
export const REPLIES = 4;

/** Waits for the next request. `null`: the trusted side has gone. */
export function readFrame(): string | null {
  const header = readExactly(4);
  const body = header && readExactly(header.readUInt32LE(0));
  return body ? body.toString('utf8') : null;
}

function readExactly(length: number): Buffer | null {
  const bytes = Buffer.allocUnsafe(length);
  for (let filled = 0; filled < length;) {
    const got = readSync(REQUESTS, bytes, filled, length - filled, null);
    if (got === 0) return null;
    filled += got;
  }
  return bytes;
}

export function frame(text: string): Buffer {
  const length = Buffer.byteLength(text);
  const bytes = Buffer.allocUnsafe(4 + length);
  bytes.writeUInt32LE(length);
  bytes.write(text, 4);
  return bytes;
}

export function writeFrame(text: string): void {
  const bytes = frame(text);
  for (let sent = 0; sent < bytes.length;) sent += writeSync(REPLIES, bytes, sent);
}
