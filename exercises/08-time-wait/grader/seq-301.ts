/**
 * SEQ 301, the segment of the textbook figure: 100 octets and B's FIN. A's ACK of it takes 29 s, so B repeats it, and
 * the fourth repetition takes 29 s, too: less than MSL, but it arrives when one who waited 1 MSL has begun anew.
 */
import { BARE_HOST, text, verbatim, world, type World } from '@lastack/exercise-kit';
import type { TimeWait } from './question.ts';
import { RULES } from './rules.ts';
import { requireFullWait, runWith } from './worlds.ts';

const ACK = { from: 'A', flags: 'ACK', seq: 10 } as const;

/** B's last 100 octets are O, for old. */
function late(rfc1337: boolean): World {
  const a = { ...BARE_HOST, sysctls: { ...BARE_HOST.sysctls, 'net.ipv4.tcp_rfc1337': rfc1337 ? 1 : 0 } };
  return (
    world({ A: a, B: BARE_HOST })
      .opens('GET /old')
      .shuts(300, 'A')
      .says(400, 'B', 'o'.repeat(300))
      .says(800, 'B', 'O'.repeat(100))
      .closes(800, 'B')
      .told(text('these 100 octets and its FIN are SEQ 301', '这 100 字节和它的 FIN 就是 SEQ 301'))
      .reads(900, 'A')
      .calls([{ at: 900, host: 'A', call: 'close', socket: 'a' }], null)
      .told(text('A waits in TIME-WAIT with your function', 'A 在 TIME-WAIT（用你的函数）'))
      // The first ACK with this number is that of the 300 octets before.
      .delays({ ...ACK, nth: 2 }, 29_000, text("A's ACK of it", 'A 对它的确认'))
      .loses({ ...ACK, nth: 3 }, text("A's next ACK", 'A 接下来的 ACK '), 3)
      .delays(
        { from: 'B', has: 'FIN', seq: 301, nth: 4 },
        29_000,
        text('so B repeats SEQ 301, and the fourth of them', '于是 B 一再重传 SEQ 301，第四次的'),
      )
      .until(130_000)
  );
}

/** From the same port again: as long as A waits, it gets EADDRINUSE. */
const redialled = (scene: World): World =>
  scene.calls(
    [
      { at: 38_000, host: 'B', call: 'accept', socket: 'listener', as: 'again' },
      { at: 38_000, host: 'A', call: 'connect', socket: 'second', to: 'B', port: 80, from: 40_000 },
      { at: 39_000, host: 'A', call: 'send', socket: 'second', text: 'GET /newer' },
      { at: 40_000, host: 'B', call: 'send', socket: 'again', text: 'n'.repeat(300) },
      { at: 60_000, host: 'A', call: 'recv', socket: 'second' },
      { at: 120_000, host: 'A', call: 'connect', socket: 'third', to: 'B', port: 80, from: 40_000 },
      { at: 121_000, host: 'A', call: 'recv', socket: 'third' },
    ],
    text('A connects again from the same port, at 38 s and at 120 s', 'A 用同一个端口再连，38 秒一次，120 秒一次'),
  );

/** A calls B again from the same port, early and late. What it reads must be new. */
export function meetOldSegment(timeWait: TimeWait): void {
  const seen = runWith(timeWait, ['A'], redialled(late(false)));
  const reads = seen.trace.records.flatMap((record) =>
    record.type === 'result' && record.host === 'A' && record.at > 30_000_000 && typeof record.value === 'string'
      ? [record.value]
      : [],
  );
  const stale = reads.find((words) => /[^n]/.test(words));
  if (stale !== undefined) {
    const arrival = seen.last(
      (record) => record.type === 'arrive' && record.host === 'A' && record.packet.segment.text.startsWith('O'),
    );
    seen.fail(RULES.oldText, arrival, {
      expected: text('the new connection reads 300 octets, all new', '新连接读到 300 字节，全是新的'),
      got: text(`${stale.length} octets, 100 of them old`, `读到 ${stale.length} 字节，其中 100 字节是旧的`),
    });
  }
  if (reads.some((words) => words !== '')) return;
  seen.fail(RULES.oldText, null, {
    expected: text('the connection at 120 s succeeds: the wait is over', '120 秒那次能连上：等待已经结束'),
    got: text('A still waits', 'A 还在等'),
  });
}

/** The copy of SEQ 301 finds A waiting and B closed: A's ACK draws an RST. RFC 1337 §2 calls it assassination. */
export function assassinate(timeWait: TimeWait, rfc1337: boolean): void {
  const scene = late(rfc1337).told(
    text(
      `that copy meets A in TIME-WAIT, rfc1337 = ${rfc1337}; A acknowledges it; B, long CLOSED, answers with an RST`,
      `这一份到达时 A 还在 TIME-WAIT，rfc1337 = ${rfc1337}；A 回 ACK，B 早已 CLOSED，回了 RST`,
    ),
  );
  const seen = runWith(timeWait, ['A'], scene);
  const rst = seen.first((record) => record.type === 'arrive' && record.packet.segment.rst);
  if (rst === null) {
    const late = seen.last((record) => record.type === 'arrive' && record.host === 'A' && record.packet.segment.fin);
    return seen.fail(RULES.reack, late, {
      expected: text('A acknowledges SEQ 301, 100 octets and the FIN', 'A 确认 SEQ 301，即那 100 字节和 FIN'),
      got: text('nothing is sent', '什么也没发'),
    });
  }
  if (rfc1337) return requireFullWait(seen, RULES.assassination);
  const left = seen.moves('A', { from: 'TIME-WAIT' });
  if (left?.record.at === rst.record.at) return;
  const until = left === null ? null : `${left.record.at / 1_000_000} s`;
  seen.fail(RULES.assassination, left, {
    expected: text('the RST ends the wait', 'RST 结束等待'),
    got: until === null ? verbatim('A waits on') : text(`A waits until ${until}`, `A 一直等到 ${until}`),
  });
}
