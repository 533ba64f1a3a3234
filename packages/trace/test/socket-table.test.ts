import { describe, expect, test } from 'vitest';
import type { State } from '@lastack/tcp';
import { formatTable, socketTable, statePath, type SocketRow } from '../src/index.ts';
import { fourWayClose, SOCKET } from './traces.ts';

const row = (
  state: State,
  recvQ: number,
  sendQ: number,
  local: string,
  remote: string,
  more: Partial<SocketRow> = {},
): SocketRow => {
  const [localAddress, localPort] = local.split(':');
  const [remoteAddress, remotePort] = remote.split(':');
  return {
    socket: 1,
    state,
    recvQ,
    sendQ,
    local: { address: localAddress!, port: Number(localPort) },
    remote: { address: remoteAddress!, port: Number(remotePort) },
    fd: null,
    timer: null,
    ...more,
  };
};

/** One socket in each state, as Linux 6.18 showed them on two hosts (iproute2 6.1.0, net-tools 2.10). */
const CLIENT: readonly SocketRow[] = [
  row('SYN-SENT', 0, 1, '10.99.13.1:51176', '10.99.13.2:9001', {
    timer: { name: 'retransmission', remaining: 120_000, retransmissions: 1 },
  }),
  row('ESTABLISHED', 0, 0, '10.99.13.1:36924', '10.99.13.2:9000'),
  row('FIN-WAIT-2', 0, 0, '10.99.13.1:36936', '10.99.13.2:9000'),
  row('TIME-WAIT', 0, 0, '10.99.13.1:36948', '10.99.13.2:9000', {
    timer: { name: 'time-wait', remaining: 56_700_000, retransmissions: 0 },
  }),
  row('FIN-WAIT-1', 0, 1, '10.99.13.1:36956', '10.99.13.2:9000', {
    timer: { name: 'retransmission', remaining: 780_000, retransmissions: 3 },
  }),
];

const SERVER: readonly SocketRow[] = [
  row('LISTEN', 0, 5, '10.99.13.2:9002', '0.0.0.0:0'),
  row('CLOSE-WAIT', 1, 0, '10.99.13.2:9000', '10.99.13.1:36964'),
  row('SYN-RECEIVED', 0, 0, '10.99.13.2:9002', '10.99.13.1:50442'),
  row('LAST-ACK', 1, 1, '10.99.13.2:9000', '10.99.13.1:36962'),
  row('ESTABLISHED', 0, 0, '10.99.13.2:9000', '10.99.13.1:36956'),
];

/** Blanks at the ends of lines are the tools' own; `·` marks where a line ends. */
const visible = (text: string): string => text.replaceAll('\n', '·\n') + '·';

describe('ss -tan', () => {
  test('remote ports of four digits: the header runs together, as iproute2 prints it', () => {
    expect(visible(formatTable(CLIENT, 'ss'))).toBe(
      `State      Recv-Q Send-Q Local Address:Port  Peer Address:PortProcess·
SYN-SENT   0      1         10.99.13.1:51176   10.99.13.2:9001       ·
ESTAB      0      0         10.99.13.1:36924   10.99.13.2:9000       ·
FIN-WAIT-2 0      0         10.99.13.1:36936   10.99.13.2:9000       ·
TIME-WAIT  0      0         10.99.13.1:36948   10.99.13.2:9000       ·
FIN-WAIT-1 0      1         10.99.13.1:36956   10.99.13.2:9000       ·`,
    );
  });

  test('a listener: its backlog in Send-Q, any address and port at the other end', () => {
    expect(visible(formatTable(SERVER, 'ss'))).toBe(
      `State      Recv-Q Send-Q Local Address:Port Peer Address:Port Process·
LISTEN     0      5         10.99.13.2:9002      0.0.0.0:*           ·
CLOSE-WAIT 1      0         10.99.13.2:9000   10.99.13.1:36964       ·
SYN-RECV   0      0         10.99.13.2:9002   10.99.13.1:50442       ·
LAST-ACK   1      1         10.99.13.2:9000   10.99.13.1:36962       ·
ESTAB      0      0         10.99.13.2:9000   10.99.13.1:36956       ·`,
    );
  });
});

