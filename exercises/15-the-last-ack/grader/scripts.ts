/**
 * packetdrill scripts, played against the simulated host with the learner's states in it. `<` is what the peer sends,
 * `>` what has to come out, with its time; a line after `?` may happen or not. A script that cannot be read is an error of
 * this file.
 */
import { ladderOf, RuleBroken, text, verbatim } from '@lastack/exercise-kit';
import { definesOf, parseScript, playScript } from '@lastack/packetdrill';
import { createMachine } from '@lastack/tcp';
import { asStates, type Closing } from './as-states.ts';
import { RULES } from './rules.ts';

/** RFC 9293's MSL of two minutes: the profile that the scripts are written for. */
const SETTINGS = { msl: 120_000, rtoMax: 60_000, retries: 3, rfc1337: false };

const OPEN = `
0 socket(..., SOCK_STREAM, IPPROTO_TCP) = 3
+0 bind(3, ..., ...) = 0
+0 listen(3, 1) = 0
+0 < S 0:0(0) win 32767 <mss 1460>
+0 > S. 0:0(0) ack 1 <mss 1460>
+.01 < . 1:1(0) ack 1 win 32767
+0 accept(3, ..., ...) = 4
`;

export const SCRIPTS: Readonly<Record<string, string>> = {
  'the FIN again and again: the same number, twice the wait': `${OPEN}
+0 shutdown(4, SHUT_WR) = 0
+0 > F. 1:1(0) ack 1
+1 > F. 1:1(0) ack 1
+2 > F. 1:1(0) ack 1
+4 > F. 1:1(0) ack 1
+.01 < . 1:1(0) ack 2 win 32767
+8 < F. 1:1(0) ack 2 win 32767
+0 > . 2:2(0) ack 2
`,
  'text that comes in FIN-WAIT-2, twice, and half of it old': `${OPEN}
+0 shutdown(4, SHUT_WR) = 0
+0 > F. 1:1(0) ack 1
+.01 < . 1:1(0) ack 2 win 32767
+.01 < P. 1:101(100) ack 2 win 32767
+0 > . 2:2(0) ack 101
+.01 < P. 1:101(100) ack 2 win 32767
+0 > . 2:2(0) ack 101
+.01 < P. 51:151(100) ack 2 win 32767
+0 > . 2:2(0) ack 151
+0 read(4, ..., 1000) = 150
+.01 < . 150:150(0) ack 2 win 32767
+0 > . 2:2(0) ack 151
+.01 < P. 151:161(10) ack 2 win 32767
+0 > . 2:2(0) ack 161
+.01 < FP. 151:161(10) ack 2 win 32767
+0 > . 2:2(0) ack 162
+0 read(4, ..., 1000) = 10
+0 read(4, ..., 1000) = 0
`,
  'a FIN beyond a hole is not acknowledged': `${OPEN}
+0 shutdown(4, SHUT_WR) = 0
+0 > F. 1:1(0) ack 1
+.01 < F. 101:101(0) ack 2 win 32767
+0 > . 2:2(0) ack 1
+.01 < FP. 1:101(100) ack 2 win 32767
+0 > . 2:2(0) ack 102
+0 read(4, ..., 1000) = 100
`,
  'crossing FINs: CLOSING, its repeated FIN, and the ACK at last': `${OPEN}
+0 shutdown(4, SHUT_WR) = 0
+0 > F. 1:1(0) ack 1
+.01 < F. 1:1(0) ack 1 win 32767
+0 > . 2:2(0) ack 2
+.01 < F. 1:1(0) ack 1 win 32767
+0 > . 2:2(0) ack 2
+.98 > F. 1:1(0) ack 2
+.01 < . 2:2(0) ack 2 win 32767
+1 < F. 1:1(0) ack 2 win 32767
+0 > . 2:2(0) ack 2
`,
  'LAST-ACK: an old ACK is no ACK, and after three repetitions it is over': `${OPEN}
+.01 < F. 1:1(0) ack 1 win 32767
+0 > . 1:1(0) ack 2
+.01 close(4) = 0
+0 > F. 1:1(0) ack 2
+.5 < . 2:2(0) ack 1 win 32767
+.5 > F. 1:1(0) ack 2
+2 > F. 1:1(0) ack 2
+4 > F. 1:1(0) ack 2
+8.1 < . 2:2(0) ack 2 win 32767
+0 > R 2:2(0)
`,
  'half of the text is acknowledged: the other half, with all its repetitions': `${OPEN}
+0 write(4, ..., 100) = 100
+0 > P. 1:101(100) ack 1
+0 shutdown(4, SHUT_WR) = 0
+0 > F. 101:101(0) ack 1
+1 > FP. 1:101(100) ack 1
+.5 < . 1:1(0) ack 51 win 32767
+2 > FP. 51:101(50) ack 1
+4 > FP. 51:101(50) ack 1
+8 > FP. 51:101(50) ack 1
+16.1 < . 1:1(0) ack 102 win 32767
+0 > R 102:102(0)
`,
  'strangers: only the RST at RCV.NXT ends anything': `${OPEN}
+0 shutdown(4, SHUT_WR) = 0
+0 > F. 1:1(0) ack 1
+.01 < . 1:1(0) ack 2 win 32767
+.01 < R 70000:70000(0) win 0
+.01 < R 2:2(0) win 0
? +0 > . 2:2(0) ack 1
+.01 < S 70000:70000(0) win 32767
+0 > . 2:2(0) ack 1
+.01 < S. 1:1(0) ack 2 win 32767
+0 > . 2:2(0) ack 1
+.01 < . 1:1(0) ack 3 win 32767
+0 > . 2:2(0) ack 1
+.01 < . 65536:65536(0) ack 2 win 32767
+0 > . 2:2(0) ack 1
+.01 < P 1:101(100) win 32767
+.01 < R 1:1(0) win 0
+.01 < . 1:1(0) ack 2 win 32767
+0 > R 2:2(0)
`,
  'after their FIN: no text any more, and an RST ends TIME-WAIT where rfc1337 is off': `${OPEN}
+0 shutdown(4, SHUT_WR) = 0
+0 > F. 1:1(0) ack 1
+.01 < F. 1:1(0) ack 1 win 32767
+0 > . 2:2(0) ack 2
+.01 < P. 2:102(100) ack 1 win 32767
+0 > . 2:2(0) ack 2
+0 read(4, ..., 1000) = 0
+.01 < . 2:2(0) ack 2 win 32767
+.01 < P. 2:102(100) ack 2 win 32767
+0 > . 2:2(0) ack 2
+0 close(4) = 0
+.01 < R 2:2(0) win 0
+.01 < . 2:2(0) ack 2 win 32767
+0 > R 2:2(0)
`,
  'TIME-WAIT: strangers, and a new connection': `${OPEN}
+0 shutdown(4, SHUT_WR) = 0
+0 > F. 1:1(0) ack 1
+.01 < F. 1:1(0) ack 2 win 32767
+0 > . 2:2(0) ack 2
+0 close(4) = 0
+.01 < R 70000:70000(0) win 0
+.01 < S. 70000:70000(0) ack 2 win 32767
+0 > . 2:2(0) ack 2
+.01 < S 2:2(0) win 32767
+0 > . 2:2(0) ack 2
+.01 < P 12:22(10) win 32767
? +0 > . 2:2(0) ack 2
+.01 < S 3:3(0) win 32767 <mss 1460>
+0 > S. 65539:65539(0) ack 4 <mss 1460>
`,
  'TIME-WAIT: 2 MSL, again from the FIN that comes again': `${OPEN}
+0 shutdown(4, SHUT_WR) = 0
+0 > F. 1:1(0) ack 1
+.01 < F. 1:1(0) ack 2 win 32767
+0 > . 2:2(0) ack 2
+0 close(4) = 0
+200 < F. 1:1(0) ack 2 win 32767
+0 > . 2:2(0) ack 2
+239 < . 1:1(0) ack 2 win 32767
+0 > . 2:2(0) ack 2
`,
};

