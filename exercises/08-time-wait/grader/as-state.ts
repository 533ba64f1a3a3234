/**
 * The learner's function as the TIME-WAIT state of a whole TCP. Tcb and effects stay on this side: the function sees
 * its own Connection and answers with it, and nothing that it returns is more than that.
 */
import { RuleBroken, text, verbatim, type Rule, type Text } from '@lastack/exercise-kit';
import {
  createMachine,
  createTcb,
  NO_OPTIONS,
  PROFILES,
  seq,
  type Effect,
  type Env,
  type Machine,
  type ReplacedState,
  type Segment as TcpSegment,
  type Tcb,
  type TimeWait as TimeWaitTcb,
  type Transition,
} from '@lastack/tcp';
import type { Answer, Connection, Event } from '#subject';
import { requireAnswer } from './answer.ts';
import type { TimeWait } from './play.ts';
import { CLOCK_END, CLOCK_START } from './rules.ts';

/** TCP as RFC 9293 has it, with this MSL in ms, and TIME-WAIT from outside if one is given. */
export function tcp(msl: number, timeWait?: TimeWait): Machine {
  const profile = { ...PROFILES.rfc9293, msl: msl * 1_000 };
  return createMachine(
    timeWait === undefined ? { profile } : { profile, states: { 'TIME-WAIT': asState(timeWait, msl) } },
  );
}

function asState(timeWait: TimeWait, msl: number): ReplacedState {
  const ask = (tcb: TimeWaitTcb, event: Event, env: Env): Answer => {
    const settings = { now: milliseconds(env.now), msl, rfc1337: env.sysctls.tcp_rfc1337 };
    const connection: Connection = {
      sndNxt: tcb.sndNxt,
      rcvNxt: tcb.rcvNxt,
      rcvWnd: tcb.rcvWnd,
      expires: event.type === 'enter' ? null : milliseconds(tcb.deadline),
    };
    return requireAnswer(timeWait(connection, event, settings), fail);
  };
  return {
    enter(tcb, env) {
      if (tcb.state !== 'TIME-WAIT') return { tcb, effects: [] };
      const now = milliseconds(env.now);
      const answer = ask(tcb, { type: 'enter', finSent: now, finReceived: now }, env);
      if (answer.connection?.expires == null)
        return fail(CLOCK_START, verbatim(`expires = ${now + 2 * msl}`), gotText(answer));
      return transition(tcb, answer, []);
    },
    step(tcb, event, env) {
      if (tcb.state !== 'TIME-WAIT') return { tcb, effects: [] };
      if (event.type === 'segment') {
        const answer = ask(tcb, { type: 'segment', segment: learnersSegment(event.segment) }, env);
        return answer.connection === null && event.segment.syn ? reopening(tcb) : transition(tcb, answer);
      }
      if (event.type === 'timeout') {
        const answer = ask(tcb, { type: 'timeout' }, env);
        const stuck = answer.connection !== null && (answer.connection.expires ?? Infinity) <= milliseconds(env.now);
        return stuck
          ? fail(CLOCK_END, text('the connection is over', '连接结束'), gotText(answer))
          : transition(tcb, answer);
      }
      // The application has closed already; only ABORT (§3.10.5) still has something to end.
      const aborts = event.type === 'call' && event.call.type === 'abort';
      return { tcb: aborts ? createTcb() : tcb, effects: [] };
    },
  };
}

/** A deadline is a whole millisecond, and nothing happens between two of them that this exercise would judge. */
const milliseconds = (micros: number): number => Math.floor(micros / 1_000);

const learnersSegment = ({ seq, ack, text, syn, fin, rst }: TcpSegment) => ({
  seq,
  ack,
  length: text.length,
  syn,
  fin,
  rst,
});

function transition(tcb: TimeWaitTcb, { connection, transmit }: Answer, before: readonly Effect[] = []): Transition {
  const effects: Effect[] = [...before];
  if (transmit !== null) effects.push({ type: 'transmit', segment: ackOf(tcb, transmit.seq, transmit.ack) });
  if (connection === null) return { tcb: createTcb(), effects: [...effects, { type: 'signal', signal: 'closed' }] };
  const next: Tcb = {
    ...tcb,
    sndNxt: seq(connection.sndNxt),
    rcvNxt: seq(connection.rcvNxt),
    deadline: (connection.expires ?? Infinity) * 1_000,
  };
  return { tcb: next, effects };
}

/** The host's listener takes the SYN; without one, this end only acknowledges. */
const reopening = (tcb: TimeWaitTcb): Transition => ({
  tcb,
  effects: [{ type: 'reopen', iss: seq(tcb.sndNxt + 65_537), otherwise: ackOf(tcb, tcb.sndNxt, tcb.rcvNxt) }],
});

const ackOf = (tcb: TimeWaitTcb, number: number, acknowledges: number): TcpSegment => ({
  seq: seq(number),
  ack: seq(acknowledges),
  wnd: Math.min(tcb.rcvWnd >> tcb.windowShift, 0xffff),
  syn: false,
  fin: false,
  rst: false,
  psh: false,
  text: '',
  options: NO_OPTIONS,
});

const gotText = ({ connection }: Answer): Text =>
  verbatim(connection === null ? 'connection: null' : `expires = ${connection.expires}`);

function fail(rule: Rule, expected: Text, got: Text): never {
  const tried = [text('a whole TCP with your function as its TIME-WAIT', '一个完整的 TCP，TIME-WAIT 用你的函数')];
  throw new RuleBroken(rule, { tried, expected, got });
}
