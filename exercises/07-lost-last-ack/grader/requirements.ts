/**
 * What each rule demands of one answer, as a table. Where TCPs differ without harm nothing is demanded: whether the ACK
 * in an old segment is read, and whether an RST in the window is challenged.
 */
import {
  ahead,
  onward,
  segmentWords,
  text,
  verbatim,
  type Requirement,
  type Rule,
  type Text,
} from '@lastack/exercise-kit';
import type { Answer } from '#subject';
import type { Call } from './question.ts';
import { RULES } from './rules.ts';

type Demand = Requirement<Call, Answer>;

export type Kind =
  | 'enter'
  | 'early'
  | 'due'
  | 'hopeless'
  | 'RST'
  | 'blind RST'
  | 'SYN'
  | 'old'
  | 'ACK of FIN'
  | 'other ACK'
  | 'never sent'
  | 'odd';

/** What has happened, as the rules see it. Exactly one kind fits each call. */
export function kindOf({ connection, event, settings }: Call): Kind {
  if (event.type === 'enter') return 'enter';
  if (event.type === 'timeout') {
    if (settings.now < (connection.deadline ?? Infinity)) return 'early';
    return connection.retransmissions < settings.retries ? 'due' : 'hopeless';
  }
  const { seq, ack, rst, syn, fin, length } = event.segment;
  const offset = ahead(connection.rcvNxt, seq);
  if (rst) return offset === 0 ? 'RST' : 'blind RST';
  if (syn) return 'SYN';
  if (offset < 0) return 'old';
  // Beyond the peer's FIN no honest peer sends text, and without ACK nothing at all: nearly everything is right there.
  if (offset > 0 || ack === null || fin || length > 0) return 'odd';
  const distance = ahead(connection.sndNxt, ack);
  return distance === 0 ? 'ACK of FIN' : distance < 0 ? 'other ACK' : 'never sent';
}

const is =
  (...kinds: readonly Kind[]) =>
  (call: Call) =>
    kinds.includes(kindOf(call));
const stays = ({ connection, outcome }: Answer): boolean => connection !== null && outcome === null;
const silent = ({ transmit }: Answer): boolean => transmit === null;
const ends = (how: Answer['outcome']) => (answer: Answer) =>
  answer.connection === null && answer.outcome === how && silent(answer);

const acknowledges = ({ transmit }: Answer, { connection }: Call): boolean =>
  transmit?.seq === connection.sndNxt && transmit.ack === connection.rcvNxt && !transmit.fin;
/** An old segment whose ACK covers our FIN may be read, as BSD does, and then the connection is over. */
const wasRead = (answer: Answer, { connection, event }: Call): boolean =>
  event.type === 'segment' && event.segment.ack === connection.sndNxt && ends('closed')({ ...answer, transmit: null });

const nextRto = ({ connection, settings }: Call): number => Math.min(2 * connection.rto, settings.rtoMax);
const finAgain = ({ connection }: Call) => ({ seq: onward(connection.sndNxt, -1), ack: connection.rcvNxt, fin: true });

const words = (segment: { seq: number; ack: number; fin: boolean }): string =>
  segmentWords({ ...segment, length: 0, syn: false, rst: false });
const oneAck = ({ connection }: Call): Text => {
  const ack = words({ seq: connection.sndNxt, ack: connection.rcvNxt, fin: false });
  return text(`one segment: ${ack}`, `一个报文段：${ack}`);
};
const over = (how: string) => (): Text =>
  text(`connection: null, outcome: ${how}; nothing sent`, `connection: null，outcome: ${how}；什么也不发`);
const goesOn = (): Text => text('the wait goes on, nothing is sent', '继续等，什么也不发');

const demand = (rule: Rule, kinds: readonly Kind[], holds: Demand['holds'], expected: Demand['expected']): Demand => ({
  rule,
  applies: is(...kinds),
  holds,
  expected,
});

