/** Every construct of the language that is understood, one line each. */
import { describe, expect, test } from 'vitest';
import type { ScriptAction } from '../../src/index.ts';
import { read, said } from './read.ts';

const only = (line: string): ScriptAction => read(`0 ${line}`).events[0]!.action;

/** 15 MiB of receive buffer at most: a window scale of 8. */
const SUITE_DEFAULTS = {
  type: 'sysctl',
  changes: [
    { type: 'profile', flags: { windowScale: 8, receiveBuffer: 270_000 } },
    { type: 'receive-memory', octets: 540_000 },
    { type: 'send-memory', octets: 262_144 },
    { type: 'host', name: 'net.ipv4.tcp_timestamps', value: '1' },
    { type: 'host', name: 'net.ipv4.tcp_syn_retries', value: '5' },
    { type: 'host', name: 'net.ipv4.tcp_synack_retries', value: '5' },
    { type: 'host', name: 'net.ipv4.tcp_sack', value: '1' },
  ],
};

describe('times', () => {
  test.each([
    ['0 `true`', { type: 'absolute', at: 0 }],
    ['+0 `true`', { type: 'relative', at: 0 }],
    ['0.00 `true`', { type: 'absolute', at: 0 }],
  ])('%s', (line, time) => expect(read(line).events[0]!.time).toEqual(time));

  test.each([
    ['1 `true`', { type: 'absolute', at: 1_000_000 }],
    ['+.1 `true`', { type: 'relative', at: 100_000 }],
    ['+0.000001 `true`', { type: 'relative', at: 1 }],
    ['* > . 1:1(0) ack 1', { type: 'any' }],
    ['1.5~2 > . 1:1(0) ack 1', { type: 'absolute-range', from: 1_500_000, to: 2_000_000 }],
    ['+.1~+.25 > . 1:1(0) ack 1', { type: 'relative-range', from: 100_000, to: 250_000 }],
  ])('%s', (line, time) => expect(read(`0 \`true\`\n${line}`).events[1]!.time).toEqual(time));

  test.each([
    ['0.1...0.3 read(4, ..., 10) = 10', 300_000],
    ['+.1...0.200 connect(3, ..., ...) = 0', 200_000],
    ['+0...2 accept(3, ..., ...) = 4', 2_000_000],
  ])('a call may block: %s', (line, end) => {
    const { action } = read(`0 \`true\`\n${line}`).events[1]!;
    expect(action.type === 'call' && action.call.end).toBe(end);
  });
});

