/**
 * What each rule demands of one answer, as a table. A rule that does not apply demands nothing, and where RFC 9293 and
 * Linux differ without harm, nothing is demanded: whether an old segment restarts the clock, for one.
 */
import { ahead, text, verbatim, type Requirement, type Text } from '@lastack/exercise-kit';
import type { Answer, Segment } from '#subject';
import type { Call } from './question.ts';
import { RULES } from './rules.ts';

type Demand = Requirement<Call, Answer>;

const segmentOf = ({ event }: Call): Segment | null => (event.type === 'segment' ? event.segment : null);
const offset = ({ connection }: Call, segment: Segment): number => ahead(connection.rcvNxt, segment.seq);
const due = ({ settings }: Call): number => settings.now + 2 * settings.msl;
const stays = (answer: Answer): boolean => answer.connection !== null;
const silent = (answer: Answer): boolean => answer.transmit === null;
const clockUntouched = (answer: Answer, { connection }: Call): boolean =>
  answer.connection?.expires === connection.expires;
const acknowledges = (answer: Answer, { connection }: Call): boolean =>
  answer.transmit?.seq === connection.sndNxt && answer.transmit.ack === connection.rcvNxt;

/** What kind of segment the rules see in it. Exactly one kind fits each segment. */
export type Kind = 'RST' | 'new SYN' | 'old SYN' | 'no ACK bit' | 'FIN again' | 'bare ACK' | 'other';

export function kindOf(call: Call): Kind | null {
  const segment = segmentOf(call);
  if (segment === null) return null;
  if (segment.rst) return 'RST';
  if (segment.syn) return segment.ack === null && offset(call, segment) > 0 ? 'new SYN' : 'old SYN';
  if (segment.ack === null) return 'no ACK bit';
  if (segment.fin && offset(call, segment) + segment.length === -1) return 'FIN again';
  if (segment.length === 0 && !segment.fin && offset(call, segment) === 0) return 'bare ACK';
  return 'other';
}

const is = (kind: Kind) => (call: Call) => kindOf(call) === kind;
const isRstAt = (exactly: boolean) => (call: Call) =>
  kindOf(call) === 'RST' && (offset(call, segmentOf(call) as Segment) === 0) === exactly;

/** RFC 5961 §3.2: an RST inside the window but not at RCV.NXT may be challenged. Linux stays silent in TIME-WAIT. */
const mayChallenge = (call: Call): boolean => {
  const distance = ((segmentOf(call) as Segment).seq - call.connection.rcvNxt) >>> 0;
  return distance !== 0 && distance < call.connection.rcvWnd;
};

const ackText = ({ connection }: Call): string => `<SEQ=${connection.sndNxt}><ACK=${connection.rcvNxt}><CTL=ACK>`;
const oneAck = (call: Call): Text => text(`one segment: ${ackText(call)}`, `一个报文段：${ackText(call)}`);
const lives = text('the connection goes on waiting', '连接继续等待');
const over = text('the connection is over (connection: null)', '连接结束（connection: null）');
const untilText = (at: number | null): Text => verbatim(`expires = ${at}`);

const CLOCK: readonly Demand[] = [
  {
    rule: RULES.clockStart,
    applies: ({ event }) => event.type === 'enter',
    holds: (answer, call) => answer.connection?.expires === due(call) && silent(answer),
    expected: (call) =>
      text(
        `expires = ${due(call)} (now + 2 × msl), nothing sent`,
        `expires = ${due(call)}（now + 2 × msl），不发任何报文`,
      ),
  },
  {
    rule: RULES.clockEnd,
    applies: ({ event }) => event.type === 'timeout',
    holds: (answer, { connection, settings }) =>
      silent(answer) && stays(answer) === settings.now < (connection.expires ?? Infinity),
    expected: ({ connection, settings }) => (settings.now < (connection.expires ?? Infinity) ? lives : over),
  },
  {
    rule: RULES.clockEnd,
    applies: ({ event, connection, settings }) =>
      event.type === 'timeout' && settings.now < (connection.expires ?? Infinity),
    holds: clockUntouched,
    expected: ({ connection }) => untilText(connection.expires),
  },
];

