/** Small worlds in which a TIME-WAIT is needed. Each is a scenario, and a verdict on what became of it. */
import { text, verbatim, type Rule, type Text } from '@lastack/exercise-kit';
import type { FaultSpec, Scenario } from '@lastack/simulator';
import type { Trace } from '@lastack/trace';
import type { TimeWait } from './play.ts';
import * as rules from './rules.ts';
import { BARE, broken, firstRecord, lastRecord, MSL, opening, runWith, waitOf } from './world.ts';

const seconds = (micros: number | null): string => (micros === null ? 'never' : `${micros / 1_000_000} s`);

/** The last ACK is lost `times` times; B, in LAST-ACK, repeats its FIN and must get one in the end. */
export function loseLastAck(timeWait: TimeWait, times: number): void {
  // A sends its SYN, five octets and its FIN, so that its ACKs of B's FIN have SEQ 7.
  const lost = (_: unknown, i: number): FaultSpec => ({
    packet: { from: 'A', flags: 'ACK', seq: 7, nth: i + 1 },
    fate: 'drop',
  });
  const scenario: Scenario = {
    version: 1,
    hosts: { A: BARE, B: BARE },
    script: [
      ...opening('hello'),
      { at: 300, host: 'A', call: 'close', socket: 'a' },
      { at: 400, host: 'B', call: 'close', socket: 'b' },
    ],
    faults: Array.from({ length: times }, lost),
  };
  const trace = runWith(timeWait, scenario, ['A']);
  const tried = [
    text(
      'A closes, then B: A waits in TIME-WAIT with your function, B in LAST-ACK',
      'A 先关，B 后关：A 在 TIME-WAIT（用你的函数），B 在 LAST-ACK',
    ),
    text(
      `A's ACK of B's FIN is lost, ${times === 1 ? 'once' : `${times} times in a row`}`,
      `A 对 B 的 FIN 的确认${times === 1 ? '丢了一次' : `接连丢了 ${times} 次`}`,
    ),
  ];
  const expected = text("A's ACK takes B from LAST-ACK to CLOSED", 'A 的 ACK 让 B 从 LAST-ACK 走到 CLOSED');
  const reset = firstRecord(trace, (record) => record.type === 'transmit' && record.packet.segment.rst);
  if (reset !== null)
    broken(rules.LAST_ACK, trace, reset, { tried, expected, got: text('A sends an RST', 'A 发了 RST') });
  const left = firstRecord(trace, (record) => record.type === 'state' && record.from === 'LAST-ACK');
  const acknowledged = firstRecord(
    trace,
    (record) => record.type === 'state' && record.from === 'LAST-ACK' && record.cause === 'ACK',
  );
  if (acknowledged === null) {
    broken(rules.LAST_ACK, trace, left, { tried, expected, got: text('no ACK reaches B', 'B 等不到 ACK') });
  }
  requireFullWait(trace, tried, rules.LAST_ACK);
}

/** A waits until 2 MSL after the last FIN that came, to the millisecond. */
function requireFullWait(trace: Trace, tried: readonly Text[], rule: Rule): void {
  const isFin = lastRecord(
    trace,
    (record) => record.type === 'arrive' && record.host === 'A' && record.packet.segment.fin,
  );
  const fin = isFin === null ? null : trace.records[isFin];
  const { until, record } = waitOf(trace, 'A');
  const due = (fin?.at ?? 0) + 2 * MSL * 1_000;
  if (until === due) return;
  broken(rule, trace, record, {
    tried,
    expected: text(`A leaves TIME-WAIT at ${seconds(due)}`, `A 在 ${seconds(due)} 离开 TIME-WAIT`),
    got: verbatim(seconds(until)),
  });
}

/**
 * SEQ 301, the segment of the textbook figure: 100 octets and B's FIN. A's ACK of it takes 29 s, so B repeats it, and
 * the fourth repetition takes 29 s, too: less than MSL, but it arrives when one who waited 1 MSL has begun anew.
 */
