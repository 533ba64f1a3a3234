/** A capture's connections as a person reads them: a list, then each one's ladder and diagnosis. */
import { ladderText, traceFromPackets, type CapturedPacket, type ConnectionFacts } from '@lastack/trace';
import { table } from '../columns.ts';
import { fold } from '../fold.ts';
import type { Terminal } from '../terminal.ts';
import { endpointText, packetsOf, type Numbered } from './select.ts';

const HEADS = {
  ends: { en: 'CONNECTION', 'zh-Hans': '连接' },
  packets: { en: 'SEGMENTS', 'zh-Hans': '报文段' },
  first: { en: 'CLOSED FIRST', 'zh-Hans': '先关闭' },
  ending: { en: 'ENDING', 'zh-Hans': '结局' },
} as const;

const ENDINGS: Readonly<Record<ConnectionFacts['ending'], { en: string; 'zh-Hans': string }>> = {
  closed: { en: 'closed', 'zh-Hans': '已关闭' },
  'last ACK missing': { en: 'last ACK missing', 'zh-Hans': '缺最后一个 ACK' },
  'half-closed': { en: 'half-closed', 'zh-Hans': '半关闭' },
  reset: { en: 'reset', 'zh-Hans': '被 RST 终止' },
  open: { en: 'open', 'zh-Hans': '未关闭' },
};

const BOTH = { en: 'both', 'zh-Hans': '双方' } as const;

/** Every connection in a line. */
export function listLines(
  all: readonly Numbered[],
  packets: readonly CapturedPacket[],
  { say, style }: Terminal,
): string[] {
  const rows = all.map(({ number, diagnosis }) => [
    `${number}`,
    diagnosis.ends.map(({ endpoint }) => endpointText(endpoint)).join(' → '),
    `${packetsOf(packets, diagnosis).length}`,
    diagnosis.closedFirst === 'both' ? say(BOTH) : (diagnosis.closedFirst ?? '-'),
    say(ENDINGS[diagnosis.ending]),
  ]);
  const heads = ['#', ...[HEADS.ends, HEADS.packets, HEADS.first, HEADS.ending].map(say)];
  const [first = '', ...lines] = table([heads, ...rows]);
  return [style('dim', first), ...lines];
}

/** One connection: its ladder with the states that were inferred, then what is to be said of it. */
export function connectionLines(
  { number, diagnosis }: Numbered,
  packets: readonly CapturedPacket[],
  terminal: Terminal,
): string[] {
  const { language, columns, style } = terminal;
  const trace = traceFromPackets(packetsOf(packets, diagnosis));
  const ends = diagnosis.ends.map(({ endpoint }) => endpointText(endpoint)).join(' → ');
  return [
    '',
    style('bold', `${number}  ${ends}`),
    '',
    ladderText(trace, { language, width: columns }).trimEnd(),
    '',
    ...[...diagnosis.text[language], ...diagnosis.findings.map(({ text }) => text[language])].flatMap((sentence) => {
      const [first = '', ...rest] = fold(sentence, columns - 2);
      return [`• ${first}`, ...rest.map((line) => `  ${line}`)];
    }),
  ];
}
