/**
 * Is a failure worth reading? Every part of it, in both languages: what was done, the ladder, expected and got, the rule
 * and its place, the lesson, where to look. A learner meets these words when they are stuck; so every failure that a
 * mutant or the starter causes is held to this.
 */
import type { Failure, Manifest, Text, Verdict } from '@lastack/exercise-kit';

/** What is wrong with the failures of a verdict, each with its test; the same sentence once. */
export function reviewFailures(manifest: Manifest, verdict: Verdict): Text[] {
  const found = verdict.tests.flatMap(({ name, failure, message }) => [
    ...(failure ? reviewFailure(failure, needsLadder(manifest, name)) : []),
    ...(message && LEFTOVER.test(message.en) ? [say(`says "${cut(message.en)}"`, `写着“${cut(message.en)}”`)] : []),
  ].map(({ en, 'zh-Hans': zh }): Text => say(`the failure of "${name}" ${en}`, `“${name}”的失败信息${zh}`))); // prettier-ignore
  return [...new Map(found.map((text) => [text.en, text])).values()];
}

/** A function is asked about packets, unless exercise.json says of a test that there are none. */
const needsLadder = ({ kind, withoutLadder }: Manifest, test: string): boolean =>
  kind === 'function' && withoutLadder !== true && !withoutLadder.includes(test);

type Part = 'rule' | 'expected' | 'got' | 'look';

const PARTS: Readonly<Record<Part, Text>> = {
  rule: { en: 'the rule', 'zh-Hans': '规则' },
  expected: { en: 'what was expected', 'zh-Hans': '应有结果' },
  got: { en: 'what came', 'zh-Hans': '实际结果' },
  look: { en: 'where to look', 'zh-Hans': '检查之处' },
};

/** Nothing when it is whole. */
export function reviewFailure(failure: Failure, ladder: boolean): Text[] {
  const { code, tried, section, lesson } = failure;
  const problems: Text[] = [];
  if (!/^[a-z0-9-]+\/[a-z0-9-]+$/.test(code)) {
    problems.push(say(`has the code "${code}", which is not like time-wait/rearm`, `的代码是“${code}”，应形如 time-wait/rearm`)); // prettier-ignore
  }
  if (tried.length === 0) problems.push(say('does not say what was done', '没有写明做了什么'));
  if (ladder && failure.ladder === null) {
    problems.push(say(
      'has no ladder; where there are no packets, exercise.json names the test in "withoutLadder"',
      '没有时序图；若本就没有报文，请在 exercise.json 的 “withoutLadder” 中写上该测试',
    )); // prettier-ignore
  }
  if (section.trim() === '') problems.push(say('names no section of an RFC or manual', '没有写明 RFC 或手册的章节'));
  if (lesson.trim() === '') problems.push(say('names no lesson', '没有写明课文'));
  for (const part of ['rule', 'expected', 'got', 'look'] as const) {
    const wrong = inBothLanguages(failure[part], part === 'rule');
    const { en, 'zh-Hans': zh } = PARTS[part];
    if (wrong) problems.push(say(`has ${en} ${wrong.en}`, `：${zh}${wrong['zh-Hans']}`));
  }
  tried.forEach((step, index) => {
    const wrong = inBothLanguages(step, false);
    if (wrong) problems.push(say(`has step ${index + 1} ${wrong.en}`, `：第 ${index + 1} 步${wrong['zh-Hans']}`));
  });
  return problems;
}

/** What an assertion leaves behind when nobody wrote the words. */
const LEFTOVER =
  /AssertionError|\bexpected .{1,200} to (be|equal|have|match|contain|deep|throw|strictly)\b|\[object \w+\]/s;
const HAN = /\p{Script=Han}/u;
/** A sentence, not a segment or a call: four words in a row. */
const SENTENCE = /(?:\b[a-z]{2,}\b[ ,]+){3,}[a-z]{2,}/i;

/** `sentence`: it must be one, in Chinese as well; otherwise numbers, calls and segments may be the same in both. */
function inBothLanguages({ en, 'zh-Hans': zh }: Text, sentence: boolean): Text | null {
  if (en.trim() === '' || zh.trim() === '') return say('empty in one language', '在某一语言中为空');
  const left = LEFTOVER.exec(en) ?? LEFTOVER.exec(zh);
  if (left) return say(`with an assertion's words: "${cut(left[0])}"`, `用了断言库的话：“${cut(left[0])}”`);
  if ((sentence || SENTENCE.test(en)) && !HAN.test(zh))
    return say(`untranslated: "${cut(zh)}"`, `没有译文：“${cut(zh)}”`);
  return null;
}

const cut = (text: string): string => {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > 60 ? `${line.slice(0, 59)}…` : line;
};

const say = (en: string, zh: string): Text => ({ en, 'zh-Hans': zh });