const RESETS: readonly Demand[] = [
  {
    rule: RULES.reset,
    applies: isRstAt(true),
    holds: (answer, { settings }) => stays(answer) === settings.rfc1337,
    expected: ({ settings }) => (settings.rfc1337 ? lives : over),
  },
  { rule: RULES.resetBlind, applies: isRstAt(false), holds: stays, expected: () => lives },
  {
    rule: RULES.resetAnswered,
    applies: is('RST'),
    holds: (answer, call) => silent(answer) || (mayChallenge(call) && acknowledges(answer, call)),
    expected: () => text('nothing is sent', '什么也不发'),
  },
  {
    rule: RULES.resetClock,
    applies: is('RST'),
    holds: (answer, call) => answer.connection === null || clockUntouched(answer, call),
    expected: ({ connection }) => untilText(connection.expires),
  },
];

const SYNS: readonly Demand[] = [
  {
    rule: RULES.newSyn,
    applies: is('new SYN'),
    holds: (answer) => !stays(answer) && silent(answer),
    expected: () =>
      text(
        'the connection is over (connection: null), and nothing is sent',
        '连接结束（connection: null），什么也不发',
      ),
  },
  {
    rule: RULES.oldSyn,
    applies: is('old SYN'),
    holds: (answer, call) => stays(answer) && acknowledges(answer, call),
    expected: oneAck,
  },
];

const ANSWERS: readonly Demand[] = [
  { rule: RULES.reack, applies: is('FIN again'), holds: acknowledges, expected: oneAck },
  {
    rule: RULES.rearm,
    applies: is('FIN again'),
    holds: (answer, call) => answer.connection?.expires === due(call),
    expected: (call) => text(`expires = ${due(call)} (now + 2 × msl)`, `expires = ${due(call)}（now + 2 × msl）`),
  },
  {
    rule: RULES.bareAck,
    applies: is('bare ACK'),
    holds: (answer) => stays(answer) && silent(answer),
    expected: () => text('nothing is sent, the connection goes on waiting', '什么也不发，连接继续等待'),
  },
  {
    rule: RULES.noAckBit,
    applies: is('no ACK bit'),
    holds: (answer, call) => stays(answer) && (silent(answer) || acknowledges(answer, call)),
    expected: () =>
      text('the connection goes on waiting; nothing is sent, or an ACK', '连接继续等待；什么也不发，或者回一个 ACK'),
  },
  {
    rule: RULES.oldSegment,
    applies: is('other'),
    // A bare ACK that lies in the window beyond RCV.NXT cannot come from an honest peer: both answers are right.
    holds: (answer, call) => stays(answer) && (acknowledges(answer, call) || (silent(answer) && isBareInWindow(call))),
    expected: oneAck,
  },
];

function isBareInWindow(call: Call): boolean {
  const { length, fin, seq } = segmentOf(call) as Segment;
  return length === 0 && !fin && (seq - call.connection.rcvNxt) >>> 0 < call.connection.rcvWnd;
}

const KEEPS_CLOCK: Demand = {
  rule: RULES.clockKept,
  applies: (call) => ['old SYN', 'no ACK bit', 'bare ACK', 'other'].includes(kindOf(call) ?? ''),
  holds: (answer, call) => !stays(answer) || clockUntouched(answer, call) || answer.connection?.expires === due(call),
  expected: (call) =>
    text(
      `expires = ${call.connection.expires} or ${due(call)}`,
      `expires = ${call.connection.expires} 或 ${due(call)}`,
    ),
};

const KEEPS_NUMBERS: Demand = {
  rule: RULES.numbers,
  applies: () => true,
  holds: ({ connection: after }, { connection: before }) =>
    after === null ||
    (after.sndNxt === before.sndNxt && after.rcvNxt === before.rcvNxt && after.rcvWnd === before.rcvWnd),
  expected: ({ connection: { sndNxt, rcvNxt, rcvWnd } }) =>
    verbatim(`sndNxt = ${sndNxt}, rcvNxt = ${rcvNxt}, rcvWnd = ${rcvWnd}`),
};

/** In the order in which they are judged: the first that fails is the one that is told. */
export const REQUIREMENTS: readonly Demand[] = [...CLOCK, ...RESETS, ...SYNS, ...ANSWERS, KEEPS_CLOCK, KEEPS_NUMBERS];
