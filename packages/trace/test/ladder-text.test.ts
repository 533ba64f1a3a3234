import { describe, expect, test } from 'vitest';
import { ladderText, type Trace, type TraceRecord } from '../src/index.ts';
import { fourWayClose, lostLastAck, Scribe, simultaneousClose } from './traces.ts';

/** As a reader sees it: without the line of hosts' names, unless a test is about it. */
const body = (text: string): string => `\n${text.split('\n').slice(1).join('\n')}\n`;

test('the lost last ACK: B repeats its FIN, and 2 MSL begin again', () => {
  expect(`\n${ladderText(lostLastAck())}\n`).toBe(`
                A 10.0.0.1                                    B 10.0.0.2
   0 ms  ESTABLISHED │                                             │ LISTEN
                     │                                             │ ESTABLISHED
          FIN-WAIT-1 │ close(3) = 0                                │
                     ├─────── FIN,ACK seq=1 ack=1 len=0 ───────╮   │
  10 ms              │                                         ╰──▶│ CLOSE-WAIT
                     │                                close(4) = 0 │ LAST-ACK
                     │   ╭─────── FIN,ACK seq=1 ack=2 len=0 ───────┤
  20 ms    TIME-WAIT ┃◀──╯                                         │
                     ┃ (2 MSL: 60 s)                               │
                     ┠─ ACK seq=2 ack=2 len=0 ──✗ lost             │
                     ┃                 … 190 ms …                  │
 210 ms              ┃                    (retransmission timeout) │
                     ┃   ╭───── FIN,ACK seq=1 ack=2 len=0 #2 ──────┤
 220 ms              ┃◀──╯                                         │
                     ┃ (2 MSL again: 60 s)                         │
                     ┠───────── ACK seq=2 ack=2 len=0 ─────────╮   │
 230 ms              ┃                                         ╰──▶│ CLOSED
                     ┃                 … 59.99 s …                 │
60.22 s       CLOSED │ (2 MSL are over)                            │
`);
});

test('a simultaneous close: the FINs cross, and each turns in its own lane', () => {
  expect(body(ladderText(simultaneousClose(), { calls: false }))).toBe(`
   0 ms  ESTABLISHED │                                             │ LISTEN
                     │                                             │ ESTABLISHED
          FIN-WAIT-1 │                                             │
                     ├─────── FIN,ACK seq=1 ack=1 len=0 ───────╮   │
                     │                                         │   │ FIN-WAIT-1
                     │   ╭─────── FIN,ACK seq=1 ack=1 len=0 ───┼───┤
  10 ms              │   │                                     ╰──▶│ CLOSING
                     │   │ ╭──────── ACK seq=2 ack=2 len=0 ────────┤
             CLOSING │◀──╯ │                                       │
                     ├─────┼─── ACK seq=2 ack=2 len=0 ─────────╮   │
  20 ms    TIME-WAIT ┃◀────╯                                   │   │
                     ┃ (2 MSL: 60 s)                           │   │
                     ┃                                         ╰──▶┃ TIME-WAIT
                     ┃                               (2 MSL: 60 s) ┃
                     ┃                  … 60 s …                   ┃
60.02 s       CLOSED │ (2 MSL are over)                            ┃
                     │                            (2 MSL are over) │ CLOSED
`);
});

test('plain ASCII: no character of the drawing is above 126', () => {
  const text = ladderText(lostLastAck(), { ascii: true, calls: false });
  expect(text).toMatch(/^[\n\u0020-\u007e]*$/);
  expect(body(text).split('\n').slice(4, 11).join('\n')).toBe(
    `                     +------- FIN,ACK seq=1 ack=1 len=0 -------+   |
  10 ms              |                                         +-->| CLOSE-WAIT
                     |                                             | LAST-ACK
                     |   +------- FIN,ACK seq=1 ack=2 len=0 -------+
  20 ms    TIME-WAIT #<--+                                         |
                     # (2 MSL: 60 s)                               |
                     #- ACK seq=2 ack=2 len=0 --X lost             |`,
  );
});

test('中文：全角字符按两列计算，时序图不歪', () => {
  const trace = lostLastAck();
  const again = trace.records.findIndex(({ at }) => at === 210_000);
  expect(body(ladderText(trace, { language: 'zh-Hans', from: again }))).toBe(`
 210 ms  TIME-WAIT ┃                                                  │ LAST-ACK
                   ┃ （2 MSL：59.81 s）                               │
                   ┃                                     （重传超时） │
                   ┃   ╭──────── FIN,ACK seq=1 ack=2 len=0 #2 ────────┤
 220 ms            ┃◀──╯                                              │
                   ┃ （2 MSL 重新计时：60 s）                         │
                   ┠─────────── ACK seq=2 ack=2 len=0 ────────────╮   │
 230 ms            ┃                                              ╰──▶│ CLOSED
                   ┃                   … 59.99 s …                    │
60.22 s     CLOSED │ （2 MSL 到期）                                   │
`);
});

