/** What is said about a subject that did not answer, in every place alike. */
import { engineWords } from './engine-words.ts';
import { verbatim, type Text } from './text.ts';
import { placeInStack, type ThrownPlace } from './thrown-place.ts';
import type { LimitName } from './verdict.ts';

/** `timeWait threw TypeError: it reads a property of undefined.` The thrown thing is read with care: it is the learner's. */
export function threw(name: string, thrown: unknown): Text {
  const what = describeThrown(thrown);
  return { en: `${name} threw ${what.en}`, 'zh-Hans': `${name} 抛出了 ${what['zh-Hans']}` };
}

/** The file itself threw while it was loaded. */
export function couldNotLoad(thrown: unknown): Text {
  const what = describeThrown(thrown);
  return { en: `The file could not be loaded: ${what.en}`, 'zh-Hans': `文件无法加载：${what['zh-Hans']}` };
}

export function lacksExport(name: string): Text {
  return {
    en: `The file does not export a function called ${name}. Write: export function ${name}(…) { … }`,
    'zh-Hans': `文件没有导出名为 ${name} 的函数。请写：export function ${name}(…) { … }`,
  };
}

/** The process of the subject ended although nobody asked it to: with an exit code, by a named signal, or silently. */
export function endedItself(how: number | string | null): Text {
  const en = how === null ? 'without an exit code' : typeof how === 'number' ? `exit code ${how}` : how;
  const zh = how === null ? '没有退出码' : typeof how === 'number' ? `退出码 ${how}` : how;
  return {
    en: `The code ended its own process (${en}) instead of returning an answer.`,
    'zh-Hans': `代码没有返回结果，而是结束了自己的进程（${zh}）。`,
  };
}

/** Bytes that are no reply, or one too many: the code tried to speak for itself. */
export function brokeProtocol(what: string): Text {
  return {
    en: `The code interfered with how answers travel (${what}) and was stopped.`,
    'zh-Hans': `代码干扰了结果的传递（${what}），已被停止。`,
  };
}

/** Why it was stopped, with the limit's size in the unit people read. */
export function stoppedAt(limit: LimitName, size: string): Text {
  const what: Record<LimitName, readonly [en: string, zh: string]> = {
    time: [`it took longer than ${size}. Is there a loop that never ends?`, `运行超过 ${size}。是否有不会结束的循环？`],
    cpu: [`it used more than ${size} of CPU time.`, `使用的 CPU 时间超过 ${size}。`],
    memory: [`it used more memory than ${size}.`, `使用的内存超过 ${size}。`],
    output: [`it printed more than ${size}.`, `打印的内容超过 ${size}。`],
    processes: [`it started more processes than ${size}.`, `启动的进程超过 ${size} 个。`],
    reply: [`its answer is longer than ${size}.`, `返回的结果超过 ${size}。`],
  };
  const [en, zh] = what[limit];
  return { en: `Stopped: ${en}`, 'zh-Hans': `已停止：${zh}` };
}

/** Characters of a thrown value that are shown. */
const SHOWN = 2_000;

/** `TypeError: …` of an error, the value itself otherwise; in our words where they are an engine's. Never throws. */
export function describeThrown(thrown: unknown): Text {
  try {
    if (typeof thrown !== 'object' || thrown === null) return verbatim(String(thrown).slice(0, SHOWN));
    const { name, message } = thrown as { name?: unknown; message?: unknown };
    if (typeof name !== 'string' || typeof message !== 'string') {
      return verbatim(String(thrown).slice(0, SHOWN));
    }
    const engine = engineWords(name, message);
    if (engine === null) return verbatim(`${name}: ${message}`.slice(0, SHOWN));
    return { en: `${engine.name}: ${engine.text.en}`, 'zh-Hans': `${engine.name}：${engine.text['zh-Hans']}` };
  } catch {
    return { en: 'something that cannot be shown', 'zh-Hans': '一个无法显示的值' };
  }
}

/** Where it was thrown, as far as all engines agree; `file` is a text that occurs in the name of its module alone. */
export function placeOfThrown(thrown: unknown, file: string): ThrownPlace | null {
  try {
    const { name, message } = thrown as { name?: unknown; message?: unknown };
    const within = engineWords(String(name), String(message))?.place ?? 'statement';
    return within === 'nowhere' ? null : placeInStack(thrown, file, within);
  } catch {
    return null;
  }
}