describe('packets', () => {
  const none = { syn: false, fin: false, rst: false, psh: false, ack: false };
  const packet = {
    direction: 'outbound',
    ports: null,
    flags: none,
    seq: 0,
    length: 0,
    ack: null,
    window: null,
    options: [],
  };
  const ack = { ...none, ack: true };

  test.each([
    ['> S 0:0(0)', { ...packet, flags: { ...none, syn: true } }],
    [
      '< S  65536:65536(0)  win 32767',
      { ...packet, direction: 'inbound', flags: { ...none, syn: true }, seq: 65536, window: 32767 },
    ],
    ['> S. 0:0(0) ack 1', { ...packet, flags: { ...ack, syn: true }, ack: 1 }],
    ['> F. 1:1(0) ack 2', { ...packet, flags: { ...ack, fin: true }, seq: 1, ack: 2 }],
    ['> .  1:1(0) ack 4294967295', { ...packet, flags: ack, seq: 1, ack: 4294967295 }],
    ['> R 1:1(0)', { ...packet, flags: { ...none, rst: true }, seq: 1 }],
    ['< SF 0:0(0) win 0', { ...packet, direction: 'inbound', flags: { ...none, syn: true, fin: true }, window: 0 }],
    ['< SF. 0:0(0) ack 1', { ...packet, direction: 'inbound', flags: { ...ack, syn: true, fin: true }, ack: 1 }],
    ['> P. 1:1001(1000) ack 1', { ...packet, flags: { ...ack, psh: true }, seq: 1, length: 1000, ack: 1 }],
    ['> FP. 1:11(10) ack 1', { ...packet, flags: { ...ack, psh: true, fin: true }, seq: 1, length: 10, ack: 1 }],
    ['< - 1:1(0)', { ...packet, direction: 'inbound', seq: 1 }],
    ['> . ...(0) ack 1', { ...packet, flags: ack, seq: null, ack: 1 }],
    [
      '> 8080 > 40000 . 1:1(0) ack 1',
      { ...packet, ports: { source: 8080, destination: 40000 }, flags: ack, seq: 1, ack: 1 },
    ],
    ['< F 1:1(0) ack 1', { ...packet, direction: 'inbound', flags: { ...none, fin: true }, seq: 1, ack: 1 }],
  ])('%s', (line, spec) => {
    const action = only(line);
    expect(action.type === 'packet' && action.packet).toEqual(spec);
  });

  test.each([
    ['<...>', 'unchecked'],
    ['<mss 1460,sackOK,eol,eol>', [{ kind: 'mss', value: 1460 }, { kind: 'sackOK' }, { kind: 'eol' }, { kind: 'eol' }]],
    ['<nop,wscale 6>', [{ kind: 'nop' }, { kind: 'wscale', value: 6 }]],
    ['<TS val 100 ecr 0>', [{ kind: 'TS', val: 100, ecr: 0 }]],
    [
      '<nop,nop,sack 1:2 3:4>',
      [
        { kind: 'nop' },
        { kind: 'nop' },
        {
          kind: 'sack',
          blocks: [
            [1, 2],
            [3, 4],
          ],
        },
      ],
    ],
  ])('options %s', (text, options) => {
    const action = only(`> . 1:1(0) ack 1 ${text}`);
    expect(action.type === 'packet' && action.packet.options).toEqual(options);
  });
});

