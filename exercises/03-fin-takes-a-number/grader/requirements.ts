/** What each rule demands of one answer. Each event meets only the rules that speak of it. */
import { ahead, onward, verbatim, type Requirement, type Rule } from '@lastack/exercise-kit';
import type { Answer, Carried } from '#subject';
import type { Call } from './question.ts';
import { RULES } from './rules.ts';

type Demand = Requirement<Call, Answer>;

export const sizeOf = ({ length, syn, fin }: Carried): number => length + Number(syn) + Number(fin);

/** What an arriving segment is to RCV.NXT. Exactly one fits. */
export type Place = 'first' | 'empty' | 'hole' | 'old' | 'overlap' | 'in order';

export function placeOf({ end, event }: Call): Place | null {
  if (event.type !== 'arrive') return null;
  if (end.rcvNxt === null) return 'first';
  if (sizeOf(event) === 0) return 'empty';
  const offset = ahead(end.rcvNxt, event.seq);
  if (offset > 0) return 'hole';
  if (offset === 0) return 'in order';
  return offset + sizeOf(event) > 0 ? 'overlap' : 'old';
}

const sends = ({ event }: Call): boolean => event.type === 'send';
const sentEnd = ({ end, event }: Call): number => onward(end.sndNxt, sizeOf(event));
const movesSending = (answer: Answer, call: Call): boolean => answer.sndNxt === sentEnd(call);
const expectSending = (call: Call) => verbatim(`sndNxt = ${sentEnd(call)}`);

const receivedEnd = (call: Call): number | null => {
  const { end, event } = call;
  const place = placeOf(call);
  const moves = event.type === 'arrive' && (place === 'first' || place === 'in order' || place === 'overlap');
  return moves ? onward(event.seq, sizeOf(event)) : end.rcvNxt;
};
const movesReceiving = (answer: Answer, call: Call): boolean => answer.rcvNxt === receivedEnd(call);
const expectReceiving = (call: Call) => verbatim(`rcvNxt = ${receivedEnd(call)}`);

/** What moves a number: the rule that a beginner has to hear is that of the last thing that counts. */
const counts = (rule: Rule, carries: (carried: Carried) => boolean): readonly Demand[] => [
  {
    rule,
    applies: (call) => sends(call) && carries(call.event),
    holds: movesSending,
    expected: expectSending,
  },
  {
    rule,
    applies: (call) => (placeOf(call) === 'first' || placeOf(call) === 'in order') && carries(call.event),
    holds: movesReceiving,
    expected: expectReceiving,
  },
];

const SENDING: readonly Demand[] = [
  {
    rule: RULES.seq,
    applies: sends,
    holds: ({ seq }, { end }) => seq === end.sndNxt,
    expected: ({ end }) => verbatim(`seq = ${end.sndNxt} (SND.NXT)`),
  },
  {
    rule: RULES.resend,
    applies: ({ event }) => event.type === 'resend',
    holds: ({ seq, sndNxt }, { end, event }) => event.type === 'resend' && seq === event.seq && sndNxt === end.sndNxt,
    expected: ({ end, event }) => verbatim(`seq = ${event.type === 'resend' ? event.seq : ''}, sndNxt = ${end.sndNxt}`),
  },
  {
    rule: RULES.noAckYet,
    applies: ({ end, event }) => event.type !== 'arrive' && end.rcvNxt === null,
    holds: ({ ack }) => ack === null,
    expected: () => verbatim('ack = null'),
  },
  {
    rule: RULES.newestAck,
    applies: ({ event }) => event.type !== 'arrive',
    holds: ({ ack, rcvNxt }, { end }) => ack === end.rcvNxt && rcvNxt === end.rcvNxt,
    expected: ({ end }) => verbatim(`ack = rcvNxt = ${end.rcvNxt}`),
  },
];

const at = (place: Place) => (call: Call) => placeOf(call) === place;

const ARRIVING: readonly Demand[] = [
  { rule: RULES.ackIsFree, applies: at('empty'), holds: movesReceiving, expected: expectReceiving },
  { rule: RULES.hole, applies: at('hole'), holds: movesReceiving, expected: expectReceiving },
  { rule: RULES.old, applies: at('old'), holds: movesReceiving, expected: expectReceiving },
  { rule: RULES.overlap, applies: at('overlap'), holds: movesReceiving, expected: expectReceiving },
  { rule: RULES.inOrder, applies: at('in order'), holds: movesReceiving, expected: expectReceiving },
  {
    rule: RULES.answered,
    // A bare ACK that is old or early draws an ACK from some TCPs: nothing is demanded there.
    applies: (call) => call.event.type === 'arrive' && (placeOf(call) !== 'empty' || isExpected(call)),
    holds: ({ ack }, call) => ack === (placeOf(call) === 'empty' ? null : receivedEnd(call)),
    expected: (call) => verbatim(`ack = ${placeOf(call) === 'empty' ? null : receivedEnd(call)}`),
  },
  {
    rule: RULES.inOrder,
    applies: ({ event }) => event.type === 'arrive',
    holds: ({ sndNxt, seq }, { end }) => sndNxt === end.sndNxt && seq === null,
    expected: ({ end }) => verbatim(`sndNxt = ${end.sndNxt}, seq = null`),
  },
];

const isExpected = ({ end, event }: Call): boolean => event.type === 'arrive' && event.seq === end.rcvNxt;

/** What comes out when numbers are compared with `<`. */
function linear({ end: { rcvNxt }, event }: Call): number | null {
  if (event.type !== 'arrive' || rcvNxt === null) return rcvNxt;
  const end = onward(event.seq, sizeOf(event));
  return event.seq - rcvNxt > 0 || end - rcvNxt <= 0 ? rcvNxt : end;
}

/** Told only where the answer is that of a straight line: other mistakes happen near 2^32, too. */
const CIRCLE: Demand = {
  rule: RULES.circle,
  applies: (call) => call.end.rcvNxt !== null && linear(call) !== receivedEnd(call),
  holds: (answer, call) => movesReceiving(answer, call) || answer.rcvNxt !== linear(call),
  expected: expectReceiving,
};

/** In the order in which they are judged: the first that fails is the one that is told. */
export const REQUIREMENTS: readonly Demand[] = [
  { rule: RULES.peerBegins, applies: at('first'), holds: ({ rcvNxt }) => rcvNxt !== null, expected: expectReceiving },
  CIRCLE,
  ...counts(RULES.finCounts, ({ fin }) => fin),
  ...counts(RULES.synCounts, ({ syn }) => syn),
  ...counts(RULES.textCounts, ({ length }) => length > 0),
  {
    rule: RULES.ackIsFree,
    applies: (call) => sends(call) && sizeOf(call.event) === 0,
    holds: movesSending,
    expected: expectSending,
  },
  ...SENDING,
  ...ARRIVING,
];
