/** The learner's function as the LAST-ACK state of a whole TCP. */
import {
  milliseconds,
  over,
  plainSegment,
  plainState,
  segmentFrom,
  stays,
  Story,
  text,
  transmits,
  verbatim,
} from '@lastack/exercise-kit';
import { seq, type Connection as ConnectionTcb, type Env, type ReplacedState, type Transition } from '@lastack/tcp';
import type { Answer, Connection, Event } from '#subject';
import { answerText, ask, type LastAck } from './question.ts';
import { RULES } from './rules.ts';

export interface AsStateOptions {
  /** ms */
  readonly rtoMax: number;
  readonly retries: number;
  /**
   * For a check that remembers its questions: every moment is told as this one, ms, deadlines relative to it, and the
   * retransmissions are not counted (the patience of `retries` is tested elsewhere).
   */
  readonly always?: number;
}

const INSIDE = [text('a whole TCP with your function as its LAST-ACK', '一个完整的 TCP，LAST-ACK 用你的函数')];

export function asState(lastAck: LastAck, { rtoMax, retries, always }: AsStateOptions): ReplacedState {
  const asked = ask(lastAck);
  const story = new Story({ before: INSIDE });
  const answerTo = (tcb: ConnectionTcb, event: Event, env: Env): Transition => {
    const shift = always === undefined ? 0 : always - milliseconds(env.now);
    const now = milliseconds(env.now) + shift;
    const answer = asked(story, connectionOf(tcb, event, shift, always !== undefined), event, { now, rtoMax, retries });
    const { connection } = answer;
    if (event.type !== 'segment' && connection !== null && (connection.deadline ?? now) <= now) {
      const rule = event.type === 'enter' ? RULES.enter : RULES.backoff;
      story.fail(rule, { expected: verbatim(`deadline > ${now}`), got: answerText(answer) });
    }
    return transition(tcb, answer, -shift);
  };
  return plainState('LAST-ACK', {
    enter: (tcb, env) => answerTo(tcb, { type: 'enter' }, env),
    segment: (tcb, segment, env) => answerTo(tcb, { type: 'segment', segment: plainSegment(segment) }, env),
    timeout: (tcb, timer, env) => (timer === 'retransmission' ? answerTo(tcb, { type: 'timeout' }, env) : stays(tcb)),
  });
}

function connectionOf(
  { snd, rcv, timers }: ConnectionTcb,
  event: Event,
  shift: number,
  uncounted: boolean,
): Connection {
  const due = timers.retransmission;
  return {
    sndNxt: snd.nxt,
    rcvNxt: rcv.nxt,
    rto: milliseconds(snd.rto),
    retransmissions: uncounted || event.type === 'enter' ? 0 : snd.retransmissions,
    deadline: due === null || event.type === 'enter' ? null : milliseconds(due) + shift,
  };
}

const QUIET = {
  persist: null,
  'delayed-ack': null,
  'time-wait': null,
  'fin-wait-2': null,
  keepalive: null,
  user: null,
};

function transition(tcb: ConnectionTcb, { connection, transmit, outcome }: Answer, shift: number): Transition {
  const effects = transmit === null ? [] : [transmits(segmentFrom(tcb, transmit))];
  if (connection === null) return over(outcome ?? 'closed', effects);
  const { sndNxt, rcvNxt, rto, retransmissions, deadline } = connection;
  const retransmission = deadline === null ? null : (deadline + shift) * 1_000;
  const next: ConnectionTcb = {
    ...tcb,
    snd: { ...tcb.snd, nxt: seq(sndNxt), rto: rto * 1_000, retransmissions },
    rcv: { ...tcb.rcv, nxt: seq(rcvNxt) },
    timers: { ...QUIET, retransmission },
  };
  return stays(next, effects);
}
