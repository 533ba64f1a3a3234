/** Which connections of a capture, by number or by their two ends. Next: show.ts */
import type { CapturedPacket, ConnectionDiagnosis, Endpoint } from '@lastack/trace';
import { wrongCall } from '../refusal.ts';

export interface Numbered {
  /** From 1, in the order of their first segments. */
  readonly number: number;
  readonly diagnosis: ConnectionDiagnosis;
}

export const endpointText = ({ address, port }: Endpoint): string =>
  address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;

/** `addr:port-addr:port`, either end first; IPv6 addresses in brackets or not. */
function endsOf(word: string): readonly [string, string] | null {
  const match = /^(\[?[0-9a-fA-F.:]+\]?:\d+)-(\[?[0-9a-fA-F.:]+\]?:\d+)$/.exec(word);
  const bare = (text: string): string => text.replace(/[[\]]/g, '');
  return match ? [bare(match[1]!), bare(match[2]!)] : null;
}

const textOf = (endpoint: Endpoint): string => `${endpoint.address}:${endpoint.port}`;

/** Those that `word` names; without a word, all. */
export function chosen(all: readonly Numbered[], word: string | undefined): readonly Numbered[] {
  if (word === undefined) return all;
  const ends = endsOf(word);
  const found = /^\d+$/.test(word)
    ? all.filter(({ number }) => number === Number(word))
    : all.filter(({ diagnosis }) => {
        const [a, b] = diagnosis.ends.map(({ endpoint }) => textOf(endpoint));
        return ends !== null && ((ends[0] === a && ends[1] === b) || (ends[0] === b && ends[1] === a));
      });
  if (found.length > 0) return found;
  throw wrongCall(
    `no connection "${word}": give a number from 1 to ${all.length}, or both ends as addr:port-addr:port.`,
    `没有连接“${word}”：请给 1 到 ${all.length} 的编号，或写出两端：addr:port-addr:port。`,
  );
}

/** The connection's own segments: the same two ends may have had another before it. */
export function packetsOf(packets: readonly CapturedPacket[], { frames }: ConnectionDiagnosis): CapturedPacket[] {
  const own = new Set(frames);
  return packets.filter(({ frame }) => own.has(frame));
}
