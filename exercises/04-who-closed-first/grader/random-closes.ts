/**
 * Connections of a whole TCP that somebody captured: both ends say something and close when they like, packets are
 * lost and late. Who closed first is not read from the packets: each end's own states tell it.
 */
import { onward, plainSegment, type Random } from '@lastack/exercise-kit';
import { run, type Scenario } from '@lastack/simulator';
import type { ProfileName } from '@lastack/tcp';
import type { Trace } from '@lastack/trace';
import type { Close, End, Packet } from '#subject';
import { oneFileAfterTheOther } from './packets.ts';

export interface Capture {
  readonly packets: readonly Packet[];
  readonly close: Close;
}

/** One connection, to its end or to where the capture was stopped, in the order of the capture. */
export function captureAtRandom(random: Random): Capture {
  const trace = run(scenario(random), { seed: random.integer(0, 2 ** 31) });
  const sent = packetsOf(trace);
  const stopped = random.oneIn(5) ? random.integer(0, sent.length) : sent.length;
  const captured = sent.slice(0, stopped);
  return { packets: inSomeOrder(random, captured), close: closeOf(trace, captured) };
}

function scenario(random: Random): Scenario {
  const aborts = random.oneIn(6) ? random.pick(['A', 'B']) : null;
  const delay = random.pick([5, 40, 120]);
  const closesA = 2_000 + random.integer(0, 300);
  // B closes when it likes, or just after A's FIN has arrived: then its ACK rides on B's FIN.
  const closesB = random.oneIn(3) ? closesA + delay + 1 : 2_000 + random.integer(0, 300);
  const leaves = (host: 'A' | 'B', at: number): Scenario['script'][number] => ({
    at,
    host,
    call: aborts === host ? 'abort' : 'close',
    socket: host.toLowerCase(),
  });
  // Numbers that wrap while the connection lasts, every other time.
  const iss = (): number => (random.oneIn(2) ? 2 ** 32 - random.integer(1, 500) : random.sequenceNumber());
  const host = { profile: random.pick<ProfileName>(['rfc9293', 'linux']), iss: iss() };
  // Two small writes in a row, then close(): Nagle holds the second back, and it leaves with the FIN.
  const words = { host: 'A', call: 'send', socket: 'a', text: 'bye' } as const;
  const lastWords = random.oneIn(3) ? [words, words].map((call) => ({ ...call, at: closesA })) : [];
  return {
    version: 1,
    hosts: { A: host, B: { ...host, iss: iss() } },
    links: [{ between: ['A', 'B'], delay, loss: random.pick([0, 0, 0.1, 0.3]) }],
    script: [
      { at: 0, host: 'B', call: 'listen', socket: 'listener', port: 80 },
      { at: 0, host: 'B', call: 'accept', socket: 'listener', as: 'b' },
      { at: 0, host: 'A', call: 'connect', socket: 'a', to: 'B', port: 80, from: 40_000 },
      { at: 20, host: 'A', call: 'send', socket: 'a', text: 'x'.repeat(random.integer(1, 400)) },
      // Whoever closes with something unread resets the connection.
      ...(random.oneIn(8) ? [] : [{ at: 1_900, host: 'B', call: 'recv', socket: 'b' } as const]),
      ...lastWords,
      leaves('A', closesA),
      leaves('B', closesB),
    ],
  };
}

/** Every packet as it was sent, by whom, and the record that says so. */
const packetsOf = (trace: Trace): readonly Sent[] =>
  trace.records.flatMap((record, index) =>
    record.type === 'transmit'
      ? [{ index, packet: { from: record.host === 'A' ? 'a' : 'b', ...plainSegment(record.packet.segment) } as const }]
      : [],
  );

interface Sent {
  readonly index: number;
  readonly packet: Packet;
}

/** As sent; or one machine's file after the other's. An end's own packets never change places. */
function inSomeOrder(random: Random, sent: readonly Sent[]): Packet[] {
  const packets = sent.map(({ packet }) => packet);
  return random.oneIn(3) ? oneFileAfterTheOther(packets, random.pick(['a', 'b'])) : packets;
}

function closeOf(trace: Trace, sent: readonly Sent[]): Close {
  const fins = { a: finOf(trace, sent, 'a'), b: finOf(trace, sent, 'b') };
  const finished =
    fins.a !== null && fins.b !== null && fins.a.acknowledgedBy !== null && fins.b.acknowledgedBy !== null;
  const resets = new Set(sent.filter(({ packet }) => packet.rst).map(({ packet }) => packet.from));
  if (!finished) {
    return { first: firstOf(fins, resets), how: resets.size > 0 ? 'rst' : 'open', segments: null };
  }
  const needed = [fins.a, fins.b].flatMap((fin) => [fin?.index, fin?.acknowledgedBy]);
  return { first: firstOf(fins, resets), how: 'fin', segments: new Set(needed).size };
}

interface Fin {
  readonly index: number;
  /** It had seen the other end's FIN: its TCP was in CLOSE-WAIT. */
  readonly knew: boolean;
  readonly acknowledgedBy: number | null;
}

function finOf(trace: Trace, sent: readonly Sent[], from: End): Fin | null {
  const fin = sent.find(({ packet }) => packet.from === from && packet.fin);
  if (fin === undefined) return null;
  const host = from.toUpperCase();
  const knew = trace.records
    .slice(0, fin.index)
    .some((record) => record.type === 'state' && record.host === host && record.to === 'CLOSE-WAIT');
  const after = onward(fin.packet.seq, fin.packet.length + 1);
  const ack = sent.find(({ packet }) => packet.from !== from && !packet.rst && packet.ack === after);
  return { index: fin.index, knew, acknowledgedBy: ack?.index ?? null };
}

function firstOf(
  { a, b }: { readonly a: Fin | null; readonly b: Fin | null },
  resets: ReadonlySet<End>,
): Close['first'] {
  if (a !== null && b !== null) return a.knew ? 'b' : b.knew ? 'a' : 'crossed';
  if (a !== null || b !== null) return a !== null ? 'a' : 'b';
  if (resets.size === 2) return 'crossed';
  return [...resets][0] ?? null;
}
