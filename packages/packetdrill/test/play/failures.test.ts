/** What a script that does not hold is told: the line, what was expected, what came, and the ladder. */
import { createMachine } from '@lastack/tcp';
import { describe, expect, test } from 'vitest';
import type { PlayOptions, ScriptResult } from '../../src/index.ts';
import { playScript } from '../../src/index.ts';
import { read } from '../parse/read.ts';

const play = (text: string, options?: PlayOptions): ScriptResult => playScript(read(text), options);

const listening = `0 socket(..., SOCK_STREAM, IPPROTO_TCP) = 3
+0 bind(3, ..., ...) = 0
+0 listen(3, 1) = 0
`;
const established = `${listening}+0 < S 0:0(0) win 32767 <mss 1460>
+0 > S. 0:0(0) ack 1 <mss 1460>
+.01 < . 1:1(0) ack 1 win 32767
+0 accept(3, ..., ...) = 4
`;

describe('the first difference is told', () => {
  test.each([
    ['another flag', '+0 shutdown(4, SHUT_WR) = 0\n+0 > R. 1:1(0) ack 1', 9, 'packet', ['flags']],
    ['another number', '+0 shutdown(4, SHUT_WR) = 0\n+0 > F. 2:2(0) ack 1', 9, 'packet', ['seq']],
    ['another ACK and window', '+0 shutdown(4, SHUT_WR) = 0\n+0 > F. 1:1(0) ack 2 win 7', 9, 'packet', ['ack', 'win']],
    ['another length', '+0 write(4, ..., 5) = 5\n+0 > P. 1:7(6) ack 1', 9, 'packet', ['length']],
    [
      'options where there are none',
      '+0 shutdown(4, SHUT_WR) = 0\n+0 > F. 1:1(0) ack 1 <sackOK>',
      9,
      'packet',
      ['options'],
    ],
    ['silence', '+0 > . 1:1(0) ack 1', 8, 'silence', []],
    ['silence however long one waits', '* > . 1:1(0) ack 1', 8, 'silence', []],
    ['the right packet too early', '+0 shutdown(4, SHUT_WR) = 0\n+1 > F. 1:1(0) ack 1', 9, 'time', []],
    ['the right packet outside its range', '+0 shutdown(4, SHUT_WR) = 0\n+1~+2 > F. 1:1(0) ack 1', 9, 'time', []],
    ['another answer', '+0 write(4, ..., 5) = 4', 8, 'call', []],
    ['an error that does not come', '+0 write(4, ..., 5) = -1 EPIPE (Broken pipe)', 8, 'call', []],
    ['an error that was not expected', '+0 listen(4, 1) = 0', 8, 'call', []],
    ['a call that blocks', '+0 read(4, ..., 5) = 5', 8, 'call', []],
    ['a blocking call that does not return', '+0...1 read(4, ..., 5) = 5\n+2 < . 1:1(0) ack 1 win 9', 8, 'call', []],
    ['a blocking call at the end of the script', '+0...1 read(4, ..., 5) = 5', 8, 'call', []],
    ['a blocking call that returns too early', '+0...3 read(4, ..., 5) = 5\n+1 < P. 1:6(5) ack 1 win 9', 8, 'time', []],
    ['another number of sockets', '+0 `ss -tan | grep -c ESTAB | grep 2`', 8, 'command', []],
    ['an unknown state', '+0 `ss -tan | grep -c ESTABLE | grep 2`', 8, 'command', []],
    ['a sysctl out of its range', '+0 `sysctl -w net.ipv4.tcp_tw_reuse=9`', 8, 'command', []],
    ['an assertion', '+0 %{ assert tcpi_state == TCP_CLOSE_WAIT }%', 8, 'assertion', []],
    ['a pending error', '+0 getsockopt(4, SOL_SOCKET, SO_ERROR, [EPIPE], [4]) = 0', 8, 'call', []],
    ['an echo of nothing', '+0 < . 1:1(0) ack 1 win 9 <TS val 1 ecr 5>', 8, 'packet', []],
  ] as const)('%s', (_name, lines, line, kind, fields) => {
    const { ok, failure } = play(`${established}${lines}\n`);
    expect(ok).toBe(false);
    expect({ line: failure?.line, kind: failure?.kind, fields: failure?.fields }).toEqual({ line, kind, fields });
    expect(failure?.source).toBe(`${established}${lines}`.split('\n')[line - 1]);
  });

  test('expected and got stand side by side, in the language of scripts, and the ladder shows how it came to that', () => {
    const { failure } = play(`${established}+0 shutdown(4, SHUT_WR) = 0\n+0 > R. 1:1(0) ack 1\n`);
    expect(failure).toMatchObject({ expected: '> R. 1:1(0) ack 1', got: '> F. 1:1(0) ack 1 win 64240', column: 1 });
    expect(failure?.ladder).toContain('FIN');
    expect(failure?.ladder).toContain('ESTABLISHED');
  });

  test('packets after the last expected one fail only strictly', () => {
    const script = `${established}+0 shutdown(4, SHUT_WR) = 0\n`;
    expect(play(script).ok).toBe(true);
    expect(play(script, { strict: true }).failure).toMatchObject({ kind: 'extra', got: '> F. 1:1(0) ack 1 win 64240' });
  });

  test('octets that were never written are noticed', () => {
    const machine = createMachine();
    const scrambling = {
      step: (...args: Parameters<typeof machine.step>) => {
        const result = machine.step(...args);
        const effects = result.effects.map((effect) =>
          effect.type === 'transmit' && effect.segment.text === 'abc'
            ? { ...effect, segment: { ...effect.segment, text: 'abd' } }
            : effect,
        );
        return { ...result, effects };
      },
    };
    const script = `${established}+0 write(4, "abc", 3) = 3\n+0 > P. 1:4(3) ack 1\n`;
    expect(play(script).ok).toBe(true);
    expect(play(script, { machine: scrambling }).failure).toMatchObject({ kind: 'packet', fields: ['payload'] });
  });
});

describe('a host that cannot be what the script wants says so', () => {
  test('a flag of the profile, with a machine of one’s own', () => {
    const script = '0 `sysctl net.inet.tcp.insecure_rst=1`\n';
    expect(play(script).ok).toBe(true);
    expect(play(script, { machine: createMachine() }).failure).toMatchObject({ kind: 'command' });
  });

  test('restoring sysctls in the middle', () => {
    expect(play('0 `/tmp/sysctl_restore_1.sh`\n+0 `true`\n').failure).toMatchObject({ kind: 'command', line: 1 });
    expect(play('0 `true`\n+0 `/tmp/sysctl_restore_1.sh`\n').ok).toBe(true);
  });

  test('tcpdrop of a connection that is there', () => {
    expect(play(`${established}+0 \`tcpdrop -s ESTABLISHED\`\n+0 \`true\`\n`).failure).toMatchObject({
      kind: 'command',
      line: 8,
    });
    expect(play(`${established}+0 \`tcpdrop -s TIME_WAIT\`\n+0 \`true\`\n`).ok).toBe(true);
  });
});