function seq301(rfc1337: boolean): Scenario {
  const a = { ...BARE, sysctls: { ...BARE.sysctls, 'net.ipv4.tcp_rfc1337': rfc1337 ? 1 : 0 } };
  const ack = { from: 'A', flags: 'ACK', seq: 10 } as const;
  return {
    version: 1,
    hosts: { A: a, B: BARE },
    script: [
      ...opening('GET /old'),
      { at: 300, host: 'A', call: 'shutdown', socket: 'a' },
      { at: 400, host: 'B', call: 'send', socket: 'b', text: 'o'.repeat(300) },
      { at: 800, host: 'B', call: 'send', socket: 'b', text: 'O'.repeat(100) },
      { at: 800, host: 'B', call: 'close', socket: 'b' },
      { at: 900, host: 'A', call: 'recv', socket: 'a' },
      { at: 900, host: 'A', call: 'close', socket: 'a' },
      // From the same port again: as long as A waits, it gets EADDRINUSE.
      { at: 38_000, host: 'B', call: 'accept', socket: 'listener', as: 'again' },
      { at: 38_000, host: 'A', call: 'connect', socket: 'second', to: 'B', port: 80, from: 40_000 },
      { at: 39_000, host: 'A', call: 'send', socket: 'second', text: 'GET /newer' },
      { at: 40_000, host: 'B', call: 'send', socket: 'again', text: 'n'.repeat(300) },
      { at: 60_000, host: 'A', call: 'recv', socket: 'second' },
      { at: 120_000, host: 'A', call: 'connect', socket: 'third', to: 'B', port: 80, from: 40_000 },
      { at: 121_000, host: 'A', call: 'recv', socket: 'third' },
    ],
    faults: [
      // The first ACK with this number is that of the 300 octets before.
      { packet: { ...ack, nth: 2 }, fate: 'delay', by: 29_000 },
      ...[3, 4, 5].map((nth): FaultSpec => ({ packet: { ...ack, nth }, fate: 'drop' })),
      { packet: { from: 'B', has: 'FIN', seq: 301, nth: 4 }, fate: 'delay', by: 29_000 },
    ],
    until: 130_000,
  };
}

const SEQ_301 = [
  text(
    'B sends SEQ 301: 100 octets and its FIN. A waits in TIME-WAIT with your function',
    'B 发出 SEQ 301：100 字节和它的 FIN。A 在 TIME-WAIT（用你的函数）',
  ),
  text(
    "A's ACK takes 29 s to reach B, so B repeats SEQ 301; the fourth repetition takes 29 s (MSL is 30 s)",
    'A 的 ACK 走了 29 秒，B 一再重传 SEQ 301；第四次重传在路上走了 29 秒（MSL 是 30 秒）',
  ),
];

/** A calls B again from the same port, early and late. What it reads must be new. */
export function meetOldSegment(timeWait: TimeWait): void {
  const trace = runWith(timeWait, seq301(false), ['A']);
  const tried = [
    ...SEQ_301,
    text('A connects again from the same port, at 38 s and at 120 s', 'A 用同一个端口再连，38 秒一次，120 秒一次'),
  ];
  const received = (record: number): string => {
    const result = trace.records[record];
    return result?.type === 'result' && result.host === 'A' && typeof result.value === 'string' ? result.value : '';
  };
  const reads = trace.records.flatMap(({ at }, index) => (at > 30_000_000 && received(index) !== '' ? [index] : []));
  const stale = reads.find((index) => /[^n]/.test(received(index)));
  if (stale !== undefined) {
    const arrival = lastRecord(
      trace,
      (record) => record.type === 'arrive' && record.host === 'A' && record.packet.segment.text.startsWith('O'),
    );
    broken(rules.OLD_TEXT, trace, arrival, {
      tried,
      expected: text('the new connection reads 300 octets, all new', '新连接读到 300 字节，全是新的'),
      got: text(
        `${received(stale).length} octets, 100 of them old`,
        `读到 ${received(stale).length} 字节，其中 100 字节是旧的`,
      ),
    });
  }
  if (reads.length > 0) return;
  broken(rules.OLD_TEXT, trace, null, {
    tried,
    expected: text('the connection at 120 s succeeds: the wait is over', '120 秒那次能连上：等待已经结束'),
    got: text('A still waits', 'A 还在等'),
  });
}

/** The copy of SEQ 301 finds A waiting and B closed: A's ACK draws an RST. RFC 1337 §2 calls it assassination. */
export function assassinate(timeWait: TimeWait, rfc1337: boolean): void {
  const trace = runWith(timeWait, { ...seq301(rfc1337), script: seq301(rfc1337).script.slice(0, 11) }, ['A']);
  const tried = [
    ...SEQ_301,
    text(
      `that copy meets A in TIME-WAIT, rfc1337 = ${rfc1337}; A acknowledges it; B, long CLOSED, answers with an RST`,
      `这一份到达时 A 还在 TIME-WAIT，rfc1337 = ${rfc1337}；A 回 ACK，B 早已 CLOSED，回了 RST`,
    ),
  ];
  const rst = firstRecord(trace, (record) => record.type === 'arrive' && record.packet.segment.rst);
  if (rst === null) {
    broken(rules.ASSASSINATION, trace, null, {
      tried,
      expected: text('A acknowledges the old segment', 'A 确认这个旧报文段'),
      got: text('nothing is sent', '什么也没发'),
    });
  }
  if (rfc1337) return requireFullWait(trace, tried, rules.ASSASSINATION);
  const { until, record } = waitOf(trace, 'A');
  if (until === trace.records[rst]?.at) return;
  broken(rules.ASSASSINATION, trace, record, {
    tried,
    expected: text('the RST ends the wait', 'RST 结束等待'),
    got: text(`A waits until ${seconds(until)}`, `A 一直等到 ${seconds(until)}`),
  });
}
