import { describe, expect, test } from 'vitest';
import { parseScenario, run, SCENARIOS } from '../src/index.ts';
import { of, packets, results, states } from './reading.ts';

const sent = (from: string, trace: ReturnType<typeof run>) =>
  packets(trace).filter((each) => each.startsWith(`${from}:`));
const flagsOf = (identity: string) => identity.split(' ')[1];

describe('the shipped scenarios', () => {
  test.each(Object.entries(SCENARIOS))('%s is a valid scenario as JSON, and runs alike twice', (name, scenario) => {
    expect(parseScenario(JSON.stringify(scenario), `${name}.json`)).toEqual({ ok: true, scenario });
    expect(JSON.stringify(run(scenario))).toBe(JSON.stringify(run(scenario)));
  });

  test('three segments: the ACK rides on the FIN', () => {
    const trace = run(SCENARIOS['three-segment-close']);
    expect(packets(trace).slice(3).map(flagsOf)).toEqual(['FIN,ACK', 'FIN,ACK', 'ACK']);
    expect(states(trace, 'A').slice(-3)).toEqual(['FIN-WAIT-1', 'TIME-WAIT', 'CLOSED']);
  });

  test('simultaneous close: both ends pass CLOSING and wait in TIME-WAIT (figure 13)', () => {
    const trace = run(SCENARIOS['simultaneous-close']);
    for (const host of ['A', 'B']) {
      expect(states(trace, host).slice(-4)).toEqual(['FIN-WAIT-1', 'CLOSING', 'TIME-WAIT', 'CLOSED']);
    }
  });

  test('half-close: what B sends after A’s FIN arrives, then the end', () => {
    expect(results(run(SCENARIOS['half-close']), 'A', 'recv')).toEqual(['late answer', 0]);
  });

  test('close with unread data: RST in place of FIN, no TIME-WAIT, ECONNRESET and then EPIPE', () => {
    const trace = run(SCENARIOS['close-with-unread-data']);
    expect(flagsOf(sent('B', trace).at(-1)!)).toBe('RST,ACK');
    expect([...states(trace, 'A'), ...states(trace, 'B')]).not.toContain('TIME-WAIT');
    expect(results(trace, 'A', 'recv')).toEqual(['ECONNRESET']);
    expect(results(trace, 'A', 'send')).toEqual([6, 'EPIPE']);
  });

  test('lost last ACK: LAST-ACK repeats its FIN, TIME-WAIT acknowledges it again and starts over', () => {
    const trace = run(SCENARIOS['lost-last-ack']);
    expect(sent('B', trace).at(-1)).toBe('B:80>A:40000 FIN,ACK seq=1 len=0 #2');
    expect(sent('A', trace).at(-1)).toBe('A:40000>B:80 ACK seq=2 len=0 #2');
    const secondFin = of(trace, 'arrive').findLast(({ host }) => host === 'A')!;
    expect(trace.end).toBe(secondFin.at + 60_000_000);
  });

  test('TIME-WAIT is set four times when three last ACKs are lost', () => {
    const trace = run(SCENARIOS['time-wait-rearmed']);
    const set = of(trace, 'timer').filter(({ timer, action }) => timer === 'time-wait' && action === 'set');
    expect(set).toHaveLength(4);
    expect(trace.end).toBe(set.at(-1)!.deadline);
  });

  test('assassination: the RST that answers the ACK of a late FIN ends TIME-WAIT early (RFC 1337)', () => {
    const scenario = SCENARIOS['time-wait-assassination'];
    expect(run(scenario).end).toBeLessThan(31_000_000);
    const hosts = { ...scenario.hosts, A: { sysctls: { 'net.ipv4.tcp_rfc1337': 1 } } };
    expect(run({ ...scenario, hosts }).end).toBeGreaterThan(60_000_000);
  });

  test('the old segment with SEQ 301 becomes part of the next connection when TIME-WAIT is too short', () => {
    const trace = run(SCENARIOS['old-segment']);
    expect(results(trace, 'A', 'recv')).toEqual(['o'.repeat(400), 'n'.repeat(300) + 'o'.repeat(100)]);
  });

  test('2 MSL in full keep it out: the port is still taken, and TIME-WAIT swallows the segment', () => {
    const trace = run(SCENARIOS['old-segment-kept-out']);
    expect(results(trace, 'A', 'bind')).toEqual([0, 'EADDRINUSE']);
    expect(results(trace, 'A', 'recv')).toEqual(['o'.repeat(400), 'ENOTCONN']);
    expect(states(trace, 'A').at(-1)).toBe('TIME-WAIT');
  });
});
