/** Each property meets a machine that breaks it: a check that cannot fail proves nothing. */
import { NO_EFFECTS, type Effect, type Machine, type Transition } from '@lastack/tcp';
import { describe, expect, test } from 'vitest';
import { openAndClose, retell, textOneWay, twoConnections } from '../src/index.ts';
import { found, machineWith } from './found.ts';

const right = machineWith({});

/** The right machine, with something done to what it answers. */
const bent = (bend: (transition: Transition) => Transition): Machine => ({
  step: (tcb, event, env) => bend(right.step(tcb, event, env)),
});

describe('no text lost or repeated', () => {
  test('an octet that is given to the application twice', () => {
    const machine = bent(({ tcb, effects }) => ({
      tcb,
      effects: effects.flatMap((effect): readonly Effect[] =>
        effect.type === 'deliver' ? [effect, effect] : [effect],
      ),
    }));
    const { problem } = found(textOneWay({ machine }));
    expect(problem).toMatchObject({ property: 'no text lost or repeated', end: 'B', what: 'has "xx", sent was "x"' });
  });

  test('an octet that is acknowledged and never given', () => {
    const machine = bent(({ tcb, effects }) => ({ tcb, effects: effects.filter(({ type }) => type !== 'deliver') }));
    const { problem } = found(textOneWay({ machine }));
    expect(problem).toMatchObject({
      property: 'no text lost or repeated',
      end: 'A',
      what: 'believes that 1 octets have come, and the other end has 0',
    });
  });

  test('a TIME-WAIT that is silent when the FIN comes again: the peer is reset', () => {
    const states = {
      'TIME-WAIT': {
        step: (...[tcb, event, env]: Parameters<Machine['step']>) =>
          event.type === 'segment' ? { tcb, effects: NO_EFFECTS } : right.step(tcb, event, env),
      },
    };
    const { problem } = found(textOneWay({ machine: machineWith({}, states), duplicates: 0 }));
    expect(problem).toMatchObject({ property: 'no text lost or repeated', what: 'loses its connection: reset' });
  });
});

describe('no reset from outside', () => {
  test('a machine that believes an RST with the number of the FIN (Linux, RCV.NXT − 1)', () => {
    const space = openAndClose({ machine: machineWith({ resetAtFin: true }), losses: 0, duplicates: 0 });
    const { problem, steps } = found(space);
    expect(problem).toMatchObject({ property: 'no reset from outside' });
    expect(problem.what).toMatch(/^is ended in (CLOSE-WAIT|LAST-ACK|CLOSING) by an RST from outside its window$/);
    expect(steps.at(-1)?.step.type).toBe('forge');
  });
});

describe('it ends', () => {
  test('a LAST-ACK that does not send its FIN again', () => {
    const states = {
      'LAST-ACK': {
        step: (...[tcb, event, env]: Parameters<Machine['step']>) =>
          event.type === 'timeout' && tcb.state !== 'TIME-WAIT'
            ? { tcb: { ...tcb, timers: { ...tcb.timers, retransmission: null } }, effects: NO_EFFECTS }
            : right.step(tcb, event, env),
      },
    };
    const space = textOneWay({ machine: machineWith({}, states), properties: ['it ends'] });
    const { problem, steps } = found(space);
    expect(problem).toMatchObject({ property: 'it ends' });
    expect(problem.what).toContain('LAST-ACK');
    // Played on, the trace shows the state that the sentence names.
    const { onward = [] } = problem;
    expect(onward.length).toBeGreaterThan(0);
    const { records } = retell(space, [...steps, ...onward.map((step) => ({ step }))]);
    const entered = records.flatMap((record) => (record.type === 'state' ? [`${record.host} in ${record.to}`] : []));
    const last = (side: string) => entered.findLast((state) => state.startsWith(side));
    expect(problem.what).toContain(`${last('A')} and ${last('B')}`);
  });
});

describe('old segments stay out', () => {
  test('TIME-WAIT whose FIN comes again and which does not begin anew', () => {
    const states = {
      'TIME-WAIT': {
        step(...[tcb, event, env]: Parameters<Machine['step']>) {
          const { tcb: next, effects } = right.step(tcb, event, env);
          const kept =
            next.state === 'TIME-WAIT' && tcb.state === 'TIME-WAIT' ? { ...next, deadline: tcb.deadline } : next;
          return { tcb: kept, effects };
        },
      },
    };
    const { problem } = found(twoConnections({ machine: machineWith({}, states), duplicates: 0, inFlight: 3 }));
    expect(problem).toMatchObject({ what: 'takes the FIN of connection 1 in connection 2' });
  });
});

describe('the contract of a machine', () => {
  test('a TIME-WAIT that does not stop its clock', () => {
    const states = {
      'TIME-WAIT': {
        step: (...[tcb, event, env]: Parameters<Machine['step']>) =>
          event.type === 'timeout' ? { tcb, effects: NO_EFFECTS } : right.step(tcb, event, env),
      },
    };
    const { problem } = found(textOneWay({ machine: machineWith({}, states), losses: 0, duplicates: 0 }));
    expect(problem).toMatchObject({
      property: 'the contract of a machine',
      what: 'leaves its time-wait clock running after it went off',
    });
  });

  test('a TIME-WAIT that listens again', () => {
    const states = {
      'TIME-WAIT': {
        step: (...[tcb, event, env]: Parameters<Machine['step']>) =>
          event.type === 'timeout'
            ? right.step(
                right.step(tcb, { type: 'call', call: { type: 'abort' } }, env).tcb,
                { type: 'call', call: { type: 'open', mode: 'passive' } },
                env,
              )
            : right.step(tcb, event, env),
      },
    };
    const { problem } = found(textOneWay({ machine: machineWith({}, states), losses: 0, duplicates: 0 }));
    expect(problem).toMatchObject({
      property: 'the contract of a machine',
      what: 'moves from TIME-WAIT to LISTEN on timeout time-wait, which no TCP does',
    });
  });
});
