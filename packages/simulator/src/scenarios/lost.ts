/**
 * What TIME-WAIT is for: the last ACK may be lost, and an old segment may be late. RFC 9293 §3.6.
 * Next: index.ts
 */
import type { Scenario } from '../scenario.ts';
import { ESTABLISHED, fourWayClose } from './closing.ts';

/** B repeats its FIN; A, in TIME-WAIT, acknowledges it again and waits 2 MSL from then on. */
export const lostLastAck: Scenario = {
  ...fourWayClose,
  title: 'The last ACK is lost',
  faults: [{ packet: { from: 'A', flags: 'ACK', seq: 2, nth: 1 }, fate: 'drop' }],
};

/** Three last ACKs in a row are lost: each repetition of B's FIN restarts 2 MSL. §3.10.7.4, eighth; MUST-13. */
export const timeWaitRearmed: Scenario = {
  ...fourWayClose,
  title: 'Each repeated FIN restarts TIME-WAIT',
  faults: [1, 2, 3].map((nth) => ({ packet: { from: 'A', flags: 'ACK', seq: 2, nth }, fate: 'drop' as const })),
};

/**
 * A copy of B's FIN turns up when B has forgotten the connection: A acknowledges it, B answers with RST, and TIME-WAIT
 * is gone half a minute early. With tcp_rfc1337 it would ignore the RST. RFC 1337.
 */
export const timeWaitAssassination: Scenario = {
  ...fourWayClose,
  title: 'A late copy of the FIN ends TIME-WAIT',
  faults: [{ packet: { from: 'B', flags: 'FIN,ACK', nth: 1 }, fate: 'duplicate', by: 30_000 }],
};

const HUNDRED = 100;

/**
 * B's segment with SEQ 301 is late. It is sent again, the connection closes, A waits half a second instead of 2 MSL,
 * and connects again from the same port: then the late one comes, and fits. Both hosts start every connection at
 * ISN 0, and use no timestamps: each of the two would most likely have kept it out as well. §3.4.1, §3.6; RFC 7323 §5.
 */
export const oldSegment: Scenario = {
  version: 1,
  title: 'The old segment with SEQ 301 enters the next connection',
  hosts: {
    A: { iss: 0, timeWait: 500, sysctls: { 'net.ipv4.tcp_timestamps': 0 } },
    B: { iss: 0, sysctls: { 'net.ipv4.tcp_timestamps': 0 } },
  },
  script: [
    ...ESTABLISHED,
    ...[100, 200, 300, 400].map((at) => ({
      at,
      host: 'B',
      call: 'send' as const,
      socket: 'b',
      text: 'o'.repeat(HUNDRED),
    })),
    { at: 900, host: 'A', call: 'recv', socket: 'a' },
    { at: 1_000, host: 'A', call: 'close', socket: 'a' },
    { at: 1_100, host: 'B', call: 'close', socket: 'b' },
    { at: 1_900, host: 'B', call: 'accept', socket: 'door', as: 'b again' },
    { at: 2_000, host: 'A', call: 'connect', socket: 'a again', to: 'B', port: 80, from: 40_000 },
    ...[2_100, 2_200, 2_300, 3_200].map((at) => ({
      at,
      host: 'B',
      call: 'send' as const,
      socket: 'b again',
      text: 'n'.repeat(HUNDRED),
    })),
    { at: 3_500, host: 'A', call: 'recv', socket: 'a again' },
  ],
  faults: [{ packet: { from: 'B', seq: 301, length: HUNDRED, match: 1 }, fate: 'delay', by: 2_600 }],
  until: 4_000,
};

const PROTECTED = { 'net.ipv4.tcp_timestamps': 0, 'net.ipv4.tcp_rfc1337': 1 };

/**
 * The same with 2 MSL in full: the port is not free yet, and the old segment finds TIME-WAIT, which stays.
 * Without tcp_rfc1337 the old segment would end it: A's ACK of it draws an RST from B.
 */
export const oldSegmentKeptOut: Scenario = {
  ...oldSegment,
  title: 'TIME-WAIT keeps the old segment out',
  hosts: { ...oldSegment.hosts, A: { iss: 0, sysctls: PROTECTED } },
};
