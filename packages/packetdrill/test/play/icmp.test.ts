/** ICMP that the script injects, as Linux takes it. RFC 9293 §3.9.2.2; tcp_v4_err(). */
import { expect, test } from 'vitest';
import { playScript, printScript } from '../../src/index.ts';
import { read } from '../parse/read.ts';

const OPENING = `0 socket(..., SOCK_STREAM | SOCK_NONBLOCK, IPPROTO_TCP) = 3
+0 connect(3, ..., ...) = -1 EINPROGRESS (Operation now in progress)
+0 > S 0:0(0) <...>
`;
const failure = (text: string) => playScript(read(text)).failure?.message ?? null;

test('host unreachable ends a connect(); a message about another number does not', () => {
  const told = '+0 getsockopt(3, SOL_SOCKET, SO_ERROR, [EHOSTUNREACH], [4]) = 0\n';
  expect(failure(`${OPENING}+.1 < icmp unreachable host_unreachable [0:0(0)]\n${told}`)).toBe(null);
  expect(failure(`${OPENING}+.1 < icmp unreachable host_unreachable [7:7(0)]\n${told}`)).toBe(
    'the pending error is another',
  );
});

test('fragmentation needed: the segment goes again, smaller', () => {
  const text = `${OPENING}+.1 < S. 0:0(0) ack 1 win 60000 <mss 1460>
+0 > . 1:1(0) ack 1
+0 write(3, ..., 1460) = 1460
+0 > P. 1:1461(1460) ack 1
+.1 < icmp unreachable frag_needed mtu 1040 [1:1461(1460)]
+0 > . 1:1001(1000) ack 1
+0 > P. 1001:1461(460) ack 1
`;
  expect(failure(text)).toBe(null);
  expect(printScript(read(text))).toContain('< icmp unreachable frag_needed mtu 1040 [1:1461(1460)]');
});
