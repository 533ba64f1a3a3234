/**
 * State × segment × position: which cells scripts/linux/states holds, and what Linux does in each. The page beside the
 * scripts is made from their first lines; it must be fresh (`npx vitest run test/matrix.test.ts -u` writes it anew).
 */
import { expect, test } from 'vitest';
import { corpus } from './corpus.ts';

const SEGMENTS = ['ack', 'fin', 'fin-ack', 'rst', 'rst-ack', 'syn', 'syn-ack', 'syn-fin'] as const;
type SegmentName = (typeof SEGMENTS)[number];

/** Where SEG.SEQ lies; `old` and `unsent` are about SEG.ACK. RFC 9293 §3.10.7.4, first and fifth. */
const POSITIONS = ['before', 'left-edge', 'inside', 'right-edge', 'beyond', 'far', 'acceptable', 'old'] as const;

const WITHOUT_CONNECTION = ['closed', 'listen'];
const SYNCHRONIZED = [
  'syn-received',
  'established',
  'fin-wait-1',
  'fin-wait-2',
  'close-wait',
  'closing',
  'last-ack',
  'time-wait',
];

/** Positions that the rules tell apart. An RST at either edge differs (RFC 5961 §3); for the others in is in. */
const EDGES = ['before', 'left-edge', 'inside', 'far'];
const CELLS: { readonly [segment in SegmentName]: readonly string[] } = {
  ack: ['acceptable', 'old', 'beyond', 'before', 'inside', 'far'],
  fin: EDGES,
  'fin-ack': EDGES,
  rst: ['before', 'left-edge', 'inside', 'right-edge', 'beyond', 'far'],
  'rst-ack': ['before', 'left-edge', 'inside', 'right-edge', 'beyond', 'far'],
  syn: EDGES,
  'syn-ack': EDGES,
  'syn-fin': EDGES,
};

function cellsOf(state: string): string[] {
  if (WITHOUT_CONNECTION.includes(state)) return SEGMENTS.map((segment) => segment);
  if (state !== 'syn-sent')
    return SEGMENTS.flatMap((segment) => CELLS[segment].map((position) => `${segment}-${position}`));
  // No window is known yet: what counts is whether SEG.ACK is acceptable. §3.10.7.3, first
  return SEGMENTS.flatMap((segment) =>
    segment.endsWith('ack') ? ['acceptable', 'beyond', 'old'].map((position) => `${segment}-${position}`) : [segment],
  );
}

const STATES = [...WITHOUT_CONNECTION, 'syn-sent', ...SYNCHRONIZED];
const PREFIX = 'linux/states/';
const scripts = new Map(
  corpus()
    .filter(({ path }) => path.startsWith(PREFIX))
    .map(({ path, text }) => [path.slice(PREFIX.length, -'.pkt'.length), text]),
);

test('no cell is missing, and none is there that the table does not know', () => {
  const wanted = STATES.flatMap((state) => cellsOf(state).map((cell) => `${state}/${cell}`));
  expect([...scripts.keys()].sort()).toEqual(wanted.sort());
});

test('the page of the table is fresh', async () => {
  const lines = STATES.flatMap((state) => ['', `## ${state.toUpperCase()}`, '', ...tableOf(state)]);
  const head = [
    '# State × segment × position, as Linux answers',
    '',
    'Made from the first line of each script by `test/matrix.test.ts`. A cell is what comes back, and the state after it',
    'when that is another. `beyond` and `old` speak of SEG.ACK for an ACK, and of SEG.SEQ for the rest.',
  ];
  await expect(`${[...head, ...lines].join('\n')}\n`).toMatchFileSnapshot('../scripts/linux/states/README.md');
});

function tableOf(state: string): string[] {
  const used = POSITIONS.filter((position) => cellsOf(state).some((cell) => cell.endsWith(`-${position}`)));
  const positions: readonly string[] = cellsOf(state).some((cell) => SEGMENTS.some((name) => name === cell))
    ? ['', ...used]
    : used;
  const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [
    row(['', ...positions.map((position) => (position === '' ? 'any' : position))]),
    row(['---', ...positions.map(() => '---')]),
    ...SEGMENTS.map((segment) =>
      row([
        segment,
        ...positions.map((position) => cellText(state, position === '' ? segment : `${segment}-${position}`)),
      ]),
    ),
  ];
}

/** `// ESTABLISHED: RST, SEG.SEQ = …: an ACK; stays ESTABLISHED.` → `[an ACK](established/rst-inside.pkt)` */
function cellText(state: string, cell: string): string {
  const text = scripts.get(`${state}/${cell}`);
  if (text === undefined) return '';
  const found = /^\/\/ .*: ([^:;]+)(?:; ([^:]+))?\.$/m.exec(text.slice(0, text.indexOf('\n')));
  const [answer, after] = [found?.[1] ?? '?', found?.[2] ?? ''];
  return `[${after === '' || after.startsWith('stays') ? answer : `${answer}; ${after}`}](${state}/${cell}.pkt)`;
}
