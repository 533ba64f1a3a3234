/** What happens when TIME-WAIT is too short or can be killed: the shortest way to an old segment in a new connection. */
import { expect, test } from 'vitest';
import { isLegal } from '@lastack/tcp';
import { ladderText, tellStory } from '@lastack/trace';
import { MSL_TICKS, retell, TICK, twoConnections } from '../src/index.ts';
import { found, machineWith } from './found.ts';

/** No fault at all: retransmission and overtaking are enough. */
const calm = { losses: 0, duplicates: 0, inFlight: 4 };

/** After the handshake, which is the same in all of them. */
const afterHandshake = (trace: Parameters<typeof ladderText>[0]): string =>
  ladderText(trace, { width: 80, from: trace.records.findIndex(({ at }) => at >= 40_000) });

test('RFC 1337: an RST kills TIME-WAIT, and an old octet is taken for a new one', () => {
  const space = twoConnections({ ...calm, machine: machineWith({ resetEndsTimeWait: true }) });
  const { problem, steps } = found(space);
  expect(problem).toEqual({
    property: 'old segments stay out',
    end: 'B',
    what: 'takes the text "x" of connection 1 in connection 2',
  });
  expect(afterHandshake(retell(space, steps))).toMatchInlineSnapshot(`
    "                    A 10.0.0.1                        B 10.0.0.2
      40 ms  ESTABLISHED :80 │                                 │ ESTABLISHED :40000
                             │ send(3, "x") = 1                │
                             ├─ PSH,ACK seq=1 ack=1 len=1 ─╮   │
      50 ms   FIN-WAIT-1 :80 │ shutdown(3, SHUT_WR) = 0    │   │
                             ├─ FIN,ACK seq=2 ack=1 len=0 ─┄┄  │
                             │           … 59.95 s …       │   │
       60 s                  │ (retransmission timeout)    │   │
                             ├─ FIN,PSH,ACK seq=1 ack=1 ─╮ │   │
    60.01 s                  │                           ╰─┼──▶│ CLOSE-WAIT :40000
                             │             recv(3) = 1 "x" │   │
                             │   ╭─── ACK seq=1 ack=3 len=0 ───┤
    60.02 s                  │   │    shutdown(3, SHUT_WR) = 0 │ LAST-ACK :40000
                             │   │ ╭─── FIN,ACK seq=1 ack=3 ───┤
    60.03 s    TIME-WAIT :80 ┃◀──┼─╯                       │   │
                             ┃   │ (2 MSL: 239.97 s)       │   │
                             ┠── ACK seq=3 ack=2 len=0 ──╮ │   │
    60.04 s                  ┃◀──╯                       │ │   │
                             ┠─ ACK seq=3 ack=2 len=0 ─╮ │ │   │
    60.05 s                  ┃                         │ ╰─┼──▶│ CLOSED :40000
    60.06 s                  ┃                         ╰───┼──▶│
                             ┃   ╭────── RST seq=2 len=0 ──┼───┤
    60.07 s       CLOSED :80 │◀──╯                         │   │
    60.08 s     SYN-SENT :80 │ connect(3, 10.0.0.2:80) = -1 …  │
                             ├───── SYN seq=0 len=0 ─────╮ │   │
    60.09 s                  │                           ╰─┼──▶│ SYN-RECEIVED :40000
                             │  ┄┄ SYN,ACK seq=0 ack=1 len=0 ──┤
     60.1 s                  │                             ╰──▶│ ESTABLISHED :40000
                             │                 recv(3) = 1 "x" │
                             │  on… ┄┄ ACK seq=1 ack=2 len=0 ──┤"
  `);
});

test('without TIME-WAIT an old octet gets in a few steps sooner', () => {
  const { problem, steps } = found(twoConnections({ ...calm, machine: machineWith({ msl: 0 }) }));
  expect(problem.what).toBe('takes the text "x" of connection 1 in connection 2');
  expect(steps.filter(({ step }) => step.type === 'tick').length).toBeLessThan(MSL_TICKS);
});

