/**
 * The ways in which a connection closes in order. RFC 9293 §3.6.
 * Next: lost.ts
 */
import type { Scenario, ScriptedCall } from '../scenario.ts';

/** B listens, A connects: ESTABLISHED at 30 ms, A's descriptor is `a` and B's `b`. */
export const ESTABLISHED: readonly ScriptedCall[] = [
  { at: 0, host: 'B', call: 'listen', socket: 'door', port: 80 },
  { at: 0, host: 'B', call: 'accept', socket: 'door', as: 'b' },
  { at: 0, host: 'A', call: 'connect', socket: 'a', to: 'B', port: 80, from: 40_000 },
];

/** Figure 12: B has work left when A's FIN comes, so its ACK and its FIN are two segments. */
export const fourWayClose: Scenario = {
  version: 1,
  title: 'Four segments: B closes 100 ms after A',
  hosts: { A: {}, B: {} },
  script: [
    ...ESTABLISHED,
    { at: 100, host: 'A', call: 'close', socket: 'a' },
    { at: 110, host: 'B', call: 'recv', socket: 'b' },
    { at: 200, host: 'B', call: 'close', socket: 'b' },
  ],
};

/** B closes as soon as it reads the end: the delayed ACK has not gone yet, and rides on the FIN. */
export const threeSegmentClose: Scenario = {
  version: 1,
  title: 'Three segments: B closes at once',
  hosts: { A: {}, B: { programs: [{ on: 'peer-closed', call: 'close' }] } },
  script: [...ESTABLISHED, { at: 100, host: 'A', call: 'close', socket: 'a' }],
};

/** Figure 13: the FINs cross, both ends pass CLOSING, and both wait 2 MSL. */
export const simultaneousClose: Scenario = {
  version: 1,
  title: 'Simultaneous close: the FINs cross',
  hosts: { A: {}, B: {} },
  script: [
    ...ESTABLISHED,
    { at: 100, host: 'A', call: 'close', socket: 'a' },
    { at: 100, host: 'B', call: 'close', socket: 'b' },
  ],
};

/** A says that it has no more to send, and goes on reading: B's late answer arrives. */
export const halfClose: Scenario = {
  version: 1,
  title: 'Half-close: A ends writing and reads on',
  hosts: { A: {}, B: {} },
  script: [
    ...ESTABLISHED,
    { at: 50, host: 'A', call: 'send', socket: 'a', text: 'question' },
    { at: 100, host: 'A', call: 'shutdown', socket: 'a' },
    { at: 150, host: 'B', call: 'recv', socket: 'b' },
    { at: 160, host: 'B', call: 'recv', socket: 'b' },
    { at: 300, host: 'B', call: 'send', socket: 'b', text: 'late answer' },
    { at: 310, host: 'B', call: 'close', socket: 'b' },
    { at: 350, host: 'A', call: 'recv', socket: 'a' },
    { at: 360, host: 'A', call: 'recv', socket: 'a' },
    { at: 370, host: 'A', call: 'close', socket: 'a' },
  ],
};

/** close() with octets that nobody read: RST in place of FIN. §3.6.1, SHLD-3; RFC 2525 §2.17. */
export const closeWithUnreadData: Scenario = {
  version: 1,
  title: 'close() with six octets unread: a reset',
  hosts: { A: {}, B: {} },
  script: [
    ...ESTABLISHED,
    { at: 100, host: 'A', call: 'send', socket: 'a', text: 'unread' },
    { at: 200, host: 'B', call: 'close', socket: 'b' },
    { at: 300, host: 'A', call: 'recv', socket: 'a' },
    { at: 310, host: 'A', call: 'send', socket: 'a', text: 'too late' },
    { at: 320, host: 'A', call: 'close', socket: 'a' },
  ],
};
