/** A clock that was stopped or set anew may ring all the same: nothing comes of it. README, rule 1. */
import { text, verbatim, type Story } from '@lastack/exercise-kit';
import type { Answer, Connection } from '#subject';
import { RULES } from './rules.ts';

/** What counts while a clock runs that sends again; without one, and in TIME-WAIT, only the first five do. */
const FIELDS = ['state', 'deadline', 'sndUna', 'sndNxt', 'rcvNxt', 'unacked', 'rto', 'retransmissions'] as const;
const ALWAYS = 5;

/** `answer`: what the function said of a timeout that came before `deadline`, or where there is none. */
export function requireNothing(story: Story, before: Connection, answer: Answer): void {
  const change = changeOf(before, answer);
  if (change === null) return;
  const due =
    before.deadline === null ? text('no clock runs', '没有定时器在走') : verbatim(`deadline ${before.deadline}`);
  story.fail(RULES.oldClock, {
    expected: text(`nothing: ${due.en}`, `什么都不发生：${due['zh-Hans']}`),
    got: verbatim(change),
  });
}

function changeOf(before: Connection, { connection, transmit, deliver, outcome }: Answer): string | null {
  if (transmit !== null) return `transmit: ${JSON.stringify(transmit)}`;
  if (connection === null || outcome !== null) return `connection: ${connection && '…'}, outcome: ${outcome}`;
  if (deliver !== '') return `deliver: '${deliver}'`;
  const sendsAgain = before.deadline !== null && before.state !== 'TIME-WAIT';
  const field = FIELDS.slice(0, sendsAgain ? FIELDS.length : ALWAYS).find((name) => connection[name] !== before[name]);
  return field === undefined ? null : `${field}: ${connection[field]}`;
}