test('one MSL is not enough: the FIN that comes again outlives it', () => {
  const machine = machineWith({ msl: (MSL_TICKS / 2) * TICK });
  const space = twoConnections({ losses: 1, duplicates: 1, inFlight: 3, machine });
  const { problem, steps } = found(space);
  expect(problem.what).toBe('takes the FIN of connection 1 in connection 2');
  expect(afterHandshake(retell(space, steps))).toMatchInlineSnapshot(`
    "                     A 10.0.0.1                       B 10.0.0.2
       40 ms  ESTABLISHED :80 │                                │ ESTABLISHED :40000
                              │ send(3, "x") = 1               │
                              ├─── PSH,ACK seq=1 ack=1 ────╮   │
       50 ms                  │                            ╰──▶│
                              │                recv(3) = 1 "x" │
                              │   ╭── ACK seq=1 ack=2 len=0 ───┤
       60 ms                  │◀──╯                            │
       70 ms   FIN-WAIT-1 :80 │ shutdown(3, SHUT_WR) = 0       │
                              ├─── FIN,ACK seq=2 ack=1 ────╮   │
       80 ms                  │                            ╰──▶│ CLOSE-WAIT :40000
                              │   ╭── ACK seq=1 ack=3 len=0 ───┤
       90 ms   FIN-WAIT-2 :80 │◀──╯                            │
      100 ms                  │       shutdown(3, SHUT_WR) = 0 │ LAST-ACK :40000
                              │   ╭─── FIN,ACK seq=1 ack=3 ────┤
      110 ms    TIME-WAIT :80 ┃◀──╯                            │
                              ┃ (2 MSL: 119.89 s)              │
                              ┠── ACK seq=3 ack=2 len=0 ───╮   │
                              ┃          … 59.89 s …       │   │
        60 s                  ┃   (retransmission timeout) │   │
                              ┃   ╭─── FIN,ACK seq=1 ack=3 ┼───┤
     60.01 s                  ┃   │                        ╰──▶│ CLOSED :40000
                              ┃   │      … 59.99 s …           │
       120 s       CLOSED :80 │   │ (2 MSL are over)           │
    120.01 s     SYN-SENT :80 │ connect(3, 10.0.0.2:80) = -1…  │
                              ├───┼─ SYN seq=0 len=0 ──────╮   │
    120.02 s                  │   │                        ╰──▶│ SYN-RECEIVED :40000
                              │   │ ╭── SYN,ACK seq=0 ack=1 ───┤
    120.03 s  ESTABLISHED :80 │◀──┼─╯                          │
                              ├─ ACK seq=1 ack=1 len=0 ─┄┄     │
    120.04 s                  │   │ send(3, "yz") = 2          │
                              ├─ PSH,ACK seq=1 ack=1 len=2 ─┄┄ │
    120.05 s   CLOSE-WAIT :80 │◀──╯                            │
                              ├─ ACK seq=3 ack=2 len=0 ─┄┄     │"
  `);
});

