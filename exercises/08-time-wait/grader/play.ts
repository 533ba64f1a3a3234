/** Plays events to the learner's function, judges each answer, and tells the first wrong one as a story. */
import { conversation, RuleBroken, type Conversation, type Rule, type Text } from '@lastack/exercise-kit';
import type { Answer, Connection, Event, Segment, Settings } from '#subject';
import { requireAnswer } from './answer.ts';
import { REQUIREMENTS, type Call, type Requirement } from './requirements.ts';
import * as rules from './rules.ts';
import { eventText, answerText } from './telling.ts';

export type TimeWait = (connection: Connection, event: Event, settings: Settings) => Answer;

export interface Step {
  readonly at: number;
  readonly event: Event;
}

export interface Play {
  /** What this test is about. Without it, every rule is judged. */
  readonly rules?: readonly Rule[];
  readonly connection: Connection;
  readonly msl: number;
  readonly rfc1337?: boolean;
  readonly steps: readonly Step[];
  readonly seed?: number;
}

/** Runs the steps in order, ends early when the connection is over, and gives back what is left of it. */
export function play(timeWait: TimeWait, { steps, msl, rfc1337 = false, ...given }: Play): Connection | null {
  const told: Text[] = [];
  const ladder = conversation();
  if (given.connection.expires !== null) ladder.moves(0, 'FIN-WAIT-2', 'TIME-WAIT', 'FIN,ACK');
  let connection: Connection | null = given.connection;
  for (const { at, event } of steps) {
    if (connection === null) break;
    const call: Call = { connection, event, settings: { now: at, msl, rfc1337 } };
    told.push(eventText(call));
    hear(ladder, at, event);
    const raw: unknown = timeWait(connection, event, call.settings);
    const fail = (rule: Rule, expected: Text, got: Text): never => {
      throw new RuleBroken(rule, {
        tried: told,
        ladder: ladder.ladder(),
        expected,
        got,
        ...(given.seed === undefined ? {} : { seed: given.seed }),
      });
    };
    const answer = requireAnswer(raw, fail);
    answered(ladder, call, answer);
    const broken = firstBroken(answer, call, given.rules);
    if (broken !== undefined) fail(broken.rule, broken.expected(call), answerText(answer));
    connection = answer.connection;
  }
  return connection;
}

/**
 * The first requirement that the answer fails. In a test about some rules the others are left to their own tests,
 * save what the rest of the play stands on: that the clock was started, and whether the connection is still there.
 */
function firstBroken(answer: Answer, call: Call, about: readonly Rule[] | undefined): Requirement | undefined {
  const lives = answer.connection !== null;
  return REQUIREMENTS.find((requirement) => {
    if (!requirement.applies(call) || requirement.holds(answer, call)) return false;
    if (about === undefined || about.includes(requirement.rule)) return true;
    if (requirement.rule === rules.CLOCK_START) return !(lives && answer.connection?.expires !== null);
    return lives === shouldEnd(call);
  });
}

/** Whether the rules say that the connection is over after this event. */
function shouldEnd(call: Call): boolean {
  const gone: Answer = { connection: null, transmit: null };
  return REQUIREMENTS.every((requirement) => !requirement.applies(call) || requirement.holds(gone, call));
}

function hear(ladder: Conversation, at: number, event: Event): void {
  if (event.type === 'segment') ladder.hears(at, event.segment);
  if (event.type === 'enter') ladder.moves(at, 'FIN-WAIT-2', 'TIME-WAIT', 'FIN,ACK');
  if (event.type === 'timeout') ladder.note(at, 'timeout');
}

function answered(ladder: Conversation, { settings, event }: Call, { connection, transmit }: Answer): void {
  if (transmit !== null) ladder.says(settings.now, transmit);
  if (connection !== null) return;
  ladder.moves(settings.now, 'TIME-WAIT', 'CLOSED', event.type === 'segment' ? flags(event.segment) : 'time-wait');
}

const flags = ({ syn, rst, fin }: Segment): string => (rst ? 'RST' : syn ? 'SYN' : fin ? 'FIN,ACK' : 'ACK');
