/** `lastack explain`: a capture from a real machine as ladders, with who closed first, how, and what went unanswered. */
import { diagnose, ladderSvg, readPcap, traceFromPackets, type PcapResult } from '@lastack/trace';
import type { Call, Run } from '../command.ts';
import { chosen, packetsOf, type Numbered } from '../explain/select.ts';
import { connectionLines, listLines } from '../explain/show.ts';
import { EXIT, wrongCall } from '../refusal.ts';
import { readOctets, writeFile } from '../run/files.ts';
import { advice, said } from '../said.ts';
import type { Terminal } from '../terminal.ts';

/** More than these are listed; `--connection` draws one. */
const DRAWN = 3;

/** What is wrong with the file, at which octet; nothing of it could be read, or what stands before was. */
function damage(file: string, captured: PcapResult & { ok: false }, terminal: Terminal): string {
  const { offset, message, help } = captured.problem;
  const octet = terminal.say({ en: `octet ${offset}`, 'zh-Hans': `第 ${offset} 个八位组` });
  return `${file}: ${octet}: ${advice({ message, help }, terminal)}`;
}

function skippedLines({ skipped }: PcapResult, terminal: Terminal): string[] {
  const reasons = new Map<string, number[]>();
  for (const { reason, frame } of skipped) {
    const words = said(reason, terminal);
    reasons.set(words, [...(reasons.get(words) ?? []), frame]);
  }
  return [...reasons].map(([reason, frames]) => {
    const some = `${frames.slice(0, 5).join(', ')}${frames.length > 5 ? ' …' : ''}`;
    return terminal.say({
      en: `Not TCP, passed over: ${frames.length} frames (${some}): ${reason}`,
      'zh-Hans': `非 TCP，已略过 ${frames.length} 帧（${some}）：${reason}`,
    });
  });
}

function writeSvg(svg: string, shown: readonly Numbered[], captured: PcapResult, { cwd, language }: Terminal): void {
  const [one, ...others] = shown;
  if (one === undefined || others.length > 0)
    throw wrongCall(
      '--svg draws one connection: choose it with --connection N.',
      '--svg 只画一个连接：请用 --connection N 指定。',
    );
  writeFile(svg, cwd, ladderSvg(traceFromPackets(packetsOf(captured.packets, one.diagnosis)), { language }));
}

function show(
  shown: readonly Numbered[],
  all: readonly Numbered[],
  captured: PcapResult,
  call: Call,
  terminal: Terminal,
): void {
  const { print, say, style } = terminal;
  listLines(all, captured.packets, terminal).forEach((line) => print(line));
  skippedLines(captured, terminal).forEach((line) => print(style('dim', line)));
  if (shown.length <= DRAWN || call.has('connection')) {
    for (const each of shown) connectionLines(each, captured.packets, terminal).forEach((line) => print(line));
    return;
  }
  const words = {
    en: `${shown.length} connections: --connection N draws one, with its diagnosis.`,
    'zh-Hans': `共 ${shown.length} 个连接：用 --connection N 画出其中一个并给出诊断。`,
  };
  print(style('dim', `\n${say(words)}`));
}

export const run: Run = async (call, terminal) => {
  const [file = ''] = call.words;
  const captured = readPcap(readOctets(file, terminal.cwd));
  if (!captured.ok && captured.packets.length === 0) {
    const words = damage(file, captured, terminal);
    throw wrongCall(words, words);
  }
  const all = diagnose(captured.packets).map((diagnosis, index): Numbered => ({ number: index + 1, diagnosis }));
  if (all.length === 0) throw wrongCall(`${file}: no TCP in this capture.`, `${file}：抓包中没有 TCP。`);
  const shown = chosen(all, call.value('connection'));
  const svg = call.value('svg');
  if (svg !== undefined) writeSvg(svg, shown, captured, terminal);
  if (call.has('json')) {
    const connections = shown.map(({ number, diagnosis }) => ({ number, ...diagnosis }));
    const problem = captured.ok ? null : captured.problem;
    terminal.print(
      JSON.stringify({ file, packets: captured.packets.length, skipped: captured.skipped, problem, connections }),
    );
  } else show(shown, all, captured, call, terminal);
  if (captured.ok) return EXIT.well;
  terminal.note(`lastack: ${damage(file, captured, terminal)}`);
  return EXIT.wrongCall;
};