describe('calls', () => {
  test.each([
    ['socket(..., SOCK_STREAM, IPPROTO_TCP) = 3', { type: 'socket', nonBlocking: false }],
    ['socket(..., SOCK_STREAM|SOCK_NONBLOCK, IPPROTO_TCP) = 3', { type: 'socket', nonBlocking: true }],
    ['bind(3, ..., ...) = 0', { type: 'bind', fd: 3, address: null, port: null }],
    [
      'connect(3, {sa_family = AF_INET, sin_port = htons(80), sin_addr = inet_addr("192.0.2.1")}, 16) = 0',
      { type: 'connect', fd: 3, address: '192.0.2.1', port: 80 },
    ],
    ['listen(3, 2) = 0', { type: 'listen', fd: 3, backlog: 2 }],
    ['accept(3, ..., ...) = 4', { type: 'accept', fd: 3, nonBlocking: false }],
    ['accept4(3, ..., ..., SOCK_NONBLOCK) = 4', { type: 'accept', fd: 3, nonBlocking: true }],
    ['write(4, ..., 3) = 3', { type: 'send', fd: 4, bytes: '\0\0\0', dontWait: false }],
    ['send(4, "abc", 2, MSG_DONTWAIT) = 2', { type: 'send', fd: 4, bytes: 'ab', dontWait: true }],
    ['sendto(4, ..., 1, MSG_NOSIGNAL, ..., ...) = 1', { type: 'send', fd: 4, bytes: '\0', dontWait: false }],
    ['read(4, ..., 1000) = 0', { type: 'recv', fd: 4, count: 1000, dontWait: false, queued: null }],
    ['recv(4, ..., 10, 0) = 10', { type: 'recv', fd: 4, count: 10, dontWait: false, queued: null }],
    ['shutdown(4, SHUT_WR) = 0', { type: 'shutdown', fd: 4, how: 'SHUT_WR' }],
    ['close(4) = 0', { type: 'close', fd: 4 }],
    ['fcntl(3, F_GETFL) = 0x02 (flags O_RDWR)', { type: 'get-flags', fd: 3 }],
    ['fcntl(3, F_SETFL, O_RDWR | O_NONBLOCK) = 0', { type: 'set-flags', fd: 3, nonBlocking: true }],
  ])('%s', (line, what) => {
    const action = only(line);
    expect(action.type === 'call' && action.plan.what).toEqual(what);
  });

  test.each([
    ['SOL_SOCKET, SO_REUSEADDR, [1], 4', { name: 'SO_REUSEADDR', value: true }],
    ['SOL_SOCKET, SO_KEEPALIVE, [0], 4', { name: 'SO_KEEPALIVE', value: false }],
    ['SOL_SOCKET, SO_LINGER, {onoff=1, linger=0}, 8', { name: 'SO_LINGER', value: { on: true, seconds: 0 } }],
    ['SOL_TCP, TCP_KEEPIDLE, [2], 4', { name: 'TCP_KEEPIDLE', value: 2_000_000 }],
    ['IPPROTO_TCP, TCP_KEEPCNT, [3], 4', { name: 'TCP_KEEPCNT', value: 3 }],
    ['SOL_TCP, TCP_USER_TIMEOUT, [3000], 4', { name: 'TCP_USER_TIMEOUT', value: 3_000_000 }],
  ])('setsockopt(3, %s)', (args, option) => {
    const action = only(`setsockopt(3, ${args}) = 0`);
    expect(action.type === 'call' && action.plan.what).toEqual({ type: 'setsockopt', fd: 3, option });
  });

  test.each([
    ['SO_ERROR, [ECONNRESET], [4]', { name: 'SO_ERROR', error: 'ECONNRESET' }],
    ['SO_ERROR, [0], [4]', { name: 'SO_ERROR', error: null }],
    ['SO_RCVBUF, [65536], [4]', { name: 'SO_RCVBUF', value: 65536 }],
  ])('getsockopt(3, SOL_SOCKET, %s)', (args, option) => {
    const action = only(`getsockopt(3, SOL_SOCKET, ${args}) = 0`);
    expect(action.type === 'call' && action.plan.what).toEqual({ type: 'getsockopt', fd: 3, option });
  });

  test('an error is a name and its text; EWOULDBLOCK is EAGAIN', () => {
    const action = only('read(4, ..., 1) = -1 EWOULDBLOCK (Resource temporarily unavailable)');
    expect(action.type === 'call' && action.plan.answer).toEqual({ value: -1, error: 'EAGAIN' });
  });
});

describe('commands', () => {
  test.each([
    [
      'sysctl -w net.ipv4.tcp_fin_timeout=30',
      [{ type: 'sysctl', changes: [{ type: 'host', name: 'net.ipv4.tcp_fin_timeout', value: '30' }] }],
    ],
    [
      'sysctl -q net.ipv4.tcp_sack=0 net.ipv4.ip_local_port_range="40000 40009"',
      [
        {
          type: 'sysctl',
          changes: [
            { type: 'host', name: 'net.ipv4.tcp_sack', value: '0' },
            { type: 'host', name: 'net.ipv4.ip_local_port_range', value: '40000 40009' },
          ],
        },
      ],
    ],
    ['../common/defaults.sh', [SUITE_DEFAULTS]],
    [
      './defaults.sh\n./set_sysctls.py /proc/sys/net/ipv4/tcp_timestamps=0',
      [SUITE_DEFAULTS, { type: 'sysctl', changes: [{ type: 'host', name: 'net.ipv4.tcp_timestamps', value: '0' }] }],
    ],
    ['/tmp/sysctl_restore_${PPID}.sh', [{ type: 'restore' }]],
    [
      'sockstat -4 -P tcp -s | grep packetdril | grep -c TIME_WAIT | grep 1',
      [{ type: 'count', tool: 'sockstat', state: 'TIME_WAIT', times: 1 }],
    ],
    ['ss -tan | grep -c TIME-WAIT | grep -x 0', [{ type: 'count', tool: 'ss', state: 'TIME-WAIT', times: 0 }]],
    ['tcpdrop -s TIME_WAIT', [{ type: 'drop', state: 'TIME_WAIT' }]],
    [
      'sleep 0.5 && true',
      [
        { type: 'sleep', seconds: 0.5 },
        { type: 'sleep', seconds: 0 },
      ],
    ],
  ])('`%s`', (text, commands) => {
    const action = only(`\`${text}\``);
    expect(action.type === 'command' && action.commands).toEqual(commands);
  });

  test('the first and the last command may stand without a time', () => {
    const script = read('`./defaults.sh`\n0 `true`\n`/tmp/sysctl_restore_${PPID}.sh`');
    expect(script.before?.commands).toEqual([SUITE_DEFAULTS]);
    expect(script.after?.commands).toEqual([{ type: 'restore' }]);
  });
});

