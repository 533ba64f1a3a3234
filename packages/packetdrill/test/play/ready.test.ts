/** poll(), epoll and the ioctls: what is ready, when it becomes so, and what a script that says otherwise is told. */
import { describe, expect, test } from 'vitest';
import type { ScriptResult } from '../../src/index.ts';
import { playScript } from '../../src/index.ts';
import { read } from '../parse/read.ts';

const ESTABLISHED = `0 socket(..., SOCK_STREAM, IPPROTO_TCP) = 3
+0 bind(3, ..., ...) = 0
+0 listen(3, 1) = 0
+0 < S 0:0(0) win 32767 <mss 1460>
+0 > S. 0:0(0) ack 1 <mss 1460>
+.01 < . 1:1(0) ack 1 win 32767
+0 accept(3, ..., ...) = 4
`;
const LINES_BEFORE = 7;

const play = (lines: string): ScriptResult => playScript(read(`${ESTABLISHED}${lines}\n`));
const failure = (lines: string) => {
  const { failure: found } = play(lines);
  return found && { line: found.line - LINES_BEFORE, message: found.message, expected: found.expected, got: found.got };
};

describe('poll(2)', () => {
  test.each([
    ['room to write', '+0 poll([{fd=4, events=POLLIN|POLLOUT, revents=POLLOUT}], 1, 0) = 1'],
    ['nothing to read', '+0 poll([{fd=4, events=POLLIN, revents=0}], 1, 0) = 0'],
    ['text', '+0 < P. 1:6(5) ack 1 win 9\n+0 poll([{fd=4, events=POLLIN, revents=POLLIN}], 1, 0) = 1'],
    [
      'the end of the stream',
      '+0 < F. 1:1(0) ack 1 win 9\n+0 poll([{fd=4, events=POLLIN|POLLRDHUP, revents=POLLIN|POLLRDHUP}], 1, 0) = 1',
    ],
    [
      'a reset: unasked, too',
      '+0 < R. 1:1(0) ack 1 win 9\n+0 poll([{fd=4, events=POLLIN, revents=POLLIN|POLLHUP|POLLERR}], 1, 0) = 1',
    ],
    [
      'it waits until text comes',
      '+0...0.2 poll([{fd=4, events=POLLIN, revents=POLLIN}], 1, 1000) = 1\n+.2 < P. 1:6(5) ack 1 win 9',
    ],
    ['it waits in vain', '+0...0.3 poll([{fd=4, events=POLLIN}], 1, 300) = 0\n+1 shutdown(4, SHUT_WR) = 0'],
    ['a connection to accept', '+0 poll([{fd=3, events=POLLIN, revents=0}], 1, 0) = 0'],
  ])('%s', (_name, lines) => expect(failure(lines)).toBe(null));

  test('other events than the script says', () =>
    expect(failure('+0 poll([{fd=4, events=POLLOUT, revents=POLLIN}], 1, 0) = 1')).toEqual({
      line: 1,
      message: 'revents of descriptor 4 are others',
      expected: 'POLLIN',
      got: 'POLLOUT',
    }));

  test('it returns later than the script says', () =>
    expect(
      failure('+0...0.1 poll([{fd=4, events=POLLIN, revents=POLLIN}], 1, 1000) = 1\n+.5 shutdown(4, SHUT_WR) = 0'),
    ).toMatchObject({
      line: 1,
      message: 'poll() has not returned at 0.51 s',
    }));
});

describe('epoll(7)', () => {
  const watching = (modes: string): string =>
    `+0 epoll_create(1) = 5\n+0 epoll_ctl(5, EPOLL_CTL_ADD, 4, {events=${modes}, fd=4}) = 0\n`;
  const came = '+0 < P. 1:6(5) ack 1 win 9\n+0 epoll_wait(5, [{events=EPOLLIN, fd=4}], 1, 0) = 1\n';

  test.each([
    ['level: told as long as it holds', 'EPOLLIN', '+0 epoll_wait(5, [{events=EPOLLIN, fd=4}], 1, 0) = 1'],
    ['EPOLLET: told once', 'EPOLLIN|EPOLLET', '+0 epoll_wait(5, ..., 1, 0) = 0'],
    [
      'EPOLLET: told again when more comes',
      'EPOLLIN|EPOLLET',
      '+0 < P. 6:9(3) ack 1 win 9\n+0 epoll_wait(5, [{events=EPOLLIN, fd=4}], 1, 0) = 1',
    ],
    ['EPOLLONESHOT: then never', 'EPOLLIN|EPOLLONESHOT', '+0 < P. 6:9(3) ack 1 win 9\n+0 epoll_wait(5, ..., 1, 0) = 0'],
    [
      'EPOLLONESHOT: until it is set again',
      'EPOLLIN|EPOLLONESHOT',
      '+0 epoll_ctl(5, EPOLL_CTL_MOD, 4, {events=EPOLLIN, fd=4}) = 0\n+0 epoll_wait(5, [{events=EPOLLIN, fd=4}], 1, 0) = 1',
    ],
    ['deleted', 'EPOLLIN', '+0 epoll_ctl(5, EPOLL_CTL_DEL, 4, ...) = 0\n+0 epoll_wait(5, ..., 1, 0) = 0'],
    ['closed', 'EPOLLIN', '+0 close(4) = 0\n+0 epoll_wait(5, ..., 1, 0) = 0'],
  ])('%s', (_name, modes, lines) => expect(failure(`${watching(modes)}${came}${lines}`)).toBe(null));

  test('other events than the script says', () =>
    expect(failure(`${watching('EPOLLOUT')}+0 epoll_wait(5, [{events=EPOLLIN, fd=4}], 1, 0) = 1`)).toMatchObject({
      line: 3,
      expected: '[{events=EPOLLIN, fd=4}]',
      got: '[{events=EPOLLOUT, fd=4}]',
    }));
});

