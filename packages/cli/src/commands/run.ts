/** `lastack run`: what happens in scenarios, and whether packetdrill scripts hold. */
import { PROFILES, type ProfileName } from '@lastack/tcp';
import type { Trace } from '@lastack/trace';
import type { Call, Run } from '../command.ts';
import { EXIT, wrongCall } from '../refusal.ts';
import { runnable } from '../run/files.ts';
import { readScenario, showTrace, traceOf, writePicture } from '../run/scenario.ts';
import { play, playedLines, type Played } from '../run/script.ts';
import type { Terminal } from '../terminal.ts';

const isProfile = (word: string): word is ProfileName => Object.hasOwn(PROFILES, word);

function profileOf(call: Call): ProfileName | undefined {
  const word = call.value('profile');
  if (word === undefined || isProfile(word)) return word;
  const names = Object.keys(PROFILES).join(', ');
  throw wrongCall(`no profile "${word}". There are: ${names}.`, `没有配置“${word}”。现有：${names}。`);
}

interface Told {
  readonly file: string;
  readonly title?: string | undefined;
  readonly trace: Trace;
}

/** All scenarios are read before any is run: a typo in the last must not come after the ladder of the first. */
function tellScenarios(files: readonly string[], call: Call, terminal: Terminal): Told[] {
  const scenarios = files.map((file) => ({ file, scenario: readScenario(file, terminal.cwd) }));
  const profile = profileOf(call);
  return scenarios.map(({ file, scenario }) => ({ file, title: scenario.title, trace: traceOf(scenario, profile) }));
}

function showTold(told: readonly Told[], call: Call, terminal: Terminal): void {
  for (const { file, title, trace } of told) {
    if (told.length > 1) terminal.print(terminal.style('bold', file));
    showTrace(title, trace, call, terminal);
    if (told.length > 1) terminal.print();
  }
}

function showPlayed(played: readonly Played[], call: Call, terminal: Terminal): void {
  for (const each of played) {
    playedLines(each, terminal).forEach((line) => terminal.print(line));
    const asked = call.has('ladder') || call.has('story');
    if (asked && each.outcome === 'passed') showTrace(undefined, each.result.trace, call, terminal);
  }
  const passed = played.filter(({ outcome }) => outcome === 'passed').length;
  if (played.length > 0) terminal.print(`${passed} passed, ${played.length - passed} failed`);
}

function exitCodeOf(played: readonly Played[]): number {
  if (played.some(({ outcome }) => outcome === 'unreadable')) return EXIT.wrongCall;
  return played.every(({ outcome }) => outcome === 'passed') ? EXIT.well : EXIT.no;
}

export const run: Run = async (call, terminal) => {
  const files = runnable(call.words, terminal.cwd);
  const profile = profileOf(call);
  const svg = call.value('svg');
  if (svg !== undefined && files.length > 1)
    throw wrongCall('--svg writes one picture: give one file.', '--svg 只写一张图片：请只给一个文件。');
  const told = tellScenarios(
    files.filter((file) => file.endsWith('.json')),
    call,
    terminal,
  );
  const options = { strict: call.has('strict'), ...(profile === undefined ? {} : { profile }) };
  const played = files.filter((file) => file.endsWith('.pkt')).map((file) => play(file, terminal.cwd, options));
  const [trace] = [...told, ...played.flatMap((each) => ('result' in each ? [each.result] : []))].map(
    (each) => each.trace,
  );
  if (svg !== undefined && trace !== undefined) writePicture(svg, trace, terminal);
  if (call.has('json')) terminal.print(JSON.stringify({ scenarios: told, scripts: played }));
  else {
    showTold(told, call, terminal);
    showPlayed(played, call, terminal);
  }
  return exitCodeOf(played);
};
