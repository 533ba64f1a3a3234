/** An account as plain text, for an author: what the test did and saw, and where the answers parted from the reference's. */
import type { Account, RepeatedCall } from './account.ts';
import { toldLines } from './failure-text.ts';
import { text, type Language, type Text } from './text.ts';

/** The whole account of a test, in one language, as lines joined with `\n`; no line ends with a blank. */
export function accountText(account: Account, test: string, language: Language): string {
  const { tried, ladder, seed, calls, asked } = account;
  const shown = calls.reduce((sum, { times }) => sum + times, 0);
  const isBare = tried.length === 0 && ladder === null;
  const lines = [
    headOf(test, isBare, asked)[language],
    ...toldLines({ tried, ladder }, language),
    ...(seed === undefined ? [] : ['', text(`a random case, seed ${seed}`, `随机用例，种子 ${seed}`)[language]]),
    ...(calls.length === 0 ? [] : ['', askedText(shown, asked)[language], ...calls.map(callLine)]),
    ...partingLines(account, language),
  ];
  return lines.join('\n').replace(/[ \t]+$/gm, '');
}

function headOf(test: string, isBare: boolean, asked: number): Text {
  if (!isBare) return text(`What "${test}" did and saw:`, `“${test}”做了什么、看到什么：`);
  if (asked > 0) return text(`"${test}" tells no story.`, `“${test}”没有记下经过。`);
  return text(
    `"${test}" tells no story, and asks the code nothing.`,
    `“${test}”没有记下经过，也没有向代码提任何问题。`,
  );
}

const askedText = (shown: number, asked: number): Text =>
  shown === asked
    ? text('What was asked, and the answers:', '问答：')
    : text(
        `What was asked last, and the answers (${shown} of ${asked}):`,
        `最后的问答（共 ${asked} 次，列出 ${shown} 次）：`,
      );

const callLine = ({ call, answer, times }: RepeatedCall): string =>
  `  ${call}${times === 1 ? '' : `  × ${times}`}\n    = ${answer}`;

function partingLines({ parting, asked }: Account, language: Language): string[] {
  if (parting === undefined) return [];
  if (parting === null) {
    const same = text(
      `Every answer is the reference's, ${asked} of ${asked}: this test never asks for the mistake.`,
      `${asked} 次回答都与参考答案相同：这个测试没有问到它错的地方。`,
    );
    return ['', same[language]];
  }
  const { nth, answer, reference } = parting;
  const first = text(
    `The first answer that is not the reference's, ${nth} of ${asked}; this test lets it pass:`,
    `第一个与参考答案不同的回答（第 ${nth} 次，共 ${asked} 次），这个测试放过了它：`,
  );
  const here = text('answered ', '实际');
  const there = text('reference', '参考');
  return ['', first[language], `  ${here[language]}  ${answer}`, `  ${there[language]}  ${reference}`];
}
