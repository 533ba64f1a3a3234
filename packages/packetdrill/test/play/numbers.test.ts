/** Script numbers and live numbers: ISNs, timestamps, SACK, descriptors, ports. */
import { expect, test } from 'vitest';
import type { ScriptResult } from '../../src/index.ts';
import { definesOf, playScript } from '../../src/index.ts';
import { read } from '../parse/read.ts';

const play = (text: string): ScriptResult => playScript(read(text), { strict: true });
const passes = (text: string): void => expect(play(text).failure).toBeNull();

const listening = `0 socket(..., SOCK_STREAM, IPPROTO_TCP) = 3
+0 bind(3, ..., ...) = 0
+0 listen(3, 5) = 0
`;

test('with SYN a number is itself, without SYN it counts from the ISN of its side', () =>
  passes(`${listening}+0 < S 5000:5000(0) win 32767 <mss 1460>
+0 > S. 700:700(0) ack 5001 <mss 1460>
+.01 < . 1:1(0) ack 1 win 32767
+0 accept(3, ..., ...) = 4
+0 write(4, ..., 5) = 5
+0 > P. 1:6(5) ack 1
`));

test('the ISN of a peer that answers a connect() is learnt from its SYN,ACK', () =>
  passes(`0 socket(..., SOCK_STREAM, IPPROTO_TCP) = 3
+0 fcntl(3, F_SETFL, O_RDWR | O_NONBLOCK) = 0
+0 connect(3, ..., ...) = -1 EINPROGRESS (Operation now in progress)
+0 > S 123:123(0) <...>
+.01 < S. 9000:9000(0) ack 124 win 32767 <mss 1460>
+0 > . 1:1(0) ack 1
`));

test('timestamps count from the first one sent, and an echo is translated back', () =>
  passes(`--tcp_ts_tick_usecs=1000
${listening}+0 < S 0:0(0) win 32767 <mss 1460,TS val 10 ecr 0>
+0 > S. 0:0(0) ack 1 <mss 1460,TS val 100 ecr 10>
+.02 < . 1:1(0) ack 1 win 32767 <TS val 30 ecr 100>
+0 accept(3, ..., ...) = 4
+.03 write(4, ..., 5) = 5
+0 > P. 1:6(5) ack 1 <TS val 150 ecr 30>
`));

test('TSval is checked when the script says how long a tick is', () => {
  const script = (tick: number): string => `--tcp_ts_tick_usecs=${tick}
${listening}+0 < S 0:0(0) win 32767 <mss 1460,TS val 10 ecr 0>
+0 > S. 0:0(0) ack 1 <mss 1460,TS val 100 ecr 10>
+.5 < . 1:1(0) ack 1 win 32767 <TS val 30 ecr 100>
+0 accept(3, ..., ...) = 4
+0 write(4, ..., 5) = 5
+0 > P. 1:6(5) ack 1 <TS val 100 ecr 30>
`;
  expect(play(script(0)).ok).toBe(true);
  expect(play(script(1000)).failure).toMatchObject({ kind: 'packet', fields: ['options'] });
});

test('SACK blocks count as ACKs do', () =>
  passes(`${listening}+0 < S 5000:5000(0) win 32767 <mss 1460,sackOK>
+0 > S. 0:0(0) ack 5001 <mss 1460,sackOK>
+.01 < . 1:1(0) ack 1 win 32767
+0 accept(3, ..., ...) = 4
+0 < P. 101:201(100) ack 1 win 32767
+0 > . 1:1(0) ack 1 <nop,nop,sack 101:201>
`));

test('a descriptor is what the script calls it', () =>
  passes(`0 socket(..., SOCK_STREAM, IPPROTO_TCP) = 7
+0 bind(7, ..., ...) = 0
+0 listen(7, 5) = 0
+0 < S 0:0(0) win 32767 <mss 1460>
+0 > S. 0:0(0) ack 1 <mss 1460>
+.01 < . 1:1(0) ack 1 win 32767
+0 accept(7, ..., ...) = 9
+0 close(7) = 0
+0 write(9, ..., 5) = 5
+0 > P. 1:6(5) ack 1
+0 write(7, ..., 5) = -1 EBADF (Bad file descriptor)
`));

test('ports are 8080 here unless the script says otherwise', () =>
  passes(`${listening}+0 < 1234 > 8080 S 0:0(0) win 32767 <mss 1460>
+0 > 8080 > 1234 S. 0:0(0) ack 1 <mss 1460>
`));

test('an ACK number without the ACK bit is no acknowledgment', () =>
  passes(`${listening}+0 < F 1:1(0) ack 1 win 32767
+.01 < . 1:1(0) ack 9 win 32767
+0 > R 9:9(0) win 0
`));

test('IPv6 is played over IPv6 addresses', () => {
  const { trace, ok } = play(
    `--ip_version=ipv6\n${listening}+0 < S 0:0(0) win 9 <mss 1440>\n+0 > S. 0:0(0) ack 1 <...>\n`,
  );
  expect(ok).toBe(true);
  expect(trace.hosts.map(({ address }) => address)).toEqual(['fd3d:fa7b:d17d::1', '2001:db8::1']);
});

test.each([
  ['--ip_version=ipv4', 1460],
  ['--ip_version=ipv6', 1440],
  ['--mtu=1400', 1360],
])('the MSS follows the interface: %s', (option, mss) =>
  passes(`${option}
${listening}+0 < S 0:0(0) win 32767 <mss 1000>
+0 > S. 0:0(0) ack 1 <mss ${mss}>
`),
);

test('tcp_info tells the state and the timers of the connection under test', () =>
  passes(`${listening}+0 < S 0:0(0) win 32767 <mss 1000>
+0 > S. 0:0(0) ack 1 <mss 1460>
+.01 < . 1:1(0) ack 1 win 32767
+0 accept(3, ..., ...) = 4
+0 %{ assert tcpi_state == TCP_ESTABLISHED and tcpi_snd_mss == 1000; assert tcpi_backoff == 0, tcpi_backoff }%
+0 write(4, ..., 5) = 5
+0 > P. 1:6(5) ack 1
+.21 > P. 1:6(5) ack 1
+0 %{ assert tcpi_backoff == 1
      assert tcpi_retransmits >= 1 }%
`));

test('the symbols of a profile: exactly one of the three is defined', () => {
  expect(definesOf('linux')).toEqual({ Linux: '', FreeBSD: null, STANDARD: null });
  expect(definesOf('freebsd')).toEqual({ Linux: null, FreeBSD: '', STANDARD: null });
  expect(definesOf('rfc9293')).toEqual({ Linux: null, FreeBSD: null, STANDARD: '' });
});

test('the same script gives the same result to the last character', () => {
  const script = `${listening}+0 < S 0:0(0) win 9 <mss 1440>\n+0 > S. 0:0(0) ack 1 <...>\n`;
  expect(JSON.stringify(play(script))).toBe(JSON.stringify(play(script)));
});
