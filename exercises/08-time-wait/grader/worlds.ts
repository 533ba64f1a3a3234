/** Small worlds in which a TIME-WAIT is needed, and a verdict on what became of the other end. */
import {
  BARE_HOST,
  tcpWith,
  text,
  verbatim,
  watch,
  world,
  type Found,
  type Rule,
  type Watched,
  type Who,
  type World,
} from '@lastack/exercise-kit';
import { asState } from './as-state.ts';
import type { TimeWait } from './question.ts';
import { RULES } from './rules.ts';

export const MSL = 30_000;

/** Runs the world with the learner's TIME-WAIT on the hosts named, ours on the others. */
export function runWith(timeWait: TimeWait, hosts: readonly Who[], scene: World): Watched {
  const reference = tcpWith(MSL);
  const theirs = tcpWith(MSL, { 'TIME-WAIT': asState(timeWait, { msl: MSL }) });
  const machineOf = (who: Who) => (hosts.includes(who) ? theirs : reference);
  return watch(scene, { machines: { A: machineOf('A'), B: machineOf('B') }, reference });
}

const seconds = (micros: number): string => `${micros / 1_000_000} s`;

/** The last ACK is lost `times` times; B, in LAST-ACK, repeats its FIN and must get one in the end. */
export function loseLastAck(timeWait: TimeWait, times: number): void {
  // A sends its SYN, five octets and its FIN, so that its ACKs of B's FIN have SEQ 7.
  const lastAck = { from: 'A', flags: 'ACK', seq: 7, nth: 1 } as const;
  const scene = world()
    .opens('hello')
    .closes(300, 'A')
    .closes(400, 'B')
    .told(text('A waits in TIME-WAIT with your function, B in LAST-ACK', 'A 在 TIME-WAIT（用你的函数），B 在 LAST-ACK'))
    .loses(lastAck, text("A's ACK of B's FIN", 'A 对 B 的 FIN 的确认'), times);
  const seen = runWith(timeWait, ['A'], scene);
  const expected = text("A's ACK takes B from LAST-ACK to CLOSED", 'A 的 ACK 让 B 从 LAST-ACK 走到 CLOSED');
  const reset = seen.first((record) => record.type === 'transmit' && record.packet.segment.rst);
  if (reset !== null) seen.fail(RULES.lastAck, reset, { expected, got: text('A sends an RST', 'A 发了 RST') });
  const left = seen.moves('B', { from: 'LAST-ACK' });
  if (left?.record.type !== 'state' || left.record.cause !== 'ACK')
    seen.fail(RULES.lastAck, left, { expected, got: text('no ACK reaches B', 'B 等不到 ACK') });
  requireFullWait(seen, RULES.lastAck);
}

/** A waits until 2 MSL after the last FIN that came, to the millisecond. */
export function requireFullWait(seen: Watched, rule: Rule): void {
  const fin = seen.last((record) => record.type === 'arrive' && record.host === 'A' && record.packet.segment.fin);
  const due = (fin?.record.at ?? 0) + 2 * MSL * 1_000;
  const left = seen.moves('A', { from: 'TIME-WAIT' });
  if (left?.record.at === due) return;
  seen.fail(rule, left, {
    expected: text(`A leaves TIME-WAIT at ${seconds(due)}`, `A 在 ${seconds(due)} 离开 TIME-WAIT`),
    got: left === null ? text('never', '一直没有离开') : verbatim(seconds(left.record.at)),
  });
}

/** Both close at once, both wait, and one ACK comes twice. That must be the end of it. */
export function waitTogether(timeWait: TimeWait): void {
  const scene = world()
    .opens('hello')
    .closes(300, 'A')
    .closes(300, 'B')
    .told(text('both wait in TIME-WAIT with your function', '两端都在 TIME-WAIT（都用你的函数）'))
    .doubles({ from: 'B', flags: 'ACK', seq: 2, nth: 1 }, 500, text("B's last ACK", 'B 的最后一个 ACK '))
    .until(10_000);
  const seen = runWith(timeWait, ['A', 'B'], scene);
  const waiting = Math.max(...(['A', 'B'] as const).map((host) => atOf(seen.moves(host, { to: 'TIME-WAIT' }))));
  const speaks = (record: { type: string; at: number }): boolean => record.type === 'transmit' && record.at > waiting;
  const spoken = seen.first(speaks);
  if (spoken === null) return;
  const many = seen.trace.records.filter(speaks).length;
  seen.fail(RULES.ackStorm, spoken, {
    expected: text('silence', '安静'),
    got: text(`ACK for ACK: ${many} segments in ten seconds`, `ACK 换 ACK：十秒里 ${many} 个报文段`),
  });
}

const atOf = (found: Found): number => found?.record.at ?? Infinity;

/** The server closed first and waits; its client calls again from the same port, and need not wait. */
export function redial(timeWait: TimeWait): void {
  const { iss: _, ...host } = BARE_HOST;
  const again = text(
    'A connects again from the same port; its SYN is newer than all that B has received',
    'A 用同一个端口再连，它的 SYN 比 B 收到过的都新',
  );
  const scene = world({ A: host, B: host })
    .opens('hello')
    .closes(300, 'B')
    .closes(400, 'A')
    .told(text('B waits in TIME-WAIT with your function', 'B 在 TIME-WAIT（用你的函数）'))
    .calls([{ at: 1_000, host: 'B', call: 'accept', socket: 'listener', as: 'again' }], null)
    .calls([{ at: 1_000, host: 'A', call: 'connect', socket: 'second', to: 'B', port: 80, from: 40_000 }], again)
    .until(10_000);
  const seen = runWith(timeWait, ['B'], scene);
  const isSecond = (at: number): boolean => at >= 1_000_000;
  const established = seen.first(
    (record) => record.type === 'state' && record.host === 'A' && record.to === 'ESTABLISHED' && isSecond(record.at),
  );
  // One round trip of 20 ms: no detour over an RST and a second SYN.
  if (established?.record.at === 1_020_000) return;
  const answer = seen.first((record) => record.type === 'transmit' && record.host === 'B' && isSecond(record.at));
  seen.fail(RULES.redial, answer, {
    expected: text('the listener takes the SYN: SYN,ACK', '监听套接字接下 SYN：SYN,ACK'),
    got: text('TIME-WAIT answers it, or nobody does', '回应它的是 TIME-WAIT，或者没人回应'),
  });
}
