/** The learner's function as five states of a whole TCP. Ours brings the connection to its FIN; from there it is theirs. */
import {
  asking,
  boolean,
  milliseconds,
  nullable,
  object,
  oneOf,
  over,
  plainSegment,
  plainState,
  plainText,
  segmentFrom,
  sequenceNumber,
  stays,
  Story,
  string,
  text,
  transmits,
  verbatim,
  whole,
  type Text,
} from '@lastack/exercise-kit';
import {
  isLegal,
  seq,
  type Connection as ConnectionTcb,
  type Effect,
  type Env,
  type ReplacedState,
  type Segment as TcpSegment,
  type Tcb,
  type TimeWait,
  type Transition,
} from '@lastack/tcp';
import type { Answer, Connection, Event, Settings, State } from '#subject';
import { requireNothing } from './old-clock.ts';
import { RULES } from './rules.ts';

export type Closing = (connection: Connection, event: Event, settings: Settings) => Answer;

export interface AsStatesOptions extends Omit<Settings, 'now'> {
  /** For a check that remembers its questions: every moment is told as this one, and repetitions are not counted. */
  readonly always?: number;
  /** Put every question twice. */
  readonly twice?: boolean;
  /** More questions than this, and the two ends talk for ever. */
  readonly most?: number;
  /** After every answer a clock rings that is not set any more. */
  readonly oldClocks?: boolean;
}

const number = sequenceNumber;
const STATES = ['FIN-WAIT-1', 'FIN-WAIT-2', 'CLOSING', 'LAST-ACK', 'TIME-WAIT'] as const satisfies readonly State[];
const ANSWER = object({
  connection: nullable(
    object({
      state: oneOf(...STATES),
      sndUna: number,
      sndNxt: number,
      rcvNxt: number,
      rcvWnd: whole,
      unacked: string,
      rto: whole,
      retransmissions: whole,
      deadline: nullable(whole),
    }),
  ),
  transmit: nullable(object({ seq: number, ack: number, text: string, fin: boolean })),
  deliver: string,
  outcome: nullable(oneOf('closed', 'reset', 'timed-out')),
});

type Replaced = { readonly [state in State]: ReplacedState };

export function asStates(
  closing: Closing,
  { always, twice = false, most = Infinity, oldClocks = false, ...settings }: AsStatesOptions,
): Replaced {
  const asked = asking({ name: 'closing', subject: closing, shape: ANSWER, rules: RULES, twice });
  let questions = 0;
  const happens = (tcb: Tcb, event: Event, env: Env, segment: TcpSegment | null = null): Transition => {
    const shift = always === undefined ? 0 : always - milliseconds(env.now);
    const now = milliseconds(env.now) + shift;
    const before = connectionOf(tcb, shift, always !== undefined, event.type === 'enter');
    const story = new Story({ before: [eventText(before, event, now)] });
    questions += 1;
    if (questions > most) tooMany(story, most);
    const answer = asked(story, before, event, { ...settings, now });
    requireSense(story, before, event, answer, now);
    const after = answer.connection;
    if (oldClocks && after !== null && now < (after.deadline ?? Infinity)) {
      const ring = { type: 'timeout' } as const;
      const again = new Story({ before: [eventText(before, event, now), eventText(after, ring, now)] });
      requireNothing(again, after, asked(again, after, ring, { ...settings, now }));
    }
    return transition(tcb, answer, { shift: -shift, segment, now: env.now });
  };
  const state = (name: State): ReplacedState =>
    plainState(name, {
      // From our own states; a move of the learner's is complete as it is.
      ...(name === 'FIN-WAIT-1' || name === 'LAST-ACK'
        ? { enter: (tcb, env) => happens(tcb, { type: 'enter' }, env) }
        : {}),
      segment: (tcb, segment, env) => {
        const { length: _, ...plain } = plainSegment(segment);
        return happens(tcb, { type: 'segment', segment: { ...plain, text: segment.text } }, env, segment);
      },
      timeout: (tcb, timer, env) =>
        timer === 'retransmission' || timer === 'time-wait' ? happens(tcb, { type: 'timeout' }, env) : stays(tcb),
    });
  return Object.fromEntries(STATES.map((name) => [name, state(name)])) as Replaced;
}

function connectionOf(tcb: Tcb, shift: number, uncounted: boolean, isNew: boolean): Connection {
  const due = (deadline: number | null): number | null => (deadline === null ? null : milliseconds(deadline) + shift);
  if (tcb.state === 'TIME-WAIT') {
    const { sndNxt, rcvNxt, rcvWnd, deadline } = tcb;
    const idle = { sndUna: sndNxt, unacked: '', rto: 0, retransmissions: 0 };
    return { state: 'TIME-WAIT', sndNxt, rcvNxt, rcvWnd, ...idle, deadline: due(deadline) };
  }
  const { snd, rcv, timers } = tcb;
  if (!snd.finSent) throw new Error('this exercise begins when the FIN has left');
  return {
    state: tcb.state as State,
    sndUna: snd.una,
    sndNxt: snd.nxt,
    rcvNxt: rcv.nxt,
    rcvWnd: rcv.wnd,
    unacked: snd.buffer,
    rto: milliseconds(snd.rto),
    retransmissions: uncounted || isNew ? 0 : snd.retransmissions,
    deadline: isNew ? null : due(timers.retransmission),
  };
}

