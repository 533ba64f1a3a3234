/**
 * `netstat -ant` of net-tools: fixed columns, `*` for any port. A listener's Send-Q is 0 there: /proc has no backlog.
 * Next: proc.ts
 */
import { STATE_SPELLINGS } from './names.ts';
import type { SocketRow } from './table.ts';
import type { Endpoint } from '../record.ts';

const HEADER = [
  'Active Internet connections (servers and established)',
  'Proto Recv-Q Send-Q Local Address           Foreign Address         State      ',
];

const place = ({ address, port }: Endpoint): string => `${address}:${port === 0 ? '*' : port}`;

const line = ({ state, recvQ, sendQ, local, remote }: SocketRow): string =>
  [
    (local.address.includes(':') ? 'tcp6' : 'tcp').padEnd(5),
    String(recvQ).padStart(6),
    String(state === 'LISTEN' ? 0 : sendQ).padStart(6),
    place(local).padEnd(23),
    place(remote).padEnd(23),
    STATE_SPELLINGS[state].netstat.padEnd(11),
  ].join(' ');

export const formatNetstat = (rows: readonly SocketRow[]): string => [...HEADER, ...rows.map(line)].join('\n');
