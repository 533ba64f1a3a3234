/** Small worlds in which the last ACK does not come, and a verdict on what became of both ends. */
import { tcpWith, text, verbatim, watch, world, type Found, type Watched, type World } from '@lastack/exercise-kit';
import { asState } from './as-state.ts';
import type { LastAck } from './question.ts';
import { RULES } from './rules.ts';

const MSL = 30_000;
const RETRIES = 4;
const RTO = 1_000;

/** B closes second, with the learner's LAST-ACK; A is ours, and waits 2 MSL. */
function runWith(lastAck: LastAck, scene: World, msl = MSL): Watched {
  const state = asState(lastAck, { rtoMax: 60_000, retries: RETRIES });
  const A = tcpWith(msl);
  return watch(scene, { machines: { A, B: tcpWith(MSL, { 'LAST-ACK': state }) }, reference: { A, B: tcpWith(MSL) } });
}

/** MSL of an A that does not wait in earnest. */
const HASTY = 50;

/** A sends its SYN, five octets and its FIN, so that its ACKs of B's FIN have SEQ 7. */
const LAST_ACK = { from: 'A', flags: 'ACK', seq: 7, nth: 1 } as const;
const ITS_ACK = text("A's ACK of B's FIN", 'A 对 B 的 FIN 的确认');

const closing = (): World =>
  world()
    .opens('hello')
    .closes(300, 'A')
    .closes(400, 'B')
    .told(
      text(
        'B is in LAST-ACK with your function, rto = 1000, retries = 4',
        'B 在 LAST-ACK（用你的函数），rto = 1000，retries = 4',
      ),
    );

/** The moments at which B's FIN left, µs, and where the last of them stands. */
function finsOf(seen: Watched): readonly NonNullable<Found>[] {
  return seen.trace.records.flatMap((record, index) =>
    record.type === 'transmit' && record.host === 'B' && record.packet.segment.fin ? [{ record, index }] : [],
  );
}

const secondsText = (times: readonly number[]): string => times.map((at) => `${at / 1_000_000} s`).join(', ');

/** The FIN leaves at 0, 1, 3, 7 … RTOs after the first. */
function requireBackoff(seen: Watched, times: number): void {
  const fins = finsOf(seen);
  const first = fins[0]?.record.at ?? 0;
  const due = Array.from({ length: times }, (_, i) => first + (2 ** i - 1) * RTO * 1_000);
  const left = fins.map(({ record }) => record.at);
  if (left.join() === due.join()) return;
  // One that is missing has no place: it should have left before LAST-ACK did, or is still to come.
  const wrong = fins.find(({ record }, i) => record.at !== due[i]) ?? seen.moves('B', { from: 'LAST-ACK' });
  seen.fail(RULES.hears, wrong, {
    expected: text(`the FIN leaves at ${secondsText(due)}`, `FIN 在 ${secondsText(due)} 发出`),
    got: verbatim(secondsText(left)),
  });
}

/** The last ACK is lost `times` times; the first that passes ends LAST-ACK. */
export function loseLastAck(lastAck: LastAck, times: number): void {
  const seen = runWith(lastAck, closing().loses(LAST_ACK, ITS_ACK, times));
  requireBackoff(seen, times + 1);
  const left = seen.moves('B', { from: 'LAST-ACK' });
  if (left?.record.type === 'state' && left.record.cause === 'ACK') return;
  seen.fail(RULES.hears, left, {
    expected: text('the ACK takes B from LAST-ACK to CLOSED', 'ACK 让 B 从 LAST-ACK 走到 CLOSED'),
    got:
      left === null
        ? text('B stays in LAST-ACK', 'B 一直停在 LAST-ACK')
        : text('something else ended it', '结束它的不是 ACK'),
  });
}

