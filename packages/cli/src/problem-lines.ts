/** What `lastack verify` found wrong: where and why in one line, and below it the story, where there is one. */
import { accountText, failureText } from '@lastack/exercise-kit';
import type { CourseProblem } from '@lastack/grader';
import type { Terminal } from './terminal.ts';

/** What an author is shown of a story: it may be as long as it likes, its lines may not. */
const WIDEST = 240;

export function problemLines({ file, line, text, survived, failure }: CourseProblem, terminal: Terminal): string[] {
  const head = `${terminal.style('red', '✗')} ${file}:${line} ${terminal.say(text)}`;
  if (survived) return [head, ...block(survivedText(survived, terminal))];
  return failure ? [head, ...block(failureText(failure, terminal.language))] : [head];
}

function survivedText({ test, account }: NonNullable<CourseProblem['survived']>, { say, language }: Terminal): string {
  if (account !== null) return accountText(account, test, language);
  return say({
    en: `"${test}" was run again to tell what it did, and did not come to its end.`,
    'zh-Hans': `重跑“${test}”想看它做了什么，但没有跑到结束。`,
  });
}

/** Set off from the lines of other problems. */
const block = (words: string): string[] => [
  '',
  ...words
    .split('\n')
    .map((line) => (line === '' ? '' : `    ${line.length > WIDEST ? `${line.slice(0, WIDEST - 1)}…` : line}`)),
  '',
];
