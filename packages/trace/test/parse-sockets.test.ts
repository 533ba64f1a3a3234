import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { STATES } from '@lastack/tcp';
import {
  formatTable,
  parseSockets,
  parseState,
  STATE_SPELLINGS,
  type ListedSocket,
  type SocketRow,
} from '../src/index.ts';

const listed = (text: string): readonly ListedSocket[] => {
  const result = parseSockets(text);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.sockets;
};
const brief = (text: string): string[] =>
  listed(text).map(({ state, recvQ, sendQ, local, remote, timer, process }) =>
    [state, recvQ, sendQ, `${local.address} ${local.port}`, `${remote.address} ${remote.port}`, timer, process].join(
      ' | ',
    ),
  );

// Printed by Linux 6.18, iproute2 6.1.0 and net-tools 2.10.
const SS_WITH_OWNERS = `State      Recv-Q Send-Q Local Address:Port  Peer Address:Port Process
LISTEN     0      5          127.0.0.1:35049       0.0.0.0:*     users:(("python3",pid=25117,fd=3))
CLOSE-WAIT 1      0          127.0.0.1:35049    127.0.0.1:43822 users:(("python3",pid=25117,fd=8))
ESTAB      0      0          127.0.0.1:43816    127.0.0.1:35049 users:(("python3",pid=25117,fd=5)) timer:(keepalive,119min,0)
FIN-WAIT-2 0      0          127.0.0.1:43822    127.0.0.1:35049 timer:(timewait,59sec,0)
TIME-WAIT  0      0              [::1]:56469        [::1]:34932 timer:(timewait,59sec,0)
`;

const NETSTAT_WITH_OWNERS = `Active Internet connections (servers and established)
Proto Recv-Q Send-Q Local Address           Foreign Address         State       PID/Program name     Timer
tcp        0      0 127.0.0.1:35049         0.0.0.0:*               LISTEN      25117/python3        off (0.00/0/0)
tcp        1      0 127.0.0.1:35049         127.0.0.1:43822         CLOSE_WAIT  25117/python3        off (0.00/0/0)
tcp        0      0 127.0.0.1:43816         127.0.0.1:35049         ESTABLISHED 25117/python3        keepalive (7199.83/0/0)
tcp        0      0 127.0.0.1:43822         127.0.0.1:35049         FIN_WAIT2   -                    timewait (59.83/0/0)
tcp6       0      0 ::1:56469               :::*                    LISTEN      25117/python3        off (0.00/0/0)
udp        0      0 0.0.0.0:68              0.0.0.0:*                           731/dhclient         off (0.00/0/0)
`;

const PROC = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode                                                     
   0: 020D630A:232A 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 219001 2 00000000e08324f8 100 0 0 10 0                    
   2: 020D630A:2328 010D630A:9064 08 00000000:00000001 00:00000000 00000000     0        0 219061 1 000000001142bf27 20 4 0 10 -1                    
   3: 020D630A:232A 010D630A:C50A 03 00000000:00000000 01:00000019 00000000     0        0 0 0 00000000f08735cf                                      
   5: 020D630A:2328 010D630A:9062 09 00000001:00000001 01:00000004 00000003     0        0 0 2 0000000017a397fe 163 4 0 1 -1                         
`;

describe('read by where fields stand, not by the last word', () => {
  test('ss -tanop', () => {
    expect(brief(SS_WITH_OWNERS)).toEqual([
      'LISTEN | 0 | 5 | 127.0.0.1 35049 | 0.0.0.0 0 |  | ("python3",pid=25117,fd=3)',
      'CLOSE-WAIT | 1 | 0 | 127.0.0.1 35049 | 127.0.0.1 43822 |  | ("python3",pid=25117,fd=8)',
      'ESTABLISHED | 0 | 0 | 127.0.0.1 43816 | 127.0.0.1 35049 | keepalive,119min,0 | ("python3",pid=25117,fd=5)',
      'FIN-WAIT-2 | 0 | 0 | 127.0.0.1 43822 | 127.0.0.1 35049 | timewait,59sec,0 | ',
      'TIME-WAIT | 0 | 0 | ::1 56469 | ::1 34932 | timewait,59sec,0 | ',
    ]);
  });

  test('netstat -antop: tcp6 counts, udp does not', () => {
    expect(brief(NETSTAT_WITH_OWNERS)).toEqual([
      'LISTEN | 0 | 0 | 127.0.0.1 35049 | 0.0.0.0 0 | off (0.00/0/0) | 25117/python3',
      'CLOSE-WAIT | 1 | 0 | 127.0.0.1 35049 | 127.0.0.1 43822 | off (0.00/0/0) | 25117/python3',
      'ESTABLISHED | 0 | 0 | 127.0.0.1 43816 | 127.0.0.1 35049 | keepalive (7199.83/0/0) | 25117/python3',
      'FIN-WAIT-2 | 0 | 0 | 127.0.0.1 43822 | 127.0.0.1 35049 | timewait (59.83/0/0) | ',
      'LISTEN | 0 | 0 | ::1 56469 | :: 0 | off (0.00/0/0) | 25117/python3',
    ]);
  });

  test('/proc/net/tcp: queues are tx:rx, and inode 0 is nobody’s', () => {
    expect(brief(PROC)).toEqual([
      'LISTEN | 0 | 0 | 10.99.13.2 9002 | 0.0.0.0 0 |  | ',
      'CLOSE-WAIT | 1 | 0 | 10.99.13.2 9000 | 10.99.13.1 36964 |  | ',
      'SYN-RECEIVED | 0 | 0 | 10.99.13.2 9002 | 10.99.13.1 50442 | 01:00000019 | ',
      'LAST-ACK | 1 | 1 | 10.99.13.2 9000 | 10.99.13.1 36962 | 01:00000004 | ',
    ]);
    expect(listed(PROC).map(({ owned }) => owned)).toEqual([true, true, false, false]);
  });

  test('/proc/net/tcp6: each word of four octets is backwards', () => {
    const line =
      '   1: 00000000000000000000000001000000:DC95 00000000000000000000000001000000:8874 06 00000000:00000000 03:0000175B 00000000     0        0 0 3 00000000094c9faa';
    expect(brief(line)).toEqual(['TIME-WAIT | 0 | 0 | ::1 56469 | ::1 34932 | 03:0000175B | ']);
  });

  test('the Netid column of ss -an, and sockets that are not TCP', () => {
    const text = `Netid State      Recv-Q Send-Q Local Address:Port   Peer Address:Port  Process