describe('octets and options', () => {
  test.each([
    ['SIOCINQ', '+0 < P. 1:6(5) ack 1 win 9\n+0 ioctl(4, SIOCINQ, [5]) = 0'],
    ['SIOCINQ does not count the FIN', '+0 < F. 1:6(5) ack 1 win 9\n+0 ioctl(4, FIONREAD, [5]) = 0'],
    ['SIOCOUTQ', '+0 write(4, ..., 7) = 7\n+0 ioctl(4, SIOCOUTQ, [7]) = 0\n+0 ioctl(4, SIOCOUTQNSD, [0]) = 0'],
    [
      'recvmsg with TCP_INQ',
      '+0 setsockopt(4, SOL_TCP, TCP_INQ, [1], 4) = 0\n+0 < P. 1:6(5) ack 1 win 9\n' +
        '+0 recvmsg(4, {msg_name(...)=..., msg_iov(1)=[{..., 2}], msg_flags=0, ' +
        'msg_control=[{cmsg_level=SOL_TCP, cmsg_type=TCP_CM_INQ, cmsg_data=3}]}, 0) = 2',
    ],
    ['writev', '+0 writev(4, [{..., 3}, {..., 4}], 2) = 7\n+0 > P. 1:8(7) ack 1'],
    [
      'getsockopt',
      '+0 setsockopt(4, SOL_TCP, TCP_KEEPIDLE, [9], 4) = 0\n+0 getsockopt(4, SOL_TCP, TCP_KEEPIDLE, [9], [4]) = 0',
    ],
    [
      'SO_RCVBUF is doubled',
      '+0 setsockopt(4, SOL_SOCKET, SO_RCVBUF, [9000], 4) = 0\n+0 getsockopt(4, SOL_SOCKET, SO_RCVBUF, [18000], [4]) = 0',
    ],
    ['a buffer at NULL to write from', '+0 write(4, NULL, 9) = -1 EFAULT (Bad address)'],
    ['a buffer at NULL to read into', '+0 < P. 1:6(5) ack 1 win 9\n+0 read(4, NULL, 9) = -1 EFAULT (Bad address)'],
    ['TCP_MAXSEG', '+0 getsockopt(4, SOL_TCP, TCP_MAXSEG, [1460], [4]) = 0'],
  ])('%s', (_name, lines) => expect(failure(lines)).toBe(null));

  test.each([
    ['+0 ioctl(4, SIOCINQ, [1]) = 0', '[1]', '[0]'],
    ['+0 getsockopt(4, SOL_TCP, TCP_NODELAY, [1], [4]) = 0', '[1]', '[0]'],
    [
      '+0 < P. 1:6(5) ack 1 win 9\n+0 recvmsg(4, {msg_name(...)=..., msg_iov(1)=[{..., 2}], msg_flags=0, ' +
        'msg_control=[{cmsg_level=SOL_TCP, cmsg_type=TCP_CM_INQ, cmsg_data=3}]}, 0) = 2',
      'cmsg_data=3',
      'no control message',
    ],
  ])('%s', (lines, expected, got) => expect(failure(lines)).toMatchObject({ expected, got }));
});

test('connect() again: under way, then done, then no more. connect(2)', () => {
  const text = `0 socket(..., SOCK_STREAM | SOCK_NONBLOCK, IPPROTO_TCP) = 3
+0 setsockopt(3, SOL_TCP, TCP_MAXSEG, [1000], 4) = 0
+0 connect(3, ..., ...) = -1 EINPROGRESS (Operation now in progress)
+0 > S 0:0(0) <mss 1000,sackOK,TS val 1 ecr 0,nop,wscale ${''}10>
+0 connect(3, ..., ...) = -1 EALREADY (Operation already in progress)
+0 poll([{fd=3, events=POLLOUT, revents=0}], 1, 0) = 0
+.1 < S. 0:0(0) ack 1 win 9000 <mss 1460>
+0 > . 1:1(0) ack 1
+0 poll([{fd=3, events=POLLOUT, revents=POLLOUT}], 1, 0) = 1
+0 connect(3, ..., ...) = 0
+0 connect(3, ..., ...) = -1 EISCONN (Transport endpoint is already connected)
`;
  const { failure: found } = playScript(read(text));
  expect(found && [found.line, found.message, found.got]).toBe(null);
});

test('segments that leave together are one larger packet, unless segments are counted strictly', () => {
  const lines = '+0 write(4, ..., 4000) = 4000\n+0 > P. 1:4001(4000) ack 1';
  expect(play(lines).ok).toBe(true);
  expect(playScript(read(`--strict_segments\n${ESTABLISHED}${lines}\n`)).ok).toBe(false);
  expect(play('+0 write(4, ..., 4000) = 4000\n+0 > P. 1:3002(3001) ack 1').ok).toBe(false);
  expect(play('+0 write(4, ..., 4000) = 4000\n+0 > P. 1:5001(5000) ack 1').ok).toBe(false);
  expect(play('+0 write(4, ..., 4000) = 4000\n+0 > . 1:4001(4000) ack 1').ok).toBe(false);
});
