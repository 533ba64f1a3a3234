/** `lastack states`: what ss, netstat and /proc print, counted; and every line that could not be read. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { BIN, CHINESE, ENGLISH, lastack } from './lastack.ts';

const LEAK = fileURLToPath(new URL('../examples/close-wait.ss.txt', import.meta.url));

/** The listing on standard input, as in `ss -tan | lastack states`. */
function states(input: string, { args = [], env = {} }: { args?: readonly string[]; env?: NodeJS.ProcessEnv } = {}) {
  const { PATH } = process.env;
  const ran = spawnSync(process.execPath, [BIN, 'states', ...args], {
    encoding: 'utf8',
    input,
    env: { PATH, ...ENGLISH, ...env },
  });
  return { code: ran.status, out: ran.stdout, err: ran.stderr };
}
const json = (input: string) => JSON.parse(states(input, { args: ['--json'] }).out) as Printed;

interface Printed {
  readonly format: string;
  readonly states: readonly { readonly state: string; readonly count: number }[];
  readonly findings: readonly { readonly id: string; readonly count: number; readonly lines: readonly number[] }[];
}
const counts = (input: string) => Object.fromEntries(json(input).states.map(({ state, count }) => [state, count]));

// Printed by Linux 6.18 with net-tools 2.10.
const NETSTAT = `Active Internet connections (w/o servers)
Proto Recv-Q Send-Q Local Address           Foreign Address         State       Timer
tcp        0      1 10.99.13.1:51176        10.99.13.2:9001         SYN_SENT    on (0.96/1/0)
tcp        0      0 10.99.13.1:36936        10.99.13.2:9000         FIN_WAIT2   timewait (57.26/0/0)
tcp        0      0 10.99.13.1:36948        10.99.13.2:9000         TIME_WAIT   timewait (59.31/0/0)
tcp6       0      0 ::1:56469               ::1:34932               TIME_WAIT   timewait (58.93/0/0)
udp        0      0 0.0.0.0:68              0.0.0.0:*                           off (0.00/0/0)
`;
const PROC = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 010D630A:C7E8 020D630A:2329 02 00000001:00000000 01:0000000C 00000001     0        0 219188 2 000000008cac988b 100 0 0 1 -1
   3: 010D630A:9054 020D630A:2328 06 00000000:00000000 03:00001626 00000000     0        0 0 3 0000000075d3356e