const CLOCK: readonly Demand[] = [
  demand(
    RULES.enter,
    ['enter'],
    (answer, { connection, settings }) =>
      stays(answer) &&
      silent(answer) &&
      answer.connection?.deadline === settings.now + connection.rto &&
      answer.connection.rto === connection.rto,
    ({ connection, settings }) =>
      text(
        `deadline = ${settings.now + connection.rto} (now + rto), nothing sent`,
        `deadline = ${settings.now + connection.rto}（now + rto），什么也不发`,
      ),
  ),
  demand(RULES.early, ['early'], (answer) => stays(answer) && silent(answer), goesOn),
  demand(RULES.giveUp, ['hopeless'], ends('timed-out'), over('timed-out')),
  demand(RULES.giveUp, ['due'], stays, (call) => verbatim(words(finAgain(call)))),
  demand(
    RULES.retransmit,
    ['due'],
    ({ transmit }, call) =>
      JSON.stringify(transmit && [transmit.seq, transmit.ack, transmit.fin]) ===
      JSON.stringify(Object.values(finAgain(call))),
    (call) => text(`the same FIN: ${words(finAgain(call))}`, `同一个 FIN：${words(finAgain(call))}`),
  ),
  demand(
    RULES.longest,
    ['due'],
    ({ connection }, { settings }) => connection === null || connection.rto <= settings.rtoMax,
    ({ settings }) => verbatim(`rto = ${settings.rtoMax}`),
  ),
  demand(
    RULES.backoff,
    ['due'],
    ({ connection }, call) =>
      connection?.rto === nextRto(call) && connection.deadline === call.settings.now + nextRto(call),
    (call) =>
      text(
        `rto = ${nextRto(call)}, deadline = ${call.settings.now + nextRto(call)} (now + rto)`,
        `rto = ${nextRto(call)}，deadline = ${call.settings.now + nextRto(call)}（now + rto）`,
      ),
  ),
  demand(
    RULES.count,
    ['due'],
    ({ connection }, call) => connection?.retransmissions === call.connection.retransmissions + 1,
    ({ connection }) => verbatim(`retransmissions = ${connection.retransmissions + 1}`),
  ),
];

const SEGMENTS: readonly Demand[] = [
  demand(RULES.reset, ['RST'], ends('reset'), over('reset')),
  demand(
    RULES.resetBlind,
    ['blind RST'],
    (answer, call) => stays(answer) && (silent(answer) || acknowledges(answer, call)),
    goesOn,
  ),
  demand(RULES.syn, ['SYN'], (answer, call) => stays(answer) && acknowledges(answer, call), oneAck),
  demand(
    RULES.reack,
    ['old'],
    (answer, call) => (stays(answer) && acknowledges(answer, call)) || wasRead(answer, call),
    oneAck,
  ),
  demand(RULES.closed, ['ACK of FIN'], ends('closed'), over('closed')),
  demand(RULES.anotherAck, ['other ACK'], (answer) => stays(answer) && silent(answer), goesOn),
  demand(RULES.neverSent, ['never sent'], (answer, call) => stays(answer) && acknowledges(answer, call), oneAck),
  demand(
    RULES.odd,
    ['odd'],
    (answer, call) => (stays(answer) && (silent(answer) || acknowledges(answer, call))) || wasRead(answer, call),
    () => text('the wait goes on; nothing is sent, or an ACK', '继续等；什么也不发，或者回一个 ACK'),
  ),
];

const KEPT: readonly Demand[] = [
  demand(
    RULES.clockKept,
    ['early', 'blind RST', 'SYN', 'old', 'other ACK', 'never sent', 'odd'],
    ({ connection }, { connection: before }) =>
      connection === null ||
      (connection.deadline === before.deadline &&
        connection.rto === before.rto &&
        connection.retransmissions === before.retransmissions),
    ({ connection: { deadline, rto, retransmissions } }) =>
      verbatim(`deadline = ${deadline}, rto = ${rto}, retransmissions = ${retransmissions}`),
  ),
  {
    rule: RULES.numbers,
    applies: () => true,
    holds: ({ connection: after }, { connection: before }) =>
      after === null || (after.sndNxt === before.sndNxt && after.rcvNxt === before.rcvNxt),
    expected: ({ connection: { sndNxt, rcvNxt } }) => verbatim(`sndNxt = ${sndNxt}, rcvNxt = ${rcvNxt}`),
  },
];

/** In the order in which they are judged: the first that fails is the one that is told. */
export const REQUIREMENTS: readonly Demand[] = [...CLOCK, ...SEGMENTS, ...KEPT];
