import { expect, test } from 'vitest';
import { arrowText } from '../src/ladder/arrow-text.ts';
import { marginLines } from '../src/ladder/margin-text.ts';

test.each([
  ['FIN,ACK seq=101 ack=1 len=0', 'FIN,ACK', 'seq=101 ack=1'],
  ['PSH,ACK seq=301 ack=1 len=12 #2', 'PSH,ACK #2', 'seq=301 ack=1 len=12'],
  ['RST seq=314 len=0', 'RST', 'seq=314'],
  ['ACK seq=1 ack=2 len=0 copy', 'ACK copy', 'seq=1 ack=2'],
])('%s', (label, flags, numbers) => {
  expect(arrowText(label)).toEqual({ flags, numbers });
});

test.each([
  ['FIN-WAIT-1', ['FIN-WAIT-1']],
  ['retransmission timeout', ['retransmission', 'timeout']],
  ['SYN-RECEIVED :40000', ['SYN-RECEIVED', ':40000']],
  ['recv() “OLD: pay Bob”', ['recv()', '“OLD: pay Bob”']],
])('%s is broken where it is too wide', (text, lines) => {
  expect(marginLines(text)).toEqual(lines);
});
