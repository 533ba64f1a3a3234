/** Plays events to the learner's function, judges each answer, and tells the first wrong one as a story. */
import { controlBits, conversation, judge, Story, type Conversation, type Rule } from '@lastack/exercise-kit';
import type { Answer, Connection, Event } from '#subject';
import { answerText, ask, eventText, type Call, type TimeWait } from './question.ts';
import { REQUIREMENTS } from './requirements.ts';
import { RULES } from './rules.ts';

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
  /** Of a random play: every question is put twice. */
  readonly seed?: number;
}

/** Runs the steps in order, and ends early when the connection is over. */
export function play(timeWait: TimeWait, { steps, msl, rfc1337 = false, rules: about, seed, ...given }: Play): void {
  const ladder = conversation();
  const story = new Story({ ladder: () => ladder.ladder(), ...(seed === undefined ? {} : { seed }) });
  const asked = ask(timeWait, seed !== undefined);
  if (given.connection.expires !== null) ladder.moves(0, 'FIN-WAIT-2', 'TIME-WAIT', 'FIN,ACK');
  let connection: Connection | null = given.connection;
  for (const { at, event } of steps) {
    if (connection === null) return;
    const call: Call = { connection, event, settings: { now: at, msl, rfc1337 } };
    story.tell(eventText(call));
    hear(ladder, at, event);
    const answer = asked(story, connection, event, call.settings);
    answered(ladder, call, answer);
    const stands = ({ rule }: { rule: Rule }): boolean => leadsAstray(rule, answer, call);
    judge(REQUIREMENTS, story, { call, answer, got: answerText(answer), about, stands });
    connection = answer.connection;
  }
}

/** What the rest of a play stands on: that the clock was started, and whether the connection is still there. */
function leadsAstray(rule: Rule, answer: Answer, call: Call): boolean {
  const lives = answer.connection !== null;
  if (rule === RULES.clockStart) return answer.connection === null || answer.connection.expires === null;
  return lives === shouldEnd(call);
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
  const cause = event.type === 'segment' ? controlBits(event.segment) : 'time-wait';
  ladder.moves(settings.now, 'TIME-WAIT', 'CLOSED', cause);
}