test('netstat -ant: fixed columns, and no backlog for a listener', () => {
  expect(visible(formatTable(SERVER, 'netstat'))).toBe(
    `Active Internet connections (servers and established)·
Proto Recv-Q Send-Q Local Address           Foreign Address         State      ·
tcp        0      0 10.99.13.2:9002         0.0.0.0:*               LISTEN     ·
tcp        1      0 10.99.13.2:9000         10.99.13.1:36964        CLOSE_WAIT ·
tcp        0      0 10.99.13.2:9002         10.99.13.1:50442        SYN_RECV   ·
tcp        1      1 10.99.13.2:9000         10.99.13.1:36962        LAST_ACK   ·
tcp        0      0 10.99.13.2:9000         10.99.13.1:36956        ESTABLISHED·`,
  );
});

test('/proc/net/tcp: little-endian addresses, state codes, the timer in hundredths of a second, inode 0 for no owner', () => {
  const owned = CLIENT.map((entry, index) => (index === 1 ? { ...entry, fd: 4, socket: 7 } : entry));
  expect(formatTable(owned, 'proc')).toBe(
    `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 010D630A:C7E8 020D630A:2329 02 00000001:00000000 01:0000000C 00000001     0        0 0
   1: 010D630A:903C 020D630A:2328 01 00000000:00000000 00:00000000 00000000     0        0 20007
   2: 010D630A:9048 020D630A:2328 05 00000000:00000000 00:00000000 00000000     0        0 0
   3: 010D630A:9054 020D630A:2328 06 00000000:00000000 03:00001626 00000000     0        0 0
   4: 010D630A:905C 020D630A:2328 04 00000001:00000000 01:0000004E 00000003     0        0 0`,
  );
});

describe('a table from the trace alone', () => {
  const trace = fourWayClose();

  test('between the two closes: B in CLOSE-WAIT with the unread end of file in Recv-Q, A in FIN-WAIT-2 without a descriptor', () => {
    expect(socketTable(trace, 'B', 250_000)).toMatchObject([
      { state: 'LISTEN', fd: 3 },
      { state: 'CLOSE-WAIT', recvQ: 1, sendQ: 0, fd: 4, local: { port: 80 }, remote: { port: 40_000 } },
    ]);
    expect(socketTable(trace, 'A', 250_000)).toMatchObject([{ state: 'FIN-WAIT-2', sendQ: 0, fd: null, timer: null }]);
  });

  test('in TIME-WAIT: the clock runs, no queues, no descriptor', () => {
    expect(socketTable(trace, 'A', 10_310_000)).toMatchObject([
      { state: 'TIME-WAIT', recvQ: 0, sendQ: 0, fd: null, timer: { name: 'time-wait', remaining: 50_000_000 } },
    ]);
  });

  test('afterwards A has nothing, as in ss; asked for, the CLOSED socket is there', () => {
    expect(socketTable(trace, 'A', trace.end)).toEqual([]);
    expect(socketTable(trace, 'A', trace.end, { closed: true })).toMatchObject([{ state: 'CLOSED' }]);
  });

  test('an instant may be a record: within one moment the table changes record by record', () => {
    const closing = trace.records.findIndex((record) => record.type === 'state' && record.to === 'FIN-WAIT-1');
    expect(socketTable(trace, 'A', { record: closing - 1 })).toMatchObject([{ state: 'ESTABLISHED', fd: 3 }]);
    expect(socketTable(trace, 'A', { record: closing })).toMatchObject([{ state: 'FIN-WAIT-1', fd: 3 }]);
    expect(socketTable(trace, 'A', { record: closing + 1 })).toMatchObject([{ state: 'FIN-WAIT-1', fd: null }]);
  });
});

test('the path of the active closer, with times and causes', () => {
  const path = statePath(fourWayClose(), SOCKET.A).map(({ state, at, cause }) => `${at / 1_000} ${state} ${cause}`);
  expect(path).toEqual([
    '0 CLOSED ',
    '0 SYN-SENT connect',
    '20 ESTABLISHED SYN,ACK',
    '200 FIN-WAIT-1 close',
    '220 FIN-WAIT-2 ACK',
    '310 TIME-WAIT FIN,ACK',
    '60310 CLOSED time-wait',
  ]);
});
