/**
 * Bounds that make a check worth its time: each is explored whole in seconds, and finds the mistakes of its kind
 * (test/mistakes.test.ts). Everything can be overridden, the machine above all.
 * Next: packets.ts
 */
import type { UserCall } from '@lastack/tcp';
import { tcp, type TcpOptions, type TcpSpace } from './exploration.ts';

const OPEN: UserCall = { type: 'open', mode: 'active' };
const SHUTDOWN: UserCall = { type: 'shutdown' };
const send = (bytes: string): UserCall => ({ type: 'send', bytes });

/**
 * One four-tuple, two connections: A sends an octet, A and then B close, A opens again with the same numbers and sends
 * two. Does anything of the first get into the second? One loss, one copy, four segments on their way.
 * With `closesFirst: 'B'` the TIME-WAIT is the listener's, and the answer is another: README.md, "What it has found".
 */
export const twoConnections = (options: Partial<TcpOptions> = {}): TcpSpace =>
  tcp({
    calls: {
      A: [
        [OPEN, send('x'), SHUTDOWN],
        [OPEN, send('yz')],
      ],
      B: [[SHUTDOWN], []],
    },
    closesFirst: 'A',
    established: true,
    properties: ['old segments stay out'],
    ...options,
  });

/** An octet each way on an open connection, and two closes, at any time: one copy, three segments on their way. */
export const textBothWays = (options: Partial<TcpOptions> = {}): TcpSpace =>
  tcp({
    calls: { A: [[OPEN, send('x'), SHUTDOWN]], B: [[send('y'), SHUTDOWN]] },
    established: true,
    losses: 0,
    inFlight: 3,
    properties: ['no reset from outside', 'no text lost or repeated', 'it ends'],
    ...options,
  });

/** An octet one way on an open connection, and two closes: one loss, one copy, three segments on their way. */
export const textOneWay = (options: Partial<TcpOptions> = {}): TcpSpace =>
  textBothWays({ calls: { A: [[OPEN, send('x'), SHUTDOWN]], B: [[SHUTDOWN]] }, losses: 1, ...options });

/** A connection from its SYN to its end, and strangers who send RSTs: one loss, one copy, three on their way. */
export const openAndClose = (options: Partial<TcpOptions> = {}): TcpSpace =>
  textBothWays({
    calls: { A: [[OPEN, SHUTDOWN]], B: [[SHUTDOWN]] },
    established: false,
    losses: 1,
    forgedResets: true,
    ...options,
  });