const OPTIONAL = /^\? (.*)$/gm;

/** With every line that may happen, or with none of them: what lasts longer counts. */
export function runScript(closing: Closing, name: string): void {
  const script = SCRIPTS[name] as string;
  const [all, none] = [play(closing, name, script.replaceAll(OPTIONAL, '$1')), play(closing, name, script.replaceAll(OPTIONAL, ''))]; // prettier-ignore
  const { failure, trace } = lineOf(all) > lineOf(none) ? all : none;
  if (failure === null) return;
  const line = script.split('\n')[failure.line - 1]?.trim() ?? '';
  throw new RuleBroken(RULES.script, {
    tried: [
      text(
        'a packetdrill script is played against a TCP with your function',
        '拿 packetdrill 脚本测试装了你的函数的 TCP',
      ),
      text(`line ${failure.line}: ${line}`, `第 ${failure.line} 行：${line}`),
    ],
    ladder: ladderOf(trace, { from: Math.max(0, trace.records.length - 30) }),
    expected:
      failure.expected === null
        ? text(failure.message, `这一行要照脚本发生（${failure.message}）`)
        : verbatim(failure.expected),
    got: failure.got === null ? text('nothing', '什么也没有') : verbatim(failure.got),
  });
}

type Played = Pick<ReturnType<typeof playScript>, 'failure' | 'trace'>;

const lineOf = ({ failure }: Played): number => failure?.line ?? Infinity;

function play(closing: Closing, name: string, script: string): Played {
  const parsed = parseScript(script, `${name}.pkt`, definesOf('rfc9293'));
  if (!parsed.ok)
    throw new Error(`${name}: ${parsed.problems.map(({ line, message }) => `${line}: ${message}`).join('; ')}`);
  const machine = createMachine({ profile: 'rfc9293', states: asStates(closing, SETTINGS) });
  return playScript(parsed.script, { profile: 'rfc9293', strict: true, machine });
}
