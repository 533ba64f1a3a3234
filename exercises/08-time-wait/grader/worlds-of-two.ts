/** Two more worlds: both ends wait; and a client calls again. */
import { text } from '@lastack/exercise-kit';
import type { Scenario } from '@lastack/simulator';
import type { TimeWait } from './play.ts';
import { REDIAL, SILENCE } from './rules.ts';
import { BARE, broken, firstRecord, opening, runWith, waitOf } from './world.ts';

/** Both close at once, both wait, and one ACK comes twice. That must be the end of it. */
export function waitTogether(timeWait: TimeWait): void {
  const scenario: Scenario = {
    version: 1,
    hosts: { A: BARE, B: BARE },
    script: [
      ...opening('hello'),
      { at: 300, host: 'A', call: 'close', socket: 'a' },
      { at: 300, host: 'B', call: 'close', socket: 'b' },
    ],
    faults: [{ packet: { from: 'B', flags: 'ACK', seq: 2, nth: 1 }, fate: 'duplicate', by: 500 }],
    until: 10_000,
  };
  const trace = runWith(timeWait, scenario, ['A', 'B']);
  const waiting = Math.max(waitOf(trace, 'A').from, waitOf(trace, 'B').from);
  const spoken = firstRecord(trace, (record) => record.type === 'transmit' && record.at > waiting);
  if (spoken === null) return;
  const many = trace.records.filter((record) => record.type === 'transmit' && record.at > waiting).length;
  broken(SILENCE, trace, spoken, {
    tried: [
      text(
        'A and B close at the same moment; both wait in TIME-WAIT with your function',
        'A 和 B 同时关闭，都进入 TIME-WAIT（都用你的函数）',
      ),
      text("the network delivers B's last ACK a second time", '网络把 B 的最后一个 ACK 又送了一遍'),
    ],
    expected: text('silence', '安静'),
    got: text(`ACK for ACK: ${many} segments in ten seconds`, `ACK 换 ACK：十秒里 ${many} 个报文段`),
  });
}

/** The server closed first and waits; its client calls again from the same port, and need not wait. */
export function redial(timeWait: TimeWait): void {
  const { iss: _, ...host } = BARE;
  const scenario: Scenario = {
    version: 1,
    hosts: { A: host, B: host },
    script: [
      ...opening('hello'),
      { at: 300, host: 'B', call: 'close', socket: 'b' },
      { at: 400, host: 'A', call: 'close', socket: 'a' },
      { at: 1_000, host: 'B', call: 'accept', socket: 'listener', as: 'again' },
      { at: 1_000, host: 'A', call: 'connect', socket: 'second', to: 'B', port: 80, from: 40_000 },
    ],
    until: 10_000,
  };
  const trace = runWith(timeWait, scenario, ['B']);
  const established = firstRecord(
    trace,
    (record) => record.type === 'state' && record.host === 'A' && record.to === 'ESTABLISHED' && record.at >= 1_000_000,
  );
  // One round trip of 20 ms: no detour over an RST and a second SYN.
  if (established !== null && trace.records[established]?.at === 1_020_000) return;
  const answer = firstRecord(
    trace,
    (record) => record.type === 'transmit' && record.host === 'B' && record.at >= 1_000_000,
  );
  broken(REDIAL, trace, answer, {
    tried: [
      text('B closes first and waits in TIME-WAIT with your function', 'B 先关，在 TIME-WAIT 等（用你的函数）'),
      text('A calls again from the same port; its SYN is newer', 'A 用同一个端口再拨，SYN 比旧连接新'),
    ],
    expected: text('the listener takes the SYN: SYN,ACK', '监听套接字接下 SYN：SYN,ACK'),
    got: text('TIME-WAIT answers it, or nobody does', '回应它的是 TIME-WAIT，或者没人回应'),
  });
}
