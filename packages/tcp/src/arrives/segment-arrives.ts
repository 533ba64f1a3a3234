/**
 * SEGMENT ARRIVES: the state decides which page of the RFC is read. RFC 9293 §3.10.7.
 * Next: ../calls.ts
 */
import type { Segment } from '../segment.ts';
import { unreachable } from '../state.ts';
import type { Step } from '../step.ts';
import { arrivesInClosed } from './closed.ts';
import { arrivesInListen } from './listen.ts';
import { arrivesInSynSent } from './syn-sent.ts';
import { arrivesInSynchronized } from './synchronized.ts';

export function segmentArrives(step: Step, segment: Segment): void {
  const { state } = step.tcb;
  switch (state) {
    case 'CLOSED':
      return arrivesInClosed(step, segment);
    case 'LISTEN':
      return arrivesInListen(step, segment);
    case 'SYN-SENT':
      return arrivesInSynSent(step, segment);
    case 'SYN-RECEIVED':
    case 'ESTABLISHED':
    case 'FIN-WAIT-1':
    case 'FIN-WAIT-2':
    case 'CLOSE-WAIT':
    case 'CLOSING':
    case 'LAST-ACK':
      return arrivesInSynchronized(step, segment);
    case 'TIME-WAIT':
      throw new Error('TIME-WAIT is stepped by time-wait.ts'); // reference.ts sends it there
    default:
      return unreachable(state);
  }
}