/** No ACK ever passes: B gives up when the last of its FINs has had its time. */
export function hearNothing(lastAck: LastAck): void {
  const seen = runWith(lastAck, closing().loses(LAST_ACK, ITS_ACK, 20).until(600_000));
  const left = seen.moves('B', { from: 'LAST-ACK' });
  const first = finsOf(seen)[0]?.record.at ?? 0;
  const due = first + (2 ** (RETRIES + 1) - 1) * RTO * 1_000;
  if (left?.record.at !== due || finsOf(seen).length !== RETRIES + 1) {
    const fins = finsOf(seen).length;
    seen.fail(RULES.noAnswer, left, {
      expected: text(
        `${RETRIES + 1} FINs; B gives up at ${due / 1_000_000} s`,
        `${RETRIES + 1} 个 FIN；B 在 ${due / 1_000_000} s 放弃`,
      ),
      got:
        left === null
          ? text(`${fins} FINs, and B still waits`, `${fins} 个 FIN，B 还在等`)
          : text(
              `${fins} FINs; it leaves at ${left.record.at / 1_000_000} s`,
              `${fins} 个 FIN；在 ${left.record.at / 1_000_000} s 离开`,
            ),
    });
  }
}

/** A has forgotten the connection long before the FIN comes again: its host answers with an RST. */
export function meetNobody(lastAck: LastAck): void {
  const scene = closing()
    .told(
      text(
        'A does not wait in TIME-WAIT: after 100 ms it has forgotten everything',
        'A 不肯等：TIME-WAIT 只有 100 ms，之后全忘了',
      ),
    )
    .loses(LAST_ACK, ITS_ACK);
  const seen = runWith(lastAck, scene, HASTY);
  const rst = seen.first((record) => record.type === 'arrive' && record.host === 'B' && record.packet.segment.rst);
  const left = seen.moves('B', { from: 'LAST-ACK' });
  if (rst !== null && left?.record.at === rst.record.at) return;
  seen.fail(RULES.forgotten, rst ?? left, {
    expected: text("A's RST ends LAST-ACK at once", 'A 的 RST 立刻结束 LAST-ACK'),
    got:
      rst === null
        ? text('no RST comes, since no FIN was sent again', '没有 RST，因为 FIN 没有重传')
        : text('B waits on', 'B 还在等'),
  });
}

/** The same A calls from the same port, before B's FIN comes again. */
export function meetNewCall(lastAck: LastAck): void {
  const scene = closing()
    .told(text('A has forgotten everything after 100 ms', 'A 在 100 ms 之后全忘了'))
    .loses(LAST_ACK, ITS_ACK)
    .calls([{ at: 700, host: 'B', call: 'accept', socket: 'listener', as: 'again' }], null)
    .calls(
      [{ at: 700, host: 'A', call: 'connect', socket: 'second', to: 'B', port: 80, from: 40_000 }],
      text(
        '700 ms: A connects again from the same port; B is still in LAST-ACK',
        '700 ms：A 用同一个端口再连，B 还在 LAST-ACK',
      ),
    )
    .until(20_000);
  const seen = runWith(lastAck, scene, HASTY);
  const left = seen.moves('B', { from: 'LAST-ACK' });
  const isOpen = (host: 'A' | 'B') =>
    seen.first((one) => one.type === 'state' && one.host === host && one.to === 'ESTABLISHED' && one.at > 700_000) !==
    null;
  // Two round trips of 20 ms after the SYN at most; B's FIN would have to come again to say the same a second later.
  if (isOpen('A') && isOpen('B') && left !== null && left.record.at < 760_000) return;
  const answer = seen.first((record) => record.at > 700_000 && record.type === 'arrive' && record.host === 'B');
  seen.fail(RULES.callsAnew, answer, {
    expected: text(
      'an ACK, and the RST that it draws frees the port at once',
      '回一个 ACK，引来的 RST 马上把端口让出来',
    ),
    got:
      left === null
        ? text('A does not get in', 'A 连不上')
        : text(
            `B is in LAST-ACK until ${left.record.at / 1_000_000} s`,
            `B 在 LAST-ACK 一直待到 ${left.record.at / 1_000_000} s`,
          ),
  });
}
