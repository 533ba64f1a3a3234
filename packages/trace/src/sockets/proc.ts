/**
 * /proc/net/tcp: hexadecimal, addresses with their octets in the order of a little-endian machine, ports not.
 * What Linux prints after the inode (references, a kernel address, RTO, window …) is left out: a trace knows none of it.
 * Sockets of IPv6 are not here; Linux has them in /proc/net/tcp6. proc_net_tcp.rst, get_tcp4_sock().
 * Next: format.ts
 */
import type { Micros, TimerName } from '@lastack/tcp';
import { STATE_SPELLINGS } from './names.ts';
import type { SocketRow, SocketTimer } from './table.ts';
import type { Endpoint } from '../record.ts';

const HEADER = '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode';

const hex = (value: number, digits: number): string => value.toString(16).toUpperCase().padStart(digits, '0');

const place = ({ address, port }: Endpoint): string => {
  const octets = address.split('.').map((octet) => hex(Number(octet), 2));
  return `${octets.reverse().join('')}:${hex(port, 4)}`;
};

/** The column `tr`: 0 none, 1 retransmission, 2 another, 3 TIME-WAIT, 4 zero-window probe. */
const TIMER_CODES: { readonly [timer in TimerName]: string } = {
  retransmission: '01',
  persist: '04',
  'delayed-ack': '00',
  'time-wait': '03',
  'fin-wait-2': '03',
  keepalive: '02',
  user: '00',
};

/** Linux counts this column in hundredths of a second, whatever its HZ. */
const ticks = (time: Micros): number => Math.round(time / 10_000);

const timer = (running: SocketTimer | null): string =>
  running === null || TIMER_CODES[running.name] === '00'
    ? '00:00000000'
    : `${TIMER_CODES[running.name]}:${hex(ticks(running.remaining), 8)}`;

/** A made-up inode that is never the same for two sockets, and 0 where no process holds a descriptor. */
const inode = ({ fd, socket }: SocketRow): number => (fd === null ? 0 : 20_000 + socket);

function line(row: SocketRow, index: number): string {
  const sendQ = row.state === 'LISTEN' ? 0 : row.sendQ;
  return [
    `${String(index).padStart(4)}:`,
    place(row.local),
    place(row.remote),
    STATE_SPELLINGS[row.state].proc,
    `${hex(sendQ, 8)}:${hex(row.recvQ, 8)}`,
    timer(row.timer),
    hex(row.timer?.retransmissions ?? 0, 8),
    '    0',
    '       0',
    String(inode(row)),
  ].join(' ');
}

export const formatProc = (rows: readonly SocketRow[]): string =>
  [HEADER, ...rows.filter(({ local }) => !local.address.includes(':')).map(line)].join('\n');