test('2 MSL at the listener do not stop an old ACK: the new SYN itself draws it from TIME-WAIT, at the last moment', () => {
  const space = twoConnections({ ...calm, inFlight: 3, closesFirst: 'B' });
  const { problem, steps } = found(space);
  expect(problem.what).toBe('takes the ACK of connection 1 in connection 2');
  expect(afterHandshake(retell(space, steps))).toMatchInlineSnapshot(`
    "                     A 10.0.0.1                       B 10.0.0.2
       40 ms  ESTABLISHED :80 │                                │ ESTABLISHED :40000
                              │ send(3, "x") = 1               │
                              ├─── PSH,ACK seq=1 ack=1 ────╮   │
       50 ms                  │                            ╰──▶│
                              │                recv(3) = 1 "x" │
                              │   ╭── ACK seq=1 ack=2 len=0 ───┤
       60 ms                  │◀──╯                            │
       70 ms                  │       shutdown(3, SHUT_WR) = 0 │ FIN-WAIT-1 :40000
                              │   ╭─── FIN,ACK seq=1 ack=2 ────┤
       80 ms   CLOSE-WAIT :80 │◀──╯                            │
                              ├── ACK seq=2 ack=2 len=0 ───╮   │
       90 ms                  │                            ╰──▶│ FIN-WAIT-2 :40000
      100 ms     LAST-ACK :80 │ shutdown(3, SHUT_WR) = 0       │
                              ├─── FIN,ACK seq=2 ack=2 ────╮   │
      110 ms                  │                            ╰──▶┃ TIME-WAIT :40000
                              │              (2 MSL: 239.89 s) ┃
                              │   ╭── ACK seq=2 ack=3 len=0 ───┨
      120 ms       CLOSED :80 │◀──╯                            ┃
                              │         … 179.89 s …           ┃
    180.01 s     SYN-SENT :80 │ connect(3, 10.0.0.2:80) = -1…  ┃
                              ├───── SYN seq=0 len=0 ──────╮   ┃
    180.02 s                  │                            ╰──▶┃
                              │   ╭── ACK seq=2 ack=3 len=0 ───┨
                              │   │      … 59.98 s …           ┃
       240 s                  │   │ (retransmission timeout)   ┃
                              ├───┼ SYN seq=0 len=0 #2 ────╮   ┃
                              │   │       (2 MSL are over) │   │ CLOSED :40000
    240.01 s                  │   │                        ╰──▶│ SYN-RECEIVED :40000
                              │   │ ╭── SYN,ACK seq=0 ack=1 ───┤
    240.02 s  ESTABLISHED :80 │◀──┼─╯                          │
                              ├─ ACK seq=1 ack=1 len=0 ─┄┄     │
    240.03 s                  │   │ send(3, "yz") = 2          │
                              ├─ PSH,ACK seq=1 ack=1 len=2 ─┄┄ │
    240.04 s                  │◀──╯                            │"
  `);
});

test('a copy and a loss are told: one arrives without having been sent, one is sent and does not arrive', () => {
  const space = twoConnections({ inFlight: 4, losses: 1, duplicates: 1 });
  const trace = retell(space, [
    { step: { type: 'call', end: 'A', call: { type: 'send', bytes: 'x' } } },
    { step: { type: 'duplicate', flight: 0 } },
    { step: { type: 'lose', flight: 0 } },
    { step: { type: 'deliver', flight: 0 } },
    { step: { type: 'deliver', flight: 0 } },
  ]);
  expect(afterHandshake(trace)).toMatchInlineSnapshot(`
    "              A 10.0.0.1                                      B 10.0.0.2
    40 ms  ESTABLISHED │                                               │ ESTABLISHED
                       │ send(3, "x") = 1                              │
                       ├─ PSH,ACK seq=1 ack=1 len=1 ──┬──────╮         │
    50 ms              │                              ✗ lost │         │
    60 ms              │                                     ╰─ copy ─▶│
                       │                               recv(3) = 1 "x" │
                       │   ╭────────── ACK seq=1 ack=2 len=0 ──────────┤
    70 ms              │◀──╯                                           │"
  `);
});

test('a retelling is a whole trace: every move is in TRANSITIONS, packets arrive once, both languages tell it', () => {
  const space = twoConnections({ ...calm, machine: machineWith({ resetEndsTimeWait: true }) });
  const trace = retell(space, found(space).steps);
  const arrived = new Set<number>();
  for (const record of trace.records) {
    if (record.type === 'state') expect(isLegal(record.from, record.to), `${record.from} → ${record.to}`).toBe(true);
    if (record.type === 'arrive') {
      expect(arrived.has(record.packet.id)).toBe(false);
      arrived.add(record.packet.id);
    }
  }
  expect(JSON.parse(JSON.stringify(trace))).toEqual(trace);
  expect(tellStory(trace, 'en')).toHaveLength(trace.records.length);
  expect(tellStory(trace, 'zh-Hans')).toHaveLength(trace.records.length);
});