`;

describe('counts', () => {
  test('ss with -p: by state in both spellings, by peer, by program; the leak, its program and its lines', () => {
    const { code, out, err } = lastack(['states', LEAK]);
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(/^CLOSE-WAIT +CLOSE-WAIT +CLOSE_WAIT +10$/m);
    expect(out).toMatch(/^10\.0\.1\.20:5432 +11 +CLOSE-WAIT 10, ESTAB 1$/m);
    expect(out).toMatch(/^proxy \(pid 412\) +13 +/m);
    expect(out.replace(/\s+/g, ' ')).toContain(
      '! CLOSE-WAIT 10 by proxy (pid 412): the peer has closed, the kernel has answered, and the application did not close ' +
        '(3 with Recv-Q 0: the end was read, close() forgotten; 7 with Recv-Q 1: nobody has read the end). ' +
        'lines 5, 6, 7, 8, 9 … · lesson 10, CLOSE_WAIT: the kernel ACKed, you did not close',
    );
  });

  test('netstat with -o, whose last word is a timer, and tcp6; /proc, whose states are codes', () => {
    expect(counts(NETSTAT)).toEqual({ 'SYN-SENT': 1, 'FIN-WAIT-2': 1, 'TIME-WAIT': 2 });
    expect(counts(PROC)).toEqual({ 'SYN-SENT': 1, 'TIME-WAIT': 1 });
    expect(json(PROC).format).toBe('proc');
  });

  test('from standard input, with or without -, in Chinese', () => {
    const listing = readFileSync(LEAK, 'utf8');
    const { code, out } = states(listing, { args: ['-'], env: CHINESE });
    expect(code).toBe(0);
    expect(out).toContain('CLOSE-WAIT 10 个，属于 proxy (pid 412)');
    expect(states(listing, { env: CHINESE }).out).toBe(out);
  });
});

describe('what stands out', () => {
  const line = (state: string, port: number, peer = '10.0.0.2:443', queues = '0 0') =>
    `${state} ${queues} 10.0.0.1:${port} ${peer}\n`;
  const many = (n: number, of: (i: number) => string) => Array.from({ length: n }, (_, i) => of(i)).join('');
  const HEAD = 'State Recv-Q Send-Q Local Address:Port Peer Address:Port\n';
  const ids = (text: string) => json(HEAD + text).findings.map(({ id, count }) => [id, count]);

  test('nothing, on an ordinary day', () => {
    expect(ids(many(50, (i) => line('ESTAB', 40_000 + i)) + many(300, (i) => line('TIME-WAIT', 41_000 + i)))).toEqual(
      [],
    );
    expect(states(HEAD + line('ESTAB', 40_000)).out).toContain('Nothing stands out.');
  });

  test('TIME-WAIT is a matter of ports to one destination, not of a number', () => {
    expect(ids(many(1_500, (i) => line('TIME-WAIT', 40_000 + i)))).toEqual([['time-wait', 1_500]]);
    const full = many(23_000, (i) => line('TIME-WAIT', 32_768 + i));
    expect(ids(full)).toEqual([
      ['ports', 23_000],
      ['time-wait', 23_000],
    ]);
    const spread = many(23_000, (i) => line('TIME-WAIT', 32_768 + i, `10.0.0.${2 + (i % 2)}:443`));
    expect(ids(spread)).toEqual([['time-wait', 23_000]]);
  });

  test('an accept queue, data that nobody reads, a FIN that nobody acknowledges, a SYN that nobody answers', () => {
    expect(ids(line('LISTEN', 80, '0.0.0.0:*', '44 128'))).toEqual([['accept-queue', 44]]);
    expect(ids(line('ESTAB', 40_000, '10.0.0.2:443', '130000 0'))).toEqual([['unread', 1]]);
    for (const [ss, state] of [
      ['LAST-ACK', 'last-ack'],
      ['FIN-WAIT-1', 'fin-wait-1'],
      ['FIN-WAIT-2', 'fin-wait-2'],
      ['SYN-SENT', 'syn-sent'],
    ])
      expect(ids(many(12, (i) => line(ss!, 40_000 + i)))).toEqual([[state, 12]]);
  });
});

describe('what cannot be read', () => {
  test('a line that is cut, a state that is none: counted without it, its number, exit code 1', () => {
    const lines = readFileSync(LEAK, 'utf8').split('\n');
    lines[3] = 'ESTAB      0      0          10.0.0.5:40118    10.0.';
    lines[5] = lines[5]!.replace('CLOSE-WAIT', 'CLOSED-WAIT');
    lines[14] = 'connection reset by tea';
    const { code, out, err } = states(lines.join('\n'));
    expect(code).toBe(1);
    expect(out).toMatch(/^CLOSE-WAIT +CLOSE-WAIT +CLOSE_WAIT +9$/m);
    expect(
      err
        .trim()
        .split('\n')
        .map((line) => /^stdin:(\d+): /.exec(line)?.[1]),
    ).toEqual(['4', '6', '15']);
  });

  test('no listing at all, nothing, no file: exit code 2 and what to do', () => {
    expect(states('hello\nworld\n')).toMatchObject({
      code: 2,
      out: '',
      err: expect.stringMatching(/^lastack: stdin:1: .*ss -tan/),
    });
    expect(states('')).toMatchObject({ code: 2, out: '' });
    expect(lastack(['states', 'none.txt'])).toMatchObject({
      code: 2,
      err: 'lastack: none.txt: there is no such file. Check the path.\n',
    });
  });

  test('a header and no socket is an answer', () => {
    expect(states('State      Recv-Q Send-Q Local Address:Port  Peer Address:PortProcess\n')).toMatchObject({
      code: 0,
      out: 'No TCP sockets in it.\n',
    });
  });
});
