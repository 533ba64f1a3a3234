/** tcp_tw_reuse, as measured: the figures are those of the port exhaustion runs on Linux 6.18. */
import { describe, expect, test } from 'vitest';
import { add, issAfter, mayReuse, type ReuseQuestion } from '../../src/index.ts';
import { reach } from '../harness/reach.ts';

const ask = (question: Partial<ReuseQuestion>, ageMs: number, tcp_timestamps = true): boolean => {
  const tcb = reach('TIME-WAIT', { sysctls: { tcp_timestamps } }).timeWait('A');
  const defaults: ReuseQuestion = {
    now: tcb.enteredAt + ageMs * 1_000,
    tcp_tw_reuse: 2,
    tcp_tw_reuse_delay: 1_000_000,
    loopback: false,
    portWasBound: false,
  };
  return mayReuse(tcb, { ...defaults, ...question });
};

describe('may this port serve an outgoing connection?', () => {
  test.each<[string, Partial<ReuseQuestion>, number, boolean]>([
    ['0: never', { tcp_tw_reuse: 0 }, 59_000, false],
    ['0: not over loopback either', { tcp_tw_reuse: 0, loopback: true }, 59_000, false],
    ['1: after the delay', { tcp_tw_reuse: 1 }, 1_001, true],
    ['1: not at the delay itself', { tcp_tw_reuse: 1 }, 1_000, false],
    ['1: delay 200', { tcp_tw_reuse: 1, tcp_tw_reuse_delay: 200_000 }, 201, true],
    ['1: delay 3000', { tcp_tw_reuse: 1, tcp_tw_reuse_delay: 3_000_000 }, 2_999, false],
    ['2: over loopback', { loopback: true }, 1_001, true],
    ['2: elsewhere', {}, 59_000, false],
    ['bind() chose the port: at once, whatever the sysctl', { tcp_tw_reuse: 0, portWasBound: true }, 1, true],
  ])('%s', (_, question, age, expected) => {
    expect(ask(question, age)).toBe(expected);
  });

  test.each<Partial<ReuseQuestion>>([{ tcp_tw_reuse: 1 }, { loopback: true }, { portWasBound: true }])(
    'never without timestamps on the old connection: %o',
    (question) => {
      expect(ask(question, 59_000, false)).toBe(false);
    },
  );

  test('the new ISS is SND.NXT + 65537', () => {
    const tcb = reach('TIME-WAIT').timeWait('A');
    expect(issAfter(tcb)).toBe(add(tcb.sndNxt, 65_537));
  });

  test('a repeated FIN restarts 2 MSL but not the age', () => {
    const pair = reach('TIME-WAIT');
    const before = pair.timeWait('A');
    pair.now += 5_000_000;
    pair.inject('A', { ...pair.sent.findLast(({ segment, from }) => segment.fin && from === 'B')!.segment });
    expect(pair.timeWait('A').deadline).toBeGreaterThan(before.deadline);
    expect(pair.timeWait('A').enteredAt).toBe(before.enteredAt);
  });
});