nl    UNCONN     0      0                  0:0                  *
tcp   CLOSE-WAIT 1      0          127.0.0.1:35049     127.0.0.1:43822  users:(("python3",pid=25117,fd=8))
`;
    expect(brief(text)).toEqual([
      'CLOSE-WAIT | 1 | 0 | 127.0.0.1 35049 | 127.0.0.1 43822 |  | ("python3",pid=25117,fd=8)',
    ]);
  });

  test('a header alone is an empty table; without a header the lines still speak for themselves', () => {
    expect(listed('State      Recv-Q Send-Q Local Address:Port Peer Address:Port Process\n')).toEqual([]);
    expect(listed(SS_WITH_OWNERS.split('\n').slice(2).join('\n'))).toHaveLength(4);
  });
});

describe('refused, with the place and the remedy', () => {
  test.each([
    [
      'ss state close-wait leaves the State column out',
      'Recv-Q Send-Q Local Address:Port Peer Address:Port Process\n1      0      127.0.0.1:35049    127.0.0.1:43822\n',
      1,
      /without a state filter/,
    ],
    [
      'a state that does not exist',
      'Proto Recv-Q Send-Q Local Address Foreign Address State\ntcp 0 0 10.0.0.1:80 10.0.0.2:4000 CLOSED_WAIT\n',
      2,
      /CLOSE_WAIT/,
    ],
    ['names in place of ports', 'tcp 0 0 www:http 10.0.0.2:4000 ESTABLISHED\n', 1, /-n/],
    ['ss: names in place of ports', 'ESTAB 0 0 10.0.0.1:ssh 10.0.0.2:4000\nLISTEN 0 5 *:80 *:*\n', 1, /-n/],
    ['a line of ss cut short', 'LISTEN 0 5 0.0.0.0:80 0.0.0.0:*\nESTAB 0 0 10.0.0.1\n', 2, /whole/],
    ['a line of netstat cut short', 'Active Internet connections\ntcp        0      0 10.0.0.1:80\n', 2, /whole/],
    [
      'a queue longer than 32 bits can count',
      'ESTAB 9007199254740993 0 10.0.0.1:80 10.0.0.2:4\nLISTEN 0 5 *:80 *:*\n',
      1,
      /whole/,
    ],
    ['/proc cut short', '   0: 020D630A:232A 00000000:0000 0A\n', 1, /whole/],
    ['something else', 'hello\nworld\n', 1, /ss -tan/],
    ['nothing', '', 1, /ss -tan/],
  ])('%s', (_, text, line, help) => {
    expect(parseSockets(text)).toMatchObject({
      ok: false,
      problems: [{ line, help: { en: expect.stringMatching(help), 'zh-Hans': expect.stringMatching(/。$/) } }],
    });
  });
});

test('what is printed can be read back, in all three formats', () => {
  const endpoint = fc.record({ address: fc.ipV4(), port: fc.integer({ min: 1, max: 65_535 }) });
  const queue = fc.integer({ min: 0, max: 2 ** 31 });
  const row: fc.Arbitrary<SocketRow> = fc.record({
    socket: fc.integer({ min: 1, max: 1_000 }),
    state: fc.constantFrom(...STATES.filter((state) => state !== 'LISTEN')),
    recvQ: queue,
    sendQ: queue,
    local: endpoint,
    remote: endpoint,
    fd: fc.option(fc.nat(1_000)),
    timer: fc.constant(null),
  });
  fc.assert(
    fc.property(fc.array(row), fc.constantFrom('ss' as const, 'netstat' as const, 'proc' as const), (rows, format) => {
      const read = listed(formatTable(rows, format)).map(({ state, recvQ, sendQ, local, remote }) => ({
        state,
        recvQ,
        sendQ,
        local,
        remote,
      }));
      expect(read).toEqual(
        rows.map(({ state, recvQ, sendQ, local, remote }) => ({ state, recvQ, sendQ, local, remote })),
      );
    }),
    { seed: 9293 },
  );
});

test.each(STATES)('%s is known in the spelling of every tool', (state) => {
  for (const spelling of [state, STATE_SPELLINGS[state].ss, STATE_SPELLINGS[state].netstat, state.toLowerCase()]) {
    expect(parseState(spelling)).toBe(state);
  }
});

test.each([['CLOSED_WAIT'], ['TIMEWAITING'], [''], ['constructor']])('%o is no state', (word) => {
  expect(parseState(word)).toBeNull();
});
