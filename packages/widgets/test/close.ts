/** The close that the tests use: A first, B 70 ms later, 20 ms each way. */
import type { Scenario } from '@lastack/simulator';

export const CLOSE: Scenario = {
  version: 1,
  hosts: { A: { profile: 'linux' }, B: { profile: 'linux' } },
  links: [{ between: ['A', 'B'], delay: 20 }],
  script: [
    { at: 0, host: 'B', call: 'listen', socket: 'server', port: 80 },
    { at: 0, host: 'B', call: 'accept', socket: 'server', as: 'child' },
    { at: 0, host: 'A', call: 'connect', socket: 'client', to: 'B', port: 80, from: 40000 },
    { at: 150, host: 'A', call: 'close', socket: 'client' },
    { at: 240, host: 'B', call: 'close', socket: 'child' },
  ],
};

export const LAST_ACK = 'A:40000>B:80 ACK seq=2 len=0 #1';
