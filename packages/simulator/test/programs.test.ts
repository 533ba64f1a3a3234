import { describe, expect, test } from 'vitest';
import { program, run, type ProgramEvent, type RuleSpec, type Scenario } from '../src/index.ts';
import { of, results, states } from './reading.ts';

const SERVER: readonly RuleSpec[] = [
  { on: 'incoming', call: 'accept' },
  { on: 'readable', call: 'recv' },
];

const scenario = (server: readonly RuleSpec[], ...text: string[]): Scenario => ({
  version: 1,
  hosts: { A: {}, B: { programs: server } },
  script: [
    { at: 0, host: 'B', call: 'listen', socket: 'door', port: 80 },
    { at: 0, host: 'A', call: 'connect', socket: 'a', to: 'B', port: 80 },
    ...text.map((each, i) => ({ at: 100 * (i + 1), host: 'A', call: 'send' as const, socket: 'a', text: each })),
    { at: 5_000, host: 'A', call: 'recv', socket: 'a' },
    { at: 6_000, host: 'A', call: 'close', socket: 'a' },
  ],
  until: 10_000,
});

describe('rules', () => {
  test('prefix: only when what waits begins with it', () => {
    const server: RuleSpec[] = [...SERVER, { on: 'readable', prefix: 'GET', call: 'send', text: '200' }];
    expect(results(run(scenario(server, 'PUT /', 'GET /')), 'A', 'recv')).toEqual(['200']);
  });

  test('count: only when so many octets wait', () => {
    const server: RuleSpec[] = [
      { on: 'incoming', call: 'accept' },
      { on: 'readable', count: 6, call: 'recv' },
      { on: 'readable', count: 6, call: 'send', text: 'six' },
    ];
    expect(results(run(scenario(server, 'abc', 'def')), 'B', 'recv')).toEqual(['abcdef']);
  });

  test('delay and repeat: so long after the event, and so often', () => {
    const trace = run(
      scenario([...SERVER, { on: 'accepted', call: 'send', text: 'tick ', delay: 300, repeat: 3 }], 'x'),
    );
    const accepted = of(trace, 'descriptor').find(({ host, fd }) => host === 'B' && fd === 4)!.at;
    const sends = of(trace, 'call').filter(({ host, call }) => host === 'B' && call === 'send');
    expect(sends.map(({ at }) => (at - accepted) / 1_000)).toEqual([300, 600, 900]);
    expect(results(trace, 'A', 'recv')).toEqual(['tick tick tick ']);
  });

  test('a server that closes when its client has, and one that forgets to', () => {
    const good = run(scenario([...SERVER, { on: 'peer-closed', call: 'close' }], 'x'));
    expect(states(good, 'B').slice(-2)).toEqual(['LAST-ACK', 'CLOSED']);
    expect(states(run(scenario(SERVER, 'x')), 'B').at(-1)).toBe('CLOSE-WAIT');
  });

  test('octets and the end that came before accept() are told after it', () => {
    const late: RuleSpec[] = [
      { on: 'incoming', call: 'accept', delay: 7_000 },
      { on: 'readable', call: 'recv' },
      { on: 'peer-closed', call: 'close' },
    ];
    const trace = run(scenario(late, 'early'));
    expect(results(trace, 'B', 'recv')).toEqual(['early']);
    expect(states(trace, 'B').at(-1)).toBe('CLOSED');
  });
});

describe('programs in code', () => {
  const echo = program<number>({
    initial: 0,
    step(total, event: ProgramEvent) {
      if (event.type === 'incoming') return { memory: total, calls: [{ call: 'accept', fd: event.fd }] };
      if (event.type === 'readable') {
        return { memory: total, calls: [{ call: 'recv', fd: event.fd, count: 99 }] };
      }
      if (event.type === 'result' && event.call.call === 'recv') {
        const bytes = String(event.result.value);
        const sum = total + bytes.length;
        return { memory: sum, calls: [{ call: 'send', fd: event.call.fd, bytes: `${bytes}(${sum})` }] };
      }
      return { memory: total, calls: [] };
    },
  });
  const hosts = { A: {}, B: { programs: [{ program: 'echo' }] } };

  test('a named program remembers, and is told the results of its own calls', () => {
    const trace = run({ ...scenario([], 'ab', 'cde'), hosts }, { programs: { echo } });
    expect(results(trace, 'A', 'recv')).toEqual(['ab(2)cde(5)']);
  });

  test('a name that nobody has given is refused at once', () => {
    expect(() => run({ ...scenario([]), hosts })).toThrow('No program is called echo');
  });
});
