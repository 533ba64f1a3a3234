/**
 * The learner's function as the TIME-WAIT state of a whole TCP: it sees its own Connection and answers with it, and
 * nothing that it returns is more than that.
 */
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
  type Rule,
  type Text,
} from '@lastack/exercise-kit';
import { seq, type Env, type ReplacedState, type TimeWait as TimeWaitTcb, type Transition } from '@lastack/tcp';
import type { Answer, Event } from '#subject';
import { ask, type TimeWait } from './question.ts';
import { RULES } from './rules.ts';

export interface AsStateOptions {
  /** ms */
  readonly msl: number;
  /** In place of the host's sysctl. */
  readonly rfc1337?: boolean;
  /** Every moment is told as this one, ms, and deadlines relative to it: for a check that remembers its questions. */
  readonly always?: number;
}

/** What is under way when something goes wrong in a world; the world tells its own story if it comes to an end. */
const INSIDE = [text('a whole TCP with your function as its TIME-WAIT', '一个完整的 TCP，TIME-WAIT 用你的函数')];

export function asState(timeWait: TimeWait, { msl, rfc1337, always }: AsStateOptions): ReplacedState {
  const asked = ask(timeWait);
  const story = new Story({ before: INSIDE });
  const answerTo = (tcb: TimeWaitTcb, event: Event, env: Env): Answer => {
    const shift = always === undefined ? 0 : always - milliseconds(env.now);
    const now = milliseconds(env.now) + shift;
    const expires = event.type === 'enter' ? null : milliseconds(tcb.deadline) + shift;
    const connection = { sndNxt: tcb.sndNxt, rcvNxt: tcb.rcvNxt, rcvWnd: tcb.rcvWnd, expires };
    const answer = asked(story, connection, event, { now, msl, rfc1337: rfc1337 ?? env.sysctls.tcp_rfc1337 });
    return shifted(answer, -shift);
  };
  const fail = (rule: Rule, expected: Text, got: Text): never => story.fail(rule, { expected, got });

  return plainState('TIME-WAIT', {
    enter(tcb, env) {
      const now = always ?? milliseconds(env.now);
      const answer = answerTo(tcb, { type: 'enter', finSent: now, finReceived: now }, env);
      if (answer.connection === null || answer.connection.expires === null)
        return fail(RULES.clockStart, verbatim(`expires = ${now + 2 * msl}`), gotText(answer));
      return transition(tcb, answer);
    },
    segment(tcb, segment, env) {
      const answer = answerTo(tcb, { type: 'segment', segment: plainSegment(segment) }, env);
      return answer.connection === null && segment.syn ? reopening(tcb) : transition(tcb, answer);
    },
    timeout(tcb, _, env) {
      const answer = answerTo(tcb, { type: 'timeout' }, env);
      const stuck = answer.connection !== null && (answer.connection.expires ?? Infinity) <= milliseconds(env.now);
      return stuck
        ? fail(RULES.clockEnd, text('the connection is over', '连接结束'), gotText(answer))
        : transition(tcb, answer);
    },
  });
}

function shifted({ connection, transmit }: Answer, by: number): Answer {
  if (connection === null || connection.expires === null) return { connection, transmit };
  return { connection: { ...connection, expires: connection.expires + by }, transmit };
}

function transition(tcb: TimeWaitTcb, { connection, transmit }: Answer): Transition {
  const effects = transmit === null ? [] : [transmits(segmentFrom(tcb, transmit))];
  if (connection === null) return over('closed', effects);
  const { sndNxt, rcvNxt, expires } = connection;
  return stays({ ...tcb, sndNxt: seq(sndNxt), rcvNxt: seq(rcvNxt), deadline: (expires ?? Infinity) * 1_000 }, effects);
}

/** The host's listener takes the SYN; without one, this end only acknowledges. */
const reopening = (tcb: TimeWaitTcb): Transition =>
  stays(tcb, [
    {
      type: 'reopen',
      iss: seq((tcb.sndNxt + 65_537) >>> 0),
      otherwise: segmentFrom(tcb, { seq: tcb.sndNxt, ack: tcb.rcvNxt }),
    },
  ]);

const gotText = ({ connection }: Answer): Text =>
  verbatim(connection === null ? 'connection: null' : `expires = ${connection.expires}`);