describe('a range of records', () => {
  const trace = fourWayClose();
  const close = trace.records.findIndex(({ at }) => at === 200_000);

  test('begins with the states that it finds, and draws a packet that was on its way before', () => {
    const finArrives = trace.records.findIndex((record) => record.type === 'arrive' && record.at === 210_000);
    expect(body(ladderText(trace, { from: finArrives, until: finArrives + 3 }))).toBe(`
210 ms  FIN-WAIT-1 │                                               │ ESTABLISHED
                   │            ┄── FIN,ACK seq=101 ack=1 len=0 ──▶│ CLOSE-WAIT
                   │       on its way ┄┄ ACK seq=1 ack=102 len=0 ──┤
`);
  });

  test('ends where it is told to: the packet is still on its way', () => {
    expect(body(ladderText(trace, { from: close, until: close + 4 }))).toBe(`
200 ms  ESTABLISHED │                                              │ ESTABLISHED
         FIN-WAIT-1 │ close(3) = 0                                 │
                    ├─ FIN,ACK seq=101 ack=1 len=0 ─┄┄ on its way  │
`);
  });
});

test('absolute numbers when asked for', () => {
  expect(ladderText(fourWayClose(), { numbers: 'absolute' })).toContain('FIN,ACK seq=1000101 ack=7000001');
});

test('the cursor and the first difference stand at the left margin; what is said of it has a line of its own', () => {
  const trace = lostLastAck();
  const wrong = trace.records.findIndex(
    (record) => record.type === 'transmit' && record.host === 'A' && record.at === 20_000,
  );
  const text = ladderText(trace, {
    until: wrong + 1,
    cursor: wrong - 3,
    mark: { record: wrong, text: 'expected: ACK 2; got: nothing' },
  });
  expect(body(text)).toBe(`
   0 ms  ESTABLISHED │                                             │ LISTEN
                     │                                             │ ESTABLISHED
          FIN-WAIT-1 │ close(3) = 0                                │
                     ├─────── FIN,ACK seq=1 ack=1 len=0 ───────╮   │
  10 ms              │                                         ╰──▶│ CLOSE-WAIT
                     │                                close(4) = 0 │ LAST-ACK
                     │   ╭─────── FIN,ACK seq=1 ack=2 len=0 ───────┤
► 20 ms    TIME-WAIT ┃◀──╯                                         │
                     ┃ (2 MSL: 60 s)                               │
✗                    ┠─ ACK seq=2 ack=2 len=0 ──✗ lost             │
         expected: ACK 2; got: nothing
`);
});

const plus = (trace: Trace, ...records: TraceRecord[]): Trace => ({
  ...trace,
  records: [...trace.records, ...records],
});

test('a note stands between the lifelines, broken where it is too long, in both kinds of script', () => {
  const trace = plus(
    new Scribe().done(),
    { at: 0, host: 'A', type: 'note', text: 'The kernel has acknowledged; what is missing is the application’s FIN.' },
    {
      at: 0,
      host: 'A',
      type: 'note',
      text: '内核已经替你回了 ACK，欠对端的是你的 FIN。内核已经替你回了 ACK，欠对端的是你的 FIN。',
    },
  );
  expect(body(ladderText(trace))).toBe(`
 0 ms       │     The kernel has acknowledged; what is missing is the     │
            │                     application’s FIN.                      │
            │ 内核已经替你回了 ACK，欠对端的是你的 FIN。内核已经替你回了  │
            │                  ACK，欠对端的是你的 FIN。                  │
`);
});

test('a copy that the network made begins at its original', () => {
  const pen = new Scribe().established();
  const data = pen.send('A', {}, 1, 1, 5);
  pen.at(10).arrive(data).at(40).arriveCopy(data);
  expect(body(ladderText(pen.done()))).toBe(`
 0 ms       │                                                           │ LISTEN
            ├────────────── PSH,ACK seq=1 ack=1 len=5 ──────┬───────╮   │
10 ms       │                                               │       ╰──▶│
40 ms       │                                               ╰── copy ──▶│
`);
});
