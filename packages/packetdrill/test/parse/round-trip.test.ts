/** Printing and reading are inverse; and no text whatever makes the parser throw or hang. */
import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import type { PacketSpec, Script, ScriptEvent, TcpOption } from '../../src/index.ts';
import { parseScript, printScript } from '../../src/index.ts';
import { read, said } from './read.ts';

vi.setConfig({ testTimeout: 120_000 });

const u32 = fc.nat({ max: 0xffff_ffff });
const u16 = fc.nat({ max: 0xffff });
const micros = fc.nat({ max: 4_000_000_000 });

const option: fc.Arbitrary<TcpOption> = fc.oneof(
  fc.record({ kind: fc.constantFrom('nop', 'eol', 'sackOK') }),
  fc.record({ kind: fc.constant('mss' as const), value: u16 }),
  fc.record({ kind: fc.constant('wscale' as const), value: fc.nat({ max: 255 }) }),
  fc.record({ kind: fc.constant('TS' as const), val: u32, ecr: u32 }),
  fc.record({
    kind: fc.constant('sack' as const),
    blocks: fc.array(fc.tuple(u32, u32), { minLength: 1, maxLength: 2 }),
  }),
);

const packet: fc.Arbitrary<PacketSpec> = fc
  .record({
    direction: fc.constantFrom('inbound', 'outbound'),
    ports: fc.option(
      fc.record({ source: fc.integer({ min: 1, max: 65535 }), destination: fc.integer({ min: 1, max: 65535 }) }),
    ),
    flags: fc.record({ syn: fc.boolean(), fin: fc.boolean(), rst: fc.boolean(), psh: fc.boolean(), ack: fc.boolean() }),
    seq: fc.option(u32),
    length: u16,
    ack: fc.option(u32),
    window: fc.option(u16),
    options: fc.oneof(fc.array(option, { maxLength: 2 }), fc.constant('unchecked' as const)),
  })
  .map((spec) =>
    spec.direction === 'outbound'
      ? spec
      : { ...spec, seq: spec.seq ?? 0, options: spec.options === 'unchecked' ? [] : spec.options },
  );

const place = { line: 1, column: 1 };
const number = (value: number, base: 10 | 16 = 10): unknown => ({ type: 'number', value, base, place });
const word = (name: string): unknown => ({ type: 'word', name, place });
const dots = { type: 'default', place };
const list = (...items: unknown[]): unknown => ({ type: 'list', items, place });
const fd = fc.integer({ min: 3, max: 9 }).map((n) => number(n));
const text = fc
  .array(fc.integer({ min: 1, max: 255 }), { minLength: 1, maxLength: 6 })
  .map((codes) => codes.map((code) => String.fromCharCode(code)).join(''));

const args: fc.Arbitrary<[string, unknown[]]> = fc.oneof(
  fc.constant<[string, unknown[]]>(['socket', [dots, word('SOCK_STREAM'), word('IPPROTO_TCP')]]),
  fc
    .tuple(fc.constantFrom('bind', 'connect', 'accept'), fd)
    .map(([name, n]): [string, unknown[]] => [name, [n, dots, dots]]),
  fc
    .tuple(fd, text)
    .map(([n, t]): [string, unknown[]] => [
      'write',
      [n, { type: 'string', text: t, more: false, place }, number(t.length)],
    ]),
  fd.map((n): [string, unknown[]] => [
    'setsockopt',
    [n, word('SOL_SOCKET'), word('SO_KEEPALIVE'), list(number(1, 16)), number(4)],
  ]),
  fd.map((n): [string, unknown[]] => [
    'setsockopt',
    [
      n,
      word('SOL_SOCKET'),
      word('SO_LINGER'),
      {
        type: 'struct',
        fields: [
          { name: 'onoff', count: null, value: number(1) },
          { name: 'linger', count: null, value: number(0) },
        ],
        place,
      },
      number(8),
    ],
  ]),
  fd.map((n): [string, unknown[]] => [
    'fcntl',
    [n, word('F_SETFL'), { type: 'or', parts: [word('O_RDWR'), word('O_NONBLOCK')], place }],
  ]),
);

const answer = fc.oneof(
  fc.nat({ max: 9 }).map((value) => ({ result: number(value), error: null, note: null })),
  fc.constant({ result: number(2, 16), error: null, note: 'flags O_RDWR' }),
  fc.constant({ result: number(-1), error: { name: 'ECONNRESET', note: 'Connection reset by peer' }, note: null }),
);

const call = fc
  .tuple(args, answer)
  .map(([[name, list], how]) => ({ type: 'call', call: { name, args: list, end: null, ...how } }));
const action = fc.oneof(
  packet.map((spec) => ({ type: 'packet', packet: spec })),
  call,
  fc.constantFrom(
    { type: 'command', text: 'sysctl -w net.ipv4.tcp_sack=0' },
    { type: 'assert', text: 'assert tcpi_state == 7' },
  ),
);

