/** Counts and findings as a person reads them. */
import { lessonTitle } from '@lastack/exercise-kit';
import { STATE_SPELLINGS } from '@lastack/trace';
import type { State } from '@lastack/tcp';
import { table, width } from '../columns.ts';
import { advice } from '../said.ts';
import type { Terminal } from '../terminal.ts';
import type { Census, Count } from './census.ts';
import type { Finding } from './finding.ts';
import type { Listing } from './read.ts';
import { fold } from '../fold.ts';

const TOP = 10;

const HEADS = {
  state: { en: 'STATE', 'zh-Hans': '状态' },
  count: { en: 'COUNT', 'zh-Hans': '数量' },
  peers: { en: 'PEER', 'zh-Hans': '对端' },
  programs: { en: 'PROGRAM', 'zh-Hans': '程序' },
  states: { en: 'STATES', 'zh-Hans': '各状态' },
} as const;

function stateLines({ states }: Census, { say, style }: Terminal): string[] {
  const rows = states.map(({ state, count }) => [
    state,
    STATE_SPELLINGS[state].ss,
    STATE_SPELLINGS[state].netstat,
    `${count}`,
  ]);
  const [heads = '', ...lines] = table([[say(HEADS.state), 'ss', 'netstat', say(HEADS.count)], ...rows]);
  return [style('dim', heads), ...lines];
}

const statesText = (states: Count['states']): string =>
  Object.entries(states)
    .toSorted(([, a], [, b]) => b - a)
    .map(([state, count]) => `${STATE_SPELLINGS[state as State].ss} ${count}`)
    .join(', ');

function countLines(head: 'peers' | 'programs', counts: readonly Count[], { say, style }: Terminal): string[] {
  if (counts.length === 0) return [];
  const rows = counts.slice(0, TOP).map(({ name, count, states }) => [name, `${count}`, statesText(states)]);
  const [heads = '', ...lines] = table([[say(HEADS[head]), say(HEADS.count), say(HEADS.states)], ...rows]);
  const more = counts.length - TOP;
  const rest = say({ en: `… and ${more} more`, 'zh-Hans': `……另有 ${more} 个` });
  return ['', style('dim', heads), ...lines, ...(more > 0 ? [style('dim', rest)] : [])];
}

/** Up to five lines of the listing by number. */
function evidence({ lines }: Finding, { say }: Terminal): string {
  const some = lines.slice(0, 5).join(', ');
  const rest = lines.length > 5 ? ' …' : '';
  return say(
    lines.length === 1
      ? { en: `line ${some}`, 'zh-Hans': `第 ${some} 行` }
      : { en: `lines ${some}${rest}`, 'zh-Hans': `第 ${some}${rest} 行` },
  );
}

function findingLines(finding: Finding, terminal: Terminal): string[] {
  const { say, style, columns } = terminal;
  const [first = '', ...rest] = fold(say(finding.text), columns - 2);
  const lesson = finding.lesson === null ? '' : ` · ${say(lessonTitle(finding.lesson)!)}`;
  return [
    `${style('yellow', '!')} ${first}`,
    ...rest.map((line) => `  ${line}`),
    style('dim', `  ${evidence(finding, terminal)}${lesson}`),
  ];
}

export function listingLines(census: Census, findings: readonly Finding[], terminal: Terminal): string[] {
  const { say, style } = terminal;
  if (census.total === 0) return [say({ en: 'No TCP sockets in it.', 'zh-Hans': '其中没有 TCP 套接字。' })];
  const title = say({ en: 'What stands out', 'zh-Hans': '值得注意' });
  const nothing = say({ en: 'Nothing stands out.', 'zh-Hans': '没有异常。' });
  return [
    ...stateLines(census, terminal),
    ...countLines('peers', census.peers, terminal),
    ...countLines('programs', census.programs, terminal),
    '',
    ...(findings.length === 0
      ? [nothing]
      : [style('bold', title), ...findings.flatMap((each) => findingLines(each, terminal))]),
  ];
}

/** `ss.txt:7: …`, one for each line that nobody understood. */
export function unreadLines({ unread }: Listing, file: string, terminal: Terminal): string[] {
  return unread.map(({ line, text, why: message, help }) => {
    const shown = width(text.trim()) > 60 ? `${text.trim().slice(0, 60)}…` : text.trim();
    const quoted = shown === '' ? '' : ` | ${shown}`;
    return `${file}:${line}: ${advice({ message, help }, terminal)}${quoted}`;
  });
}
