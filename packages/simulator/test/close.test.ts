import { describe, expect, test } from 'vitest';
import type { State } from '@lastack/tcp';
import { run, type Scenario } from '../src/index.ts';
import { packets, states } from './reading.ts';

const fourWay: Scenario = {
  version: 1,
  hosts: { A: {}, B: {} },
  script: [
    { at: 0, host: 'B', call: 'listen', socket: 'door', port: 80 },
    { at: 0, host: 'B', call: 'accept', socket: 'door', as: 'b' },
    { at: 0, host: 'A', call: 'connect', socket: 'a', to: 'B', port: 80, from: 40_000 },
    { at: 100, host: 'A', call: 'close', socket: 'a' },
    { at: 200, host: 'B', call: 'close', socket: 'b' },
  ],
};

describe('an ordinary close', () => {
  test('the active closer passes FIN-WAIT-1, FIN-WAIT-2 and TIME-WAIT; the passive one CLOSE-WAIT and LAST-ACK', () => {
    const trace = run(fourWay);
    const active: State[] = ['SYN-SENT', 'ESTABLISHED', 'FIN-WAIT-1', 'FIN-WAIT-2', 'TIME-WAIT', 'CLOSED'];
    const passive: State[] = ['LISTEN', 'SYN-RECEIVED', 'ESTABLISHED', 'CLOSE-WAIT', 'LAST-ACK', 'CLOSED'];
    expect(states(trace, 'A')).toEqual(active);
    expect(states(trace, 'B')).toEqual(passive);
  });

  test('each packet is known by its connection, flags, relative SEQ, length and transmission', () => {
    expect(packets(run(fourWay))).toEqual([
      'A:40000>B:80 SYN seq=0 len=0 #1',
      'B:80>A:40000 SYN,ACK seq=0 len=0 #1',
      'A:40000>B:80 ACK seq=1 len=0 #1',
      'A:40000>B:80 FIN,ACK seq=1 len=0 #1',
      'B:80>A:40000 ACK seq=1 len=0 #1',
      'B:80>A:40000 FIN,ACK seq=1 len=0 #1',
      'A:40000>B:80 ACK seq=2 len=0 #1',
    ]);
  });

  test('2 MSL after the last ACK nothing is left to happen (MUST-13)', () => {
    expect(run(fourWay).end).toBe(60_210_000);
  });
});