const time = fc.oneof(
  micros.map((at) => ({ type: 'relative', at })),
  fc.tuple(micros, micros).map(([a, b]) => ({ type: 'relative-range', from: Math.min(a, b), to: Math.max(a, b) })),
  fc.tuple(micros, micros).map(([a, b]) => ({ type: 'absolute-range', from: Math.min(a, b), to: Math.max(a, b) })),
  fc.constant({ type: 'any' }),
);

const event = fc.tuple(time, micros, action).map(([when, at, what]) => {
  const expected = what.type === 'packet' && (what as { packet: PacketSpec }).packet.direction === 'outbound';
  return { place, time: expected ? when : { type: 'relative', at }, action: what };
});

const first = { place, time: { type: 'absolute', at: 0 }, action: { type: 'command', text: 'true' } };

const script = fc.array(event, { maxLength: 8 }).map(
  (events) =>
    ({
      file: 'test.pkt',
      optionLines: [{ name: 'ip_version', value: 'ipv6' }],
      before: null,
      after: null,
      events: [first, ...events],
    }) as unknown as Script,
);

test('a printed script reads back as the same script', () => {
  fc.assert(
    fc.property(script, (written) => {
      const back = read(printScript(written));
      expect(said({ ...back, options: undefined, file: 'test.pkt' })).toEqual(said(written));
      expect(printScript(back)).toBe(printScript(written));
    }),
    { numRuns: 500, seed: 20 },
  );
});

/** A script with every construct, to be damaged. */
const whole = `--ip_version=ipv4
--tolerance_usecs=75000
// a comment
0.00 socket(..., SOCK_STREAM, IPPROTO_TCP) = 3
+0.00 fcntl(3, F_GETFL) = 0x02 (flags O_RDWR)
+0.00 connect(3, ..., ...) = -1 EINPROGRESS (Operation now in progress)
+0.00 > S 0:0(0) win 65535 <mss 1460,nop,wscale 6,sackOK,TS val 100 ecr 0>
+0.1~+0.2 > S. ...(0) ack 1 <...>
#ifdef A
* > . 1:1(0) ack 1 <nop,nop,sack 1:2 3:4>
#else
+0.1...0.2 read(3, ..., 1000) = 0
#endif
+0 setsockopt(3, SOL_SOCKET, SO_LINGER, {onoff=1, linger=0}, 8) = 0
+0 write(3, "ab\\n", 3) = 3 /* more */
+0.10 \`sockstat -4 | grep -c CLOSED | grep 1\`
+0 %{ assert tcpi_state == TCPI_TIME_WAIT, tcpi_state }%
`;

const piece = fc.oneof(
  fc.constantFrom(
    '...',
    '(',
    ')',
    '[',
    '{',
    '}',
    '<',
    '>',
    '`',
    '"',
    '%{',
    '}%',
    '/*',
    '*/',
    '#',
    '#ifdef A',
    '\n',
    '~',
    '+',
    '-',
    '0x',
    '1.2.3.4',
    '--x',
    '\\',
    '\0',
    '|',
    '=',
    '中',
  ),
  fc.string({ maxLength: 4 }),
);

const damaged = fc
  .array(fc.tuple(fc.nat({ max: whole.length }), fc.nat({ max: 12 }), piece), { minLength: 1, maxLength: 6 })
  .map((cuts) => cuts.reduce((text, [at, length, put]) => text.slice(0, at) + put + text.slice(at + length), whole));

test('2,000 damaged scripts: each is read, or has a problem at a place inside it', () => {
  fc.assert(
    fc.property(fc.oneof(damaged, fc.string({ maxLength: 200 })), (broken) => {
      const parsed = parseScript(broken, 'broken.pkt', { A: '' });
      if (parsed.ok) return;
      const lines = broken.split('\n');
      expect(parsed.problems.length).toBeGreaterThan(0);
      for (const { line, column, message, help } of parsed.problems) {
        expect(line).toBeGreaterThanOrEqual(1);
        expect(line).toBeLessThanOrEqual(lines.length);
        expect(column).toBeGreaterThanOrEqual(1);
        expect(message).not.toBe('');
        expect(help).not.toBe('');
      }
    }),
    { numRuns: 2000, seed: 20 },
  );
});

test('what is read of a damaged script can be printed and read again', () => {
  fc.assert(
    fc.property(damaged, (broken) => {
      const parsed = parseScript(broken, 'broken.pkt', { A: '' });
      if (!parsed.ok) return;
      const printed = printScript(parsed.script);
      expect(said(read(printed, { A: '' }).events as readonly ScriptEvent[])).toEqual(said(parsed.script.events));
    }),
    { numRuns: 500, seed: 20 },
  );
});
