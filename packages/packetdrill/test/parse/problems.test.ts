/** Whatever is wrong is said with its line and column; whatever is not played is named. */
import { describe, expect, test } from 'vitest';
import { problemText } from '../../src/index.ts';
import { problemsOf } from './read.ts';

const at = (text: string, defines = {}): string[] =>
  problemsOf(text, defines).map(({ line, column, kind, message }) => `${line}:${column} ${kind}: ${message}`);

describe('not packetdrill', () => {
  test.each([
    ['', '1:1 syntax: this script has no events'],
    ['// nothing\n', '2:1 syntax: this script has no events'],
    ['0.1 `true`', '1:1 syntax: the first event must be at time 0'],
    ['+1 `true`', '1:1 syntax: the first event must be at time 0'],
    ['hello', "1:1 syntax: expected a time in seconds, found 'hello'"],
    ['0 -1 `true`', "1:3 syntax: expected a system call, a packet (< or >), a `command` or %{ code }%, found '-1'"],
    ['-1 `true`', '1:1 syntax: the time -1 is negative'],
    ['99999999999 `true`', '1:1 syntax: the time 99999999999 is beyond 10^9 seconds'],
    ['0 `true`\n2 `true`\n1 `true`', '3:1 syntax: time runs backwards here'],
    ['0~1 `true`', '1:1 syntax: only a packet that is waited for (>) may have * or a range as its time'],
    ['0 `true`\n* < . 1:1(0)', '2:1 syntax: only a packet that is waited for (>) may have * or a range as its time'],
    ['0 `true`\n2~1 > . 1:1(0)', '2:1 syntax: this time range runs backwards'],
    ['0 `true`\n+1~2 > . 1:1(0)', "2:4 syntax: expected '+', found '2'"],
    ['0 `true`\n2...1 read(4, ..., 1) = 1', '2:1 syntax: this call would end before it begins'],
    ['0 < S 0:0', "1:10 syntax: expected '(', found the end of the script"],
    ['0 < S 0:5(0)', '1:7 syntax: 0:5(0) does not add up'],
    ['0 < X 0:0(0)', "1:5 syntax: there is no TCP flag 'X'"],
    ['0 < SS 0:0(0)', "1:6 syntax: the flag 'S' stands twice"],
    ['0 < .1:1(0)', "1:5 syntax: '.1' runs the flag '.' into a number"],
    [
      '0 < . 1:1(0) ack 4294967296',
      '1:18 syntax: the acknowledgment number is 4294967296; it must be from 0 to 4294967295',
    ],
    ['0 < . 1:1(0) win 65536', '1:18 syntax: the window is 65536; it must be from 0 to 65535'],
    ['0 < . 1:1(0) <...>', '1:14 syntax: <...> says nothing about a packet to inject'],
    ['0 < . ...(0)', '1:7 syntax: a packet to inject needs its sequence number'],
    ['0 < S 0:0(0) <mss>', "1:18 syntax: expected the MSS, found '>'"],
    ['0 < S 0:0(0) <mss 1460', "1:23 syntax: expected '>', found the end of the script"],
    ['0 < S 0:0(0) <colour>', "1:15 syntax: there is no TCP option 'colour'"],
    ['0 > . 1:1(0) <TS val 1>', "1:23 syntax: expected 'ecr', found '>'"],
    [`0 > . 1:1(0) <sack 1:2 3:4 5:6 7:8 9:10>`, '1:14 syntax: these options take 42 octets; a header has room for 40'],
    ['0 close(4', "1:10 syntax: expected ')', found the end of the script"],
    ['0 close(4)', "1:11 syntax: expected '=', found the end of the script"],
    [
      '0 close(4) = -1 EWHAT',
      '1:22 syntax: expected the text of the error in parentheses, found the end of the script',
    ],
    ['0 close(4) = -1 nope (x)', "1:17 syntax: 'nope' is no errno name"],
    ['0 close(4) = -1 EBADF (Broken pipe)', "1:14 syntax: EBADF is not 'Broken pipe'"],
    ['0 close(4) = 0 EBADF (Bad file descriptor)', '1:14 syntax: a call that fails returns -1'],
    ['0 close() = 0', '1:3 syntax: close() takes 1 arguments, not 0'],
    ['0 close(x) = 0', '1:9 syntax: expected a number here'],
    ['0 close(99999) = 0', '1:9 syntax: 99999 is no file descriptor'],
    ['0 shutdown(3, 1) = 0', '1:15 syntax: expected SHUT_RD, SHUT_WR or SHUT_RDWR'],
    ['0 write(3, "a", 2) = 2', '1:12 syntax: the buffer does not hold 2 octets'],
    [
      '0 setsockopt(3, SOL_TCP, SO_LINGER, {onoff=1, linger=0}, 8) = 0',
      '1:17 syntax: SO_LINGER does not belong to SOL_TCP',
    ],
    ['0 setsockopt(3, SOL_SOCKET, SO_LINGER, {onoff=1}, 8) = 0', '1:40 syntax: the structure lacks linger'],
    ['0 setsockopt(3, SOL_SOCKET, SO_KEEPALIVE, 1, 4) = 0', '1:43 syntax: expected one value in brackets here'],
    ['0 getsockopt(3, SOL_SOCKET, SO_ERROR, [1], [4]) = 0', '1:40 syntax: SO_ERROR is 0 or the name of an error'],
    ['0 bind(3, {port=1}, ...) = 0', '1:17 syntax: a socket address has no field port'],
    ['0 f("abc', '1:5 syntax: this string has no end'],
    ['0 `sleep', '1:3 syntax: this command has no end'],
    ['0 ``', '1:3 syntax: this command is empty'],
    ['0 %{ assert', '1:3 syntax: %{ has no }%'],
    ['0 `true` /* never', '1:10 syntax: this comment has no end'],
    ['0 `true` # late', "1:10 syntax: '#' begins a comment only at the start of a line"],
    ['`true`\n`true`\n0 `true`', '2:1 syntax: this command has no time'],
    ['--ip_version=ipv5\n0 `true`', "1:1 syntax: --ip_version needs ipv4, ipv6 or ipv4-mapped-ipv6, not 'ipv5'"],
    ['--tolerance_usecs\n0 `true`', "1:1 syntax: --tolerance_usecs needs a number, not ''"],
    ['#endif\n0 `true`', '1:1 syntax: #endif without #ifdef'],
    ['#else\n0 `true`', '1:1 syntax: #else without #ifdef'],
    ['#ifdef\n0 `true`', '1:1 syntax: #ifdef names no symbol'],
    ['0 `true`\n#ifdef NEVER\n#endif', '2:1 syntax: the symbol NEVER is neither defined nor known'],
  ])('%j', (text, problem) => expect(at(text)[0]).toBe(problem));

  test('a block without #endif', () =>
    expect(at('0 `true`\n#ifdef A\n', { A: '' })).toEqual(['2:1 syntax: #if… A has no #endif']));

  test('of alternatives that stand together one must be chosen: nothing is passed over in silence', () => {
    const text = '0 `true`\n#ifdef A\n+0 `true`\n#endif\n\n#ifdef B\n+0 `true`\n#endif\n';
    expect(at(text, { A: null, B: null })).toEqual([
      '2:1 syntax: none of these alternatives is chosen: #ifdef A, #ifdef B',
    ]);
    expect(at(text, { A: null, B: '' })).toEqual([]);
    expect(
      at('0 `true`\n#ifdef A\n+0 `true`\n#endif\n+0 `true`\n#ifdef B\n+0 `true`\n#endif\n', { A: null, B: null }),
    ).toEqual([]);
  });

  test('brackets may nest, but not without end', () => {
    expect(at(`0 f(${'['.repeat(10_000)}`)[0]).toContain('syntax: brackets nested deeper than 50');
  });

  test('each bad line is reported, and at most twenty of them', () => {
    expect(at('0 `true`\n+1 bad\n+2 `true`\n+3 < Q 0:0(0)\n')).toEqual([
      "3:1 syntax: expected '(', found '+'",
      "4:6 syntax: there is no TCP flag 'Q'",
    ]);
    expect(problemsOf('what is this\n'.repeat(500))).toHaveLength(20);
  });
});