describe('assertions', () => {
  const name = (value: string) => ({ type: 'name', name: value });
  const number = (value: number) => ({ type: 'number', value });
  const compare = (left: object, operator: string, right: object) => ({
    type: 'compare',
    operands: [left, right],
    operators: [operator],
  });

  test.each([
    ['assert tcpi_state == TCPI_TIME_WAIT', [compare(name('tcpi_state'), '==', name('TCPI_TIME_WAIT'))]],
    [
      'assert tcpi_probes == 0, tcpi_probes; \\\n assert tcpi_backoff <= 2, "backoff %d" % tcpi_backoff',
      [compare(name('tcpi_probes'), '==', number(0)), compare(name('tcpi_backoff'), '<=', number(2))],
    ],
    [
      'assert 1 < tcpi_rto <= 2 * 0x10 and (not tcpi_probes or tcpi_rtt)',
      [
        {
          type: 'and',
          parts: [
            {
              type: 'compare',
              operands: [
                number(1),
                name('tcpi_rto'),
                { type: 'arithmetic', operator: '*', left: number(2), right: number(16) },
              ],
              operators: ['<', '<='],
            },
            { type: 'or', parts: [{ type: 'not', of: name('tcpi_probes') }, name('tcpi_rtt')] },
          ],
        },
      ],
    ],
  ])('code: %s', (code, expected) => {
    const action = only(`%{ ${code} }%`);
    expect(action.type === 'assert' && action.assertions.map(({ condition }) => condition)).toEqual(expected);
  });
});

describe('the text around', () => {
  test('comments of three kinds, CRLF and option lines', () => {
    const script = read(
      '# one\n// two\r\n/* three\n lines */ --ip_version=ipv6\n--tolerance_usecs=75000\n--local_ip=fd3d::1\n 0 `true` // four\r\n',
    );
    expect(script.options).toMatchObject({
      ipVersion: 'ipv6',
      toleranceUsecs: 75000,
      localIp: 'fd3d::1',
      tolerancePercent: 12.5,
    });
    expect(script.events[0]!.place).toEqual({ line: 7, column: 2 });
  });

  test('#ifdef chooses lines, #else the others, nested too', () => {
    const text = '0 `true`\n#ifdef A\n+1 `sleep 1`\n#ifndef B\n+2 `sleep 2`\n#endif\n#else\n+3 `sleep 3`\n#endif\n';
    const times = (a: string | null, b: string | null): unknown =>
      read(text, { A: a, B: b }).events.map(({ time }) => 'at' in time && time.at / 1e6);
    expect(times('', null)).toEqual([0, 1, 2]);
    expect(times('', '')).toEqual([0, 1]);
    expect(times(null, null)).toEqual([0, 3]);
  });

  test('a defined symbol replaces the word, and --define adds one', () => {
    const action = read('--define=OPTION=SO_KEEPALIVE\n0 setsockopt(FD, SOL_SOCKET, OPTION, [1], 4) = 0', { FD: '7' })
      .events[0]!.action;
    expect(action.type === 'call' && action.plan.what).toMatchObject({ fd: 7, option: { name: 'SO_KEEPALIVE' } });
  });

  test('strings that follow each other are one; escapes are octets', () => {
    const action = read(String.raw`0 write(4, "a\n" "\x41\"", 4) = 4`).events[0]!.action;
    expect(said(action)).toMatchObject({ call: { args: [{}, { type: 'string', text: 'a\nA"' }, {}] } });
  });
});