function tooMany(story: Story, most: number): never {
  return story.fail(RULES.silence, {
    expected: text('both ends fall silent', '两端安静下来'),
    got: text(`more than ${most} questions to your function, and no end`, `问了你的函数 ${most} 多次，还没完`),
  });
}

/** What the world around cannot go on with. */
function requireSense(story: Story, before: Connection, event: Event, answer: Answer, now: number): void {
  const to = answer.connection?.state ?? 'CLOSED';
  const viaFinWait2 = before.state === 'FIN-WAIT-1' && to === 'TIME-WAIT';
  if (to !== before.state && !viaFinWait2 && !isLegal(before.state, to)) {
    story.fail(RULES.moves, {
      expected: text(`${before.state}, or a state that follows it`, `${before.state}，或它的后继状态`),
      got: verbatim(to),
    });
  }
  const deadline = answer.connection?.deadline ?? Infinity;
  if (event.type !== 'segment' && deadline <= now)
    story.fail(RULES.clock, {
      expected: verbatim(`deadline > ${now}, or null`),
      got: verbatim(`deadline = ${deadline}`),
    });
}

interface Around {
  readonly shift: number;
  readonly segment: TcpSegment | null;
  readonly now: number;
}

function transition(tcb: Tcb, { connection, transmit, deliver, outcome }: Answer, around: Around): Transition {
  const effects: Effect[] = deliver === '' ? [] : [{ type: 'deliver', bytes: deliver }];
  const wasOpen = tcb.state === 'FIN-WAIT-1' || tcb.state === 'FIN-WAIT-2';
  const isOpen = connection !== null && (connection.state === 'FIN-WAIT-1' || connection.state === 'FIN-WAIT-2');
  if (wasOpen && connection !== null && !isOpen) effects.push({ type: 'signal', signal: 'peer-closed' });
  if (transmit !== null) effects.push(transmits(segmentFrom(tcb, transmit)));
  if (connection === null) {
    const reopens = tcb.state === 'TIME-WAIT' && around.segment?.syn === true;
    return reopens ? reopening(tcb) : over(outcome ?? 'closed', effects);
  }
  const deadline = connection.deadline === null ? null : (connection.deadline + around.shift) * 1_000;
  if (connection.state === 'TIME-WAIT') return stays(timeWaitOf(tcb, connection, deadline, around.now), effects);
  return stays(connectionTcb(tcb as ConnectionTcb, connection, deadline), effects);
}

function timeWaitOf(tcb: Tcb, { sndNxt, rcvNxt, rcvWnd }: Connection, deadline: number | null, now: number): TimeWait {
  const numbers = { sndNxt: seq(sndNxt), rcvNxt: seq(rcvNxt), rcvWnd, deadline: deadline ?? Infinity };
  if (tcb.state === 'TIME-WAIT') return { ...tcb, ...numbers };
  const bare = { tsRecent: null, tsRecentAt: 0, challengedAt: null };
  return { state: 'TIME-WAIT', windowShift: tcb.rcv.windowShift, enteredAt: now, ...bare, ...numbers };
}

const QUIET = {
  persist: null,
  'delayed-ack': null,
  'time-wait': null,
  'fin-wait-2': null,
  keepalive: null,
  user: null,
};

/** What ours kept beyond a hole is let go: the learner's function keeps nothing there, and it will come again. */
function connectionTcb(tcb: ConnectionTcb, connection: Connection, deadline: number | null): ConnectionTcb {
  const { state, sndUna, sndNxt, rcvNxt, unacked, rto, retransmissions } = connection;
  const nxt = seq(sndNxt);
  const finished = state === 'CLOSING' || state === 'LAST-ACK';
  return {
    ...tcb,
    state: state as ConnectionTcb['state'],
    snd: { ...tcb.snd, una: seq(sndUna), nxt, resend: nxt, buffer: unacked, rto: rto * 1_000, retransmissions },
    rcv: { ...tcb.rcv, nxt: seq(rcvNxt), acked: seq(rcvNxt), finished, finAt: null, outOfOrder: [] },
    timers: { ...QUIET, retransmission: deadline },
  };
}

/** The host's listener takes the SYN; without one, this end only acknowledges. */
const reopening = (tcb: TimeWait): Transition =>
  stays(tcb, [
    {
      type: 'reopen',
      iss: seq((tcb.sndNxt + 65_537) >>> 0),
      otherwise: segmentFrom(tcb, { seq: tcb.sndNxt, ack: tcb.rcvNxt }),
    },
  ]);

function eventText(before: Connection, event: Event, now: number): Text {
  const what = event.type === 'segment' ? plainText(event.segment) : event.type;
  return text(
    `your function is asked at ${now} ms in ${before.state}: ${what}`,
    `${now} ms 问你的函数，状态 ${before.state}：${what}`,
  );
}