describe('packetdrill, but not played here', () => {
  test.each([
    ['0 splice(3, ..., 4, ..., 100, 0) = 100', '1:3 unsupported: not supported: the system call splice()'],
    ['0 setsockopt(4, SOL_TCP, TCP_CORK, [1], 4) = 0', '1:26 unsupported: not supported: setsockopt TCP_CORK'],
    ['0 poll([{fd=4, events=POLLPRI}], 1, 0) = 0', '1:23 unsupported: not supported: the event POLLPRI'],
    ['0 ioctl(4, SIOCATMARK, [0]) = 0', '1:12 unsupported: not supported: this request of ioctl()'],
    [
      '0 recvmsg(4, {msg_name(...)=..., msg_iov(1)=[{..., 9}], msg_flags=MSG_ERRQUEUE}, 0) = 9',
      '1:67 unsupported: not supported: the flag MSG_ERRQUEUE of a message',
    ],
    ['0 `sysctl -w net.ipv4.tcp_ecn=1`', '1:3 unsupported: not supported: the value 1 of the sysctl net.ipv4.tcp_ecn'],
    [
      '0 `tc qdisc add dev tun0 root pfifo limit 0`',
      "1:3 unsupported: not supported: the shell command 'tc qdisc add dev tun0 root pfifo limit 0'",
    ],
    ['0 socket(..., SOCK_DGRAM, IPPROTO_UDP) = 3', '1:15 unsupported: not supported: the flag SOCK_DGRAM'],
    ['0 send(4, ..., 1, MSG_OOB) = 1', '1:19 unsupported: not supported: the flag MSG_OOB'],
    ['0 read(4, "abc", 3) = 3', '1:11 unsupported: not supported: this argument of read()'],
    ['0 read(4, ..., 3) = ...', '1:21 unsupported: not supported: a result that is not a number'],
    ['0 read(4, ..., 3) = -1 EIO (Input/output error)', '1:21 unsupported: not supported: the error EIO'],
    ['0 setsockopt(3, SOL_TCP, TCP_FASTOPEN, [1], 4) = 0', '1:26 unsupported: not supported: setsockopt TCP_FASTOPEN'],
    ['0 getsockopt(3, SOL_TCP, TCP_INFO, [1], [4]) = 0', '1:26 unsupported: not supported: getsockopt TCP_INFO'],
    ['0 fcntl(3, F_GETFD) = 0', '1:12 unsupported: not supported: this command of fcntl()'],
    ['0 < [ect0] . 1:1(0)', '1:5 unsupported: not supported: fields of the IP header (ECN, TOS, TTL, flow label)'],
    ['0 < SEW 0:0(0)', '1:6 unsupported: not supported: ECN (flag E)'],
    ['0 < U. 1:1(0) ack 1 urg 1', '1:5 unsupported: not supported: urgent data (flag U)'],
    ['0 < udp (100)', '1:5 unsupported: not supported: UDP packets'],
    ['0 > icmp unreachable', '1:5 unsupported: not supported: ICMP packets'],
    ['0 < icmp unreachable host_prohibited', "1:5 unsupported: not supported: ICMP 'unreachable host_prohibited'"],
    ['0 < icmp unreachable frag_needed [1:2(1)]', '1:5 syntax: an MTU belongs to frag_needed and packet_too_big'],
    ['0 > ipv4 1.1.1.1 > 2.2.2.2: . 1:1(0)', '1:5 unsupported: not supported: encapsulation in IPv4'],
    ['0 < S 0:0(0) <mss 1460,FO 12ab>', '1:24 unsupported: not supported: TCP Fast Open (FO)'],
    [
      '0 `tc qdisc add dev tun0 root netem`',
      "1:3 unsupported: not supported: the shell command 'tc qdisc add dev tun0 root netem'",
    ],
    ['0 `sysctl net.ipv4.tcp_sack`', "1:3 unsupported: not supported: the shell command 'sysctl net.ipv4.tcp_sack'"],
    // A retransmission timer of nothing would ring for ever at one instant.
    [
      '0 `sysctl net.inet.tcp.rexmit_initial=0`',
      '1:3 unsupported: not supported: the value 0 of the sysctl net.inet.tcp.rexmit_initial',
    ],
    ['0 `ss -tan`', "1:3 unsupported: not supported: the shell command 'ss -tan'"],
    ['0 %{ print(tcpi_state) }%', "1:3 unsupported: not supported: the Python code 'print(tcpi_state)'"],
    ['0 %{ assert tcpi_a * 2 == 4 }%', "1:3 unsupported: not supported: 'tcpi_a' in an assertion"],
    ['0 %{ assert tcpi_rto ** 2 == 4 }%', "1:3 unsupported: not supported: the condition 'tcpi_rto ** 2 == 4'"],
    ['0 %{ assert abs(tcpi_rto) == 4 }%', "1:3 unsupported: not supported: 'abs' in an assertion"],
    ['0 %{ assert tcpi_rto == "4" }%', `1:3 unsupported: not supported: the condition 'tcpi_rto == "4"'`],
    ['0 %{ assert tcpi_rto == 4 5 }%', "1:3 unsupported: not supported: the condition 'tcpi_rto == 4 5'"],
    ['0 %{ }%', '1:3 unsupported: not supported: code that asserts nothing'],
    ['--wire_client\n0 `true`', '1:1 unsupported: not supported: the option --wire_client'],
    ['#include "x"\n0 `true`', '1:1 unsupported: not supported: the directive #include'],
  ])('%j', (text, problem) => expect(at(text)[0]).toBe(problem));
});

test('a problem as text: file:line:column, and what to do', () => {
  const [problem] = problemsOf('0 < S 0:0(0) <colour>');
  expect(problemText(problem!)).toBe(
    "test.pkt:1:15: there is no TCP option 'colour'\n" +
      '  Options: mss N, wscale N, nop, eol, sackOK, sack L:R …, TS val N ecr N; or <...> for "any".',
  );
});
