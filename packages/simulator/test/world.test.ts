import { describe, expect, test } from 'vitest';
import { createMachine, NO_OPTIONS, seq, type Machine, type Segment } from '@lastack/tcp';
import { createWorld, run, SCENARIOS } from '../src/index.ts';
import { play } from './playing.ts';
import { of, states } from './reading.ts';

const scenario = SCENARIOS['four-way-close'];

describe('a world', () => {
  test('observed or not, in one go or step by step, it ends in the same way', () => {
    const ends = [createWorld(scenario), createWorld(scenario, { observe: () => undefined }), createWorld(scenario)];
    ends[0]!.advance(70_000_000);
    ends[1]!.advance(70_000_000);
    for (let at = ends[2]!.next(); at !== null; at = ends[2]!.next()) ends[2]!.advance(at);
    ends[2]!.advance(70_000_000);
    const views = ends.map((world) => JSON.stringify([world.query('A'), world.query('B')]));
    expect(new Set(views).size).toBe(1);
  });

  test('running changes neither the scenario nor its own earlier records', () => {
    const frozen = JSON.parse(JSON.stringify(scenario), (_, value: unknown) => Object.freeze(value)) as typeof scenario;
    const trace = run(frozen);
    expect(trace.records.map(({ at }) => at)).toEqual(trace.records.map(({ at }) => at).sort((a, b) => a - b));
    expect(JSON.parse(JSON.stringify(trace))).toEqual(trace);
  });

  test('every result answers a call, and every open descriptor is closed once', () => {
    const trace = run(scenario);
    const calls = of(trace, 'call').map(({ id }) => id);
    expect(
      of(trace, 'result')
        .map(({ id }) => id)
        .sort(),
    ).toEqual([...calls].sort());
    const balance = of(trace, 'descriptor')
      .filter(({ host }) => host === 'A')
      .map(({ action }) => action);
    expect(balance).toEqual(['opened', 'closed']);
  });

  test('the clocks of a live connection can be asked for', () => {
    const { call, pair, pass, world } = play();
    const { a } = pair();
    call('A', { call: 'close', fd: a });
    pass(100);
    const [socket] = world.query('A').sockets;
    expect(socket).toMatchObject({ state: 'FIN-WAIT-2', timer: { timer: 'fin-wait-2' } });
  });

  test('inject: a packet of nobody’s is answered to nobody’s address', () => {
    const { records, world } = play();
    const segment: Segment = {
      seq: seq(7),
      ack: null,
      wnd: 1_000,
      syn: true,
      fin: false,
      rst: false,
      psh: false,
      text: '',
      options: NO_OPTIONS,
    };
    const source = { address: '192.0.2.1', port: 1_234 };
    world.inject({ source, destination: { address: '10.0.0.2', port: 80 }, segment });
    expect(records.map(({ type }) => type)).toEqual(['arrive', 'transmit', 'drop']);
    expect(records[1]).toMatchObject({ packet: { destination: source, segment: { rst: true, ack: 8 } } });
  });

  test('unknown hosts and impossible settings are refused with their name', () => {
    expect(() => createWorld(scenario).query('C')).toThrow('No host is called C');
    const hosts = { A: { sysctls: { 'net.ipv4.tcp_fin': 1 } }, B: {} };
    expect(() => createWorld({ ...scenario, hosts })).toThrow('net.ipv4.tcp_fin = 1');
  });
});

describe('the machine is given, not built in', () => {
  const linux = createMachine({ profile: 'linux' });

  test('one for each host', () => {
    const told: string[] = [];
    const spy = (name: string): Machine => ({
      step(tcb, event, env) {
        told.push(name);
        return linux.step(tcb, event, env);
      },
    });
    expect(JSON.stringify(run(scenario, { machine: { A: spy('A'), B: spy('B') } }))).toBe(
      JSON.stringify(run(scenario)),
    );
    expect(new Set(told)).toEqual(new Set(['A', 'B']));
  });

  test('TIME-WAIT left out: nothing is left at once after the last ACK', () => {
    const impatient: Machine = {
      step(tcb, event, env) {
        const transition = linux.step(tcb, event, env);
        if (transition.tcb.state !== 'TIME-WAIT') return transition;
        const later = { ...env, now: env.now + 60_000_000 };
        const { tcb: closed } = linux.step(transition.tcb, { type: 'timeout', timer: 'time-wait' }, later);
        return { tcb: closed, effects: transition.effects };
      },
    };
    const trace = run(scenario, { machine: { A: impatient } });
    expect(states(trace, 'A').at(-1)).toBe('CLOSED');
    expect(trace.end).toBeLessThan(1_000_000);
  });

  test('a clock that never stops is named, and does not hold the world', () => {
    const stuck: Machine = {
      step: (tcb, event, env) => (event.type === 'timeout' ? { tcb, effects: [] } : linux.step(tcb, event, env)),
    };
    const lost = { ...scenario, faults: [{ packet: { has: 'FIN' }, fate: 'drop' as const }] };
    expect(() => run(lost, { machine: { A: stuck } })).toThrow(
      /host A leaves its retransmission timer running in FIN-WAIT-1/,
    );
    expect(() => run(scenario, { machine: { A: stuck } })).toThrow(/timer running in (FIN-WAIT-2|TIME-WAIT)/);
  });

  test('a clock that is set for a moment that has passed is due at once', () => {
    const hasty: Machine = {
      step(tcb, event, env) {
        const { tcb: after, effects } = linux.step(tcb, event, env);
        if (event.type !== 'call' || after.state !== 'SYN-SENT') return { tcb: after, effects };
        return { tcb: { ...after, timers: { ...after.timers, retransmission: env.now - 7_000 } }, effects };
      },
    };
    const script = [{ at: 50, host: 'A', call: 'connect', socket: 'a', to: 'B', port: 80 } as const];
    const trace = run({ version: 1, hosts: { A: {}, B: {} }, script }, { machine: { A: hasty } });
    const syns = of(trace, 'transmit').filter(({ packet }) => packet.segment.syn);
    expect(syns.slice(0, 2).map(({ at }) => at)).toEqual([50_000, 50_000]);
  });

  test('an illegal move is not made, and can be asked for', () => {
    const machine = createMachine({
      states: {
        'TIME-WAIT': {
          step: (tcb) => ({ tcb: { ...tcb, state: 'ESTABLISHED' } as unknown as typeof tcb, effects: [] }),
        },
      },
    });
    const world = createWorld(SCENARIOS['lost-last-ack'], { machine: { A: machine } });
    world.advance(1_000_000);
    expect(world.query('A').illegalMoves[0]).toMatchObject({ from: 'TIME-WAIT', to: 'ESTABLISHED' });
  });
});
