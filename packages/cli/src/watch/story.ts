/** A verdict as lines for the screen: first what to mend, then how it came about. Next: body.ts */
import {
  lessonTitle,
  replayCommand,
  shownLadder,
  type Failure,
  type Language,
  type TestResult,
  type Verdict,
} from '@lastack/exercise-kit';
import type { Style } from '../terminal.ts';
import { OUTCOMES } from '../verdict-lines.ts';
import { width } from '../columns.ts';
import { printable } from '../printable.ts';
import { DONE, say, t, WORDS } from './words.ts';

/** A line before it is fitted into the screen. */
export interface Line {
  readonly text: string;
  readonly style?: Style;
  /** A drawing: moved sideways when it is too wide, never folded. */
  readonly drawn?: boolean;
  /** Columns that its later lines are indented by when it is folded. */
  readonly hang?: number;
}

export const line = (text: string, style?: Style, hang?: number): Line => ({
  text,
  ...(style === undefined ? {} : { style }),
  ...(hang === undefined ? {} : { hang }),
});
const EMPTY = line('');

const MARKS = { passed: '✓', failed: '✗', 'not-run': '·' } as const;
const COLOURS = { passed: 'green', failed: 'red', 'not-run': 'dim' } as const;

export const testLines = ({ tests }: Verdict): Line[] =>
  tests.map(({ name, state, failure, points, maxPoints }) =>
    line(`${MARKS[state]} ${name}${failure ? `  ${failure.code}` : ''}  ${points}/${maxPoints}`, COLOURS[state], 2),
  );

function labelled(label: keyof typeof WORDS, value: string, language: Language, style?: Style): Line[] {
  const words = say(WORDS[label], language);
  const room = language === 'en' ? 10 : 6;
  const head = words + ' '.repeat(Math.max(1, room - width(words)));
  return value.split('\n').map((text, index) => line((index === 0 ? head : ' '.repeat(room)) + text, style, room));
}

/** The rule, both sides and where to look come first: the end of a long story may be below the screen. */
function failureLines(failure: Failure, exercise: string, language: Language): Line[] {
  const steps = failure.tried.flatMap((step, index) =>
    step[language]
      .split('\n')
      // Below its first line a step quotes the output of a program: its columns stay.
      .map((text, row): Line =>
        row === 0
          ? line(`${`${index + 1}.`.padStart(4)} ${text}`, undefined, 5)
          : { text: `     ${text}`, drawn: true },
      ),
  );
  const ladder = shownLadder(failure.ladder, language)?.split('\n') ?? [];
  return [
    line(failure.rule[language], 'bold'),
    ...labelled('expected', failure.expected[language], language, 'green'),
    ...labelled('got', failure.got[language], language, 'red'),
    ...labelled('look', failure.look[language], language),
    ...(steps.length === 0 ? [] : [EMPTY, line(say(WORDS.happened, language), 'bold'), ...steps]),
    ...(ladder.length === 0 ? [] : [EMPTY, ...ladder.map((text): Line => ({ text, drawn: true }))]),
    EMPTY,
    ...labelled('rule', `${failure.section}  (${failure.code})`, language),
    ...labelled('lesson', lessonTitle(failure.lesson)?.[language] ?? failure.lesson, language),
    ...(failure.seed === undefined ? [] : labelled('seed', replayCommand(failure.seed, exercise), language)),
  ];
}

function storyOf({ name, failure, message }: TestResult, exercise: string, language: Language): Line[] {
  const words = failure
    ? failureLines(failure, exercise, language)
    : message
      ? message[language].split('\n').map((text) => line(text))
      : [];
  return [line(`✗ ${name}`, 'red', 2), EMPTY, ...words];
}

function outputLines({ output }: Verdict, language: Language): Line[] {
  const kept = output.trimEnd();
  if (kept === '') return [];
  return [
    EMPTY,
    line(say(WORDS.printed, language), 'dim'),
    ...kept.split('\n').map((text) => line(`  │ ${printable(text)}`, undefined, 4)),
  ];
}

function sumLine({ tests, score, maxScore }: Verdict, language: Language): Line {
  const passed = tests.filter(({ state }) => state === 'passed').length;
  const words = t(
    `${passed} of ${tests.length} tests pass · ${score} of ${maxScore} points · "t" lists them`,
    `${tests.length} 个测试，通过 ${passed} 个 · ${score}/${maxScore} 分 · 按 t 逐行列出`,
  );
  return line(say(words, language), 'dim');
}

/** What a verdict says, whole. */
export function verdictBody(verdict: Verdict, language: Language): Line[] {
  const { outcome, message, limit, tests } = verdict;
  if (outcome === 'passed')
    return [line(say(DONE, language), 'green', 2), EMPTY, ...testLines(verdict), ...outputLines(verdict, language)];
  if (outcome === 'failed') {
    const failed = tests.find(({ state }) => state === 'failed');
    return [
      sumLine(verdict, language),
      EMPTY,
      ...(failed ? storyOf(failed, verdict.exercise, language) : []),
      ...outputLines(verdict, language),
    ];
  }
  const head = `✗ ${OUTCOMES[outcome][language]}${limit === null ? '' : ` (${limit})`}`;
  const style = outcome === 'infrastructure' ? 'yellow' : 'red';
  return [
    line(head, style, 2),
    ...(message ? [EMPTY, ...message[language].split('\n').map((text) => line(text))] : []),
    ...outputLines(verdict, language),
  ];
}
