/**
 * A failure as a page of plain text: the rule, what was tried, the ladder, what was expected and what came,
 * and where to read and to look. No colours: a terminal may add them line by line.
 */
import type { Failure } from './failure.ts';
import { lessonTitle } from './lesson.ts';
import type { Language, Text } from './text.ts';

const HEADINGS: Readonly<Record<'tried' | 'expected' | 'got' | 'section' | 'lesson' | 'look' | 'seed', Text>> = {
  tried: { en: 'What happened', 'zh-Hans': '经过' },
  expected: { en: 'Expected', 'zh-Hans': '应当' },
  got: { en: 'Got', 'zh-Hans': '实际' },
  section: { en: 'Rule', 'zh-Hans': '依据' },
  lesson: { en: 'Lesson', 'zh-Hans': '课文' },
  look: { en: 'Look at', 'zh-Hans': '检查' },
  seed: { en: 'Replay', 'zh-Hans': '重放' },
};

/**
 * The whole story, in one language, as lines joined with `\n`; no line ends with a blank.
 * @param exercise its id, for the command that replays a random case; absent: the command works in its folder
 */
export function failureText(failure: Failure, language: Language, exercise?: string): string {
  const lines: string[] = [`${failure.code}: ${failure.rule[language]}`, ...toldLines(failure, language)];
  lines.push(
    '',
    labelled('expected', failure.expected[language], language),
    labelled('got', failure.got[language], language),
    labelled('section', failure.section, language),
    labelled('lesson', lessonWords(failure.lesson, language), language),
    labelled('look', failure.look[language], language),
  );
  if (failure.seed !== undefined) lines.push(labelled('seed', replayText(failure.seed, exercise)[language], language));
  return lines.join('\n').replace(/[ \t]+$/gm, '');
}

/** The steps by number, under their heading, and the ladder below them; each with a blank line above. */
export function toldLines({ tried, ladder }: Pick<Failure, 'tried' | 'ladder'>, language: Language): string[] {
  const drawn = shownLadder(ladder, language);
  const steps = tried.map((step, index) => indent(step[language], `${String(index + 1).padStart(4)}. `));
  const heading = `${HEADINGS.tried[language]}${language === 'en' ? ':' : '：'}`;
  return [...(steps.length > 0 ? ['', heading, ...steps] : []), ...(drawn === null ? [] : ['', indent(drawn, '  ')])];
}

/** A ladder as it is shown: with nothing below its title nothing has happened yet, and there is none. */
export const shownLadder = (ladder: Text | null, language: Language): string | null =>
  ladder?.[language].includes('\n') ? ladder[language] : null;

/** The command that plays one random case again, alone. */
export const replayCommand = (seed: number, exercise?: string): string =>
  `lastack test ${exercise === undefined ? '' : `${exercise} `}--seed ${seed}`;

function replayText(seed: number, exercise: string | undefined): Text {
  const command = replayCommand(seed, exercise);
  return exercise === undefined
    ? { en: `${command} (this case alone; in its folder)`, 'zh-Hans': `${command}（在练习目录里，只跑这个用例）` }
    : { en: `${command} (this case alone)`, 'zh-Hans': `${command}（只跑这个用例）` };
}

/** `time-wait (lesson 5, TIME_WAIT: why, and what it costs)`. */
function lessonWords(name: string, language: Language): string {
  const title = lessonTitle(name);
  if (title === null) return name;
  return language === 'en' ? `${name} (${title.en})` : `${name}（${title['zh-Hans']}）`;
}

/** Labels stand in one column: eight characters in English, two wide ones (four columns) in Chinese. */
function labelled(name: keyof typeof HEADINGS, value: string, language: Language): string {
  const label = HEADINGS[name][language];
  const first = language === 'en' ? `  ${label.padEnd(10)}` : `  ${label}  `;
  const rest = ' '.repeat(language === 'en' ? 12 : 8);
  return value.split('\n').join(`\n${rest}`).replace(/^/, first);
}

function indent(block: string, first: string): string {
  return first + block.split('\n').join(`\n${' '.repeat(first.length)}`);
}
