import { NO_OPTIONS, seq, type Segment } from '@lastack/tcp';
import { expect, test } from 'vitest';
import { Identities } from '../src/identity.ts';

const plain: Segment = {
  seq: seq(700),
  ack: null,
  wnd: 1000,
  syn: false,
  fin: false,
  rst: false,
  psh: false,
  text: '',
  options: NO_OPTIONS,
};
const syn = { ...plain, syn: true };
const ack = { ...plain, seq: seq(701), ack: seq(1) };

test('a SYN that is sent again is the second transmission of the same', () => {
  const identities = new Identities();
  identities.of('A', 40000, 'B', 80, syn);
  expect(identities.of('A', 40000, 'B', 80, syn).text).toBe('A:40000>B:80 SYN seq=0 len=0 #2');
});

test('a SYN after the connection has spoken is the next connection’s, even with the same ISN', () => {
  const identities = new Identities();
  for (const segment of [syn, ack]) identities.of('A', 40000, 'B', 80, segment);
  expect(identities.of('A', 40000, 'B', 80, syn).text).toBe('A:40000>B:80(2) SYN seq=0 len=0 #1');
  expect(identities.of('A', 40000, 'B', 80, ack).text).toBe('A:40000>B:80(2) ACK seq=1 len=0 #1');
});

test('a SYN after an RST in SYN-SENT is still the same one', () => {
  const identities = new Identities();
  for (const segment of [syn, { ...plain, rst: true }]) identities.of('A', 40000, 'B', 80, segment);
  expect(identities.of('A', 40000, 'B', 80, syn).nth).toBe(2);
});
