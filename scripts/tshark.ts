/**
 * What Wireshark's tools make of captures, for tests. Where they are missing, tests say so loudly and are skipped; under
 * CI they fail. `apt-get install tshark` brings tshark and editcap, `apt-get install tcpdump` tcpdump.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const CI = process.env.CI === 'true' || process.env.CI === '1';

const has = (tool: string): boolean => spawnSync(tool, ['--version'], { stdio: 'ignore' }).status === 0;

/**
 * Whether tests that need these tools are to be skipped. Under CI they are not: without the tools they fail, one by one.
 */
export function missing(...tools: string[]): boolean {
  const absent = tools.filter((tool) => !has(tool));
  if (absent.length > 0) {
    const bar = '!'.repeat(100);
    const what = CI ? 'under CI that is a failure' : 'the tests that need it are SKIPPED';
    console.error(`${bar}\n! NO ${absent.join(', ')} FOUND: ${what}. apt-get install tshark tcpdump\n${bar}`);
  }
  return absent.length > 0 && !CI;
}

/** Runs a tool; its standard output. A tool that fails is a test that fails, with what it said. */
export function tool(name: string, args: readonly string[]): string {
  const { status, stdout, stderr, error } = spawnSync(name, args, { encoding: 'utf8', maxBuffer: 1 << 28 });
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(`${name} ${args.join(' ')} ended with ${status}: ${stderr.slice(0, 1_000)}`);
  return stdout;
}

/** With a folder of its own for files, which is gone afterwards. */
export function inFolder<T>(act: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'lastack-tshark-'));
  try {
    return act(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What tshark says of one packet. Numbers as they stand in the header, `null` for what is not there. */
export interface Dissected {
  readonly source: string;
  readonly destination: string;
  readonly seq: number;
  readonly ack: number;
  readonly flags: number;
  readonly window: number;
  readonly length: number;
  readonly mss: number | null;
  readonly windowScale: number | null;
  readonly timestamps: string | null;
  readonly sack: string | null;
  /** Wireshark's words for a good one; or what is wrong with it. */
  readonly verdict: 'good' | 'bad IP checksum' | 'bad TCP checksum' | 'malformed';
}

const FIELDS = [
  ...['ip.src', 'ipv6.src', 'tcp.srcport', 'ip.dst', 'ipv6.dst', 'tcp.dstport', 'tcp.seq_raw', 'tcp.ack_raw'],
  ...['tcp.flags', 'tcp.window_size_value', 'tcp.len', 'tcp.options.mss_val', 'tcp.options.wscale.shift'],
  ...['tcp.options.timestamp.tsval', 'tcp.options.timestamp.tsecr', 'tcp.options.sack_le', 'tcp.options.sack_re'],
  ...['ip.checksum.status', 'tcp.checksum.status', '_ws.malformed'],
] as const;

const CHECKED = [
  '-o',
  'ip.check_checksum:TRUE',
  '-o',
  'tcp.check_checksum:TRUE',
  '-o',
  'tcp.relative_sequence_numbers:FALSE',
];
/** Text is octets: a text of `xxx` to port 80 is no malformed HTTP. */
const PLAIN = ['-d', 'tcp.port==0-65535,data'];
const GOOD = '1';

function verdictOf(cells: ReadonlyMap<string, string>): Dissected['verdict'] {
  if (cells.get('_ws.malformed') !== '') return 'malformed';
  if (cells.get('ip.src') !== '' && cells.get('ip.checksum.status') !== GOOD) return 'bad IP checksum';
  return cells.get('tcp.checksum.status') === GOOD ? 'good' : 'bad TCP checksum';
}

function rowOf(line: string): Dissected {
  const texts = line.split('\t');
  const cells = new Map<string, string>(FIELDS.map((field, index) => [field, texts[index] ?? '']));
  const text = (field: (typeof FIELDS)[number]): string => cells.get(field)!;
  const number = (field: (typeof FIELDS)[number]): number | null => (text(field) === '' ? null : Number(text(field)));
  const stamp = text('tcp.options.timestamp.tsval');
  const left = text('tcp.options.sack_le');
  return {
    source: `${text('ip.src')}${text('ipv6.src')} ${text('tcp.srcport')}`,
    destination: `${text('ip.dst')}${text('ipv6.dst')} ${text('tcp.dstport')}`,
    seq: number('tcp.seq_raw') ?? NaN,
    ack: number('tcp.ack_raw') ?? NaN,
    flags: number('tcp.flags') ?? NaN,
    window: number('tcp.window_size_value') ?? NaN,
    length: number('tcp.len') ?? NaN,
    mss: number('tcp.options.mss_val'),
    windowScale: number('tcp.options.wscale.shift'),
    timestamps: stamp === '' ? null : `${stamp} ${text('tcp.options.timestamp.tsecr')}`,
    sack: left === '' ? null : `${left} ${text('tcp.options.sack_re')}`,
    verdict: verdictOf(cells),
  };
}

/** Every packet of a capture as tshark reads it. */
export const dissect = (capture: Uint8Array): Dissected[] =>
  inFolder((folder) => {
    const file = join(folder, 'capture');
    writeFileSync(file, capture);
    const fields = FIELDS.flatMap((field) => ['-e', field]);
    const output = tool('tshark', ['-n', '-r', file, ...CHECKED, ...PLAIN, '-T', 'fields', ...fields]);
    return output
      .split('\n')
      .filter((line) => line !== '')
      .map(rowOf);
  });

/** A packet of ours, as much of it as this needs: no package of the house is imported here. */
export interface OurPacket {
  readonly source: { readonly address: string; readonly port: number };
  readonly destination: { readonly address: string; readonly port: number };
  readonly segment: {
    readonly seq: number;
    readonly ack: number | null;
    readonly wnd: number;
    readonly syn: boolean;
    readonly fin: boolean;
    readonly rst: boolean;
    readonly psh: boolean;
    readonly text: string;
    readonly options: {
      readonly mss?: number;
      readonly windowScale?: number;
      readonly sack?: readonly (readonly [number, number])[];
      readonly timestamps?: { readonly val: number; readonly ecr: number };
    };
  };
}

const bit = (is: boolean, value: number): number => (is ? value : 0);

/** What tshark must say of a packet of ours. */
export function expected({ source, destination, segment }: OurPacket): Dissected {
  const { seq, ack, wnd, syn, fin, rst, psh, text, options } = segment;
  const { mss = null, windowScale = null, timestamps, sack = [] } = options;
  const edges = (side: 0 | 1): string => sack.map((block) => block[side]).join(',');
  return {
    source: `${source.address} ${source.port}`,
    destination: `${destination.address} ${destination.port}`,
    seq,
    ack: ack ?? 0,
    flags: bit(fin, 1) | bit(syn, 2) | bit(rst, 4) | bit(psh, 8) | bit(ack !== null, 16),
    window: wnd,
    length: text.length,
    mss,
    windowScale,
    timestamps: timestamps === undefined ? null : `${timestamps.val} ${timestamps.ecr}`,
    sack: sack.length === 0 ? null : `${edges(0)} ${edges(1)}`,
    verdict: 'good',
  };
}
