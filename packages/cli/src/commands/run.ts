/** `lastack run`: what happens in scenarios, and whether packetdrill scripts hold. */
import { PROFILES, type ProfileName } from '@lastack/tcp';
import { ladderSvg, traceToPcap, type Trace } from '@lastack/trace';
import type { Call, Run } from '../command.ts';
import { EXIT, wrongCall } from '../refusal.ts';
import { runnable, writeFile } from '../run/files.ts';
import { runJson } from '../run/report.ts';
import { readScenario, runOne, showTrace, told } from '../run/scenario.ts';
import { play } from '../run/script.ts';
import { tapLines, type FileRun } from '../run/tap.ts';
import type { Terminal } from '../terminal.ts';

const isProfile = (word: string): word is ProfileName => Object.hasOwn(PROFILES, word);

function profileOf(call: Call): ProfileName | undefined {
  const word = call.value('profile');
  if (word === undefined || isProfile(word)) return word;
  const names = Object.keys(PROFILES).join(', ');
  throw wrongCall(`no profile "${word}". There are: ${names}.`, `没有配置“${word}”。现有：${names}。`);
}

/** A picture or a capture is of one run. */
function checkOneFile(call: Call, files: readonly string[]): void {
  for (const option of ['svg', 'pcap'])
    if (call.has(option) && files.length > 1)
      throw wrongCall(
        `--${option} writes one file: give one to run.`,
        `--${option} 只写一个文件：请只给一个要运行的文件。`,
      );
}

function writeOut(runs: readonly FileRun[], call: Call, { cwd, language }: Terminal): void {
  const [run] = runs;
  const trace = run === undefined || run.outcome === 'unreadable' ? null : traceOf(run);
  const [svg, pcap] = [call.value('svg'), call.value('pcap')];
  if (trace && svg !== undefined) writeFile(svg, cwd, ladderSvg(trace, { language }));
  if (trace && pcap !== undefined) writeFile(pcap, cwd, traceToPcap(trace));
}

const traceOf = (run: Exclude<FileRun, { outcome: 'unreadable' }>): Trace =>
  run.kind === 'scenario' ? run.trace : run.result.trace;

/** Scenarios alone are shown. All are read before any is run: a typo in the last must not come after a ladder. */
function tellScenarios(files: readonly string[], call: Call, terminal: Terminal): FileRun[] {
  const read = files.map((file) => ({ file, scenario: readScenario(file, terminal.cwd) }));
  const runs = read.map(({ file, scenario }) => told(file, scenario, profileOf(call)));
  if (call.has('json')) return runs;
  for (const { file, title, trace } of runs) {
    if (runs.length > 1) terminal.print(terminal.style('bold', file));
    showTrace(title, trace, call, terminal);
    if (runs.length > 1) terminal.print();
  }
  return runs;
}

/** Scripts, and whatever is in a folder, are checked: a line each as soon as it is known, the sum at the end. */
function check(files: readonly string[], others: readonly string[], call: Call, terminal: Terminal): FileRun[] {
  const { print, cwd } = call.has('json') ? { ...terminal, print: () => undefined } : terminal;
  const profile = profileOf(call);
  const options = { strict: call.has('strict'), ...(profile === undefined ? {} : { profile }) };
  print('TAP version 14');
  print(`1..${files.length}`);
  for (const file of others)
    print(terminal.say({ en: `# not a scenario, not run: ${file}`, 'zh-Hans': `# 不是场景文件，未运行：${file}` }));
  const runs = files.map((file, index) => {
    const run = file.endsWith('.pkt') ? play(file, cwd, options) : runOne(file, cwd, profile);
    tapLines(run, index + 1, terminal).forEach((line) => print(line));
    const asked = call.has('ladder') || call.has('story');
    if (asked && run.outcome === 'passed' && !call.has('json')) showTrace(undefined, traceOf(run), call, terminal);
    return run;
  });
  const passed = runs.filter(({ outcome }) => outcome === 'passed').length;
  print(`${passed} passed, ${runs.length - passed} failed`);
  return runs;
}

export const run: Run = async (call, terminal) => {
  const { files, others, fromFolder } = runnable(call.words, terminal.cwd);
  profileOf(call);
  checkOneFile(call, files);
  const scenariosAlone = !fromFolder && files.every((file) => file.endsWith('.json'));
  const runs = scenariosAlone ? tellScenarios(files, call, terminal) : check(files, others, call, terminal);
  writeOut(runs, call, terminal);
  if (call.has('json')) terminal.print(JSON.stringify(runJson(runs)));
  return runs.every(({ outcome }) => outcome === 'passed') ? EXIT.well : EXIT.no;
};
