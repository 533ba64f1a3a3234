/**
 * `ss -tan` of iproute2 6.1, written into a pipe: every column as wide as its widest cell. The header's own spacing
 * follows from that (`PortProcess` when every remote port has four digits or fewer). misc/ss.c, render().
 * Next: netstat.ts
 */
import { STATE_SPELLINGS } from './names.ts';
import type { SocketRow } from './table.ts';
import type { Endpoint } from '../record.ts';

interface Column {
  readonly title: string;
  /** What stands before the column when it is not the first. */
  readonly gap: string;
  readonly align: 'left' | 'right';
  cell(row: SocketRow): string;
}

/** `10.0.0.1:`, `[::1]:`; the port has a column of its own. */
const address = ({ address: text }: Endpoint): string => (text.includes(':') ? `[${text}]:` : `${text}:`);
const port = ({ port: number }: Endpoint): string => (number === 0 ? '*' : String(number));

const COLUMNS: readonly Column[] = [
  { title: 'State', gap: '', align: 'left', cell: ({ state }) => STATE_SPELLINGS[state].ss },
  { title: 'Recv-Q', gap: ' ', align: 'left', cell: ({ recvQ }) => String(recvQ) },
  { title: 'Send-Q', gap: ' ', align: 'left', cell: ({ sendQ }) => String(sendQ) },
  { title: 'Local Address:', gap: ' ', align: 'right', cell: ({ local }) => address(local) },
  { title: 'Port', gap: '', align: 'left', cell: ({ local }) => port(local) },
  { title: 'Peer Address:', gap: ' ', align: 'right', cell: ({ remote }) => address(remote) },
  { title: 'Port', gap: '', align: 'left', cell: ({ remote }) => port(remote) },
  { title: 'Process', gap: '', align: 'left', cell: () => '' },
];

export function formatSs(rows: readonly SocketRow[]): string {
  const table = [COLUMNS.map(({ title }) => title), ...rows.map((row) => COLUMNS.map((column) => column.cell(row)))];
  const widths = COLUMNS.map((_, index) => Math.max(...table.map((cells) => cells[index]!.length)));
  const line = (cells: readonly string[]): string =>
    COLUMNS.map(({ gap, align }, index) => {
      const cell = cells[index]!;
      return gap + (align === 'left' ? cell.padEnd(widths[index]!) : cell.padStart(widths[index]!));
    }).join('');
  return table.map(line).join('\n');
}
