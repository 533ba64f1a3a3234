/** The border over the direct transport: the same words and the same freezing as over a wire. */
import { describe, expect, test } from 'vitest';
import { directTransport, functionBorder, programBorder } from '../src/border-door.ts';
import { programOf } from '../src/border-program.ts';

const border = (subject: Record<string, unknown>, name = 'next') =>
  functionBorder([name], () => directTransport({ subject, replyBytes: 1024 }))[name]!;

describe('#subject of functions', () => {
  test('an answer is a frozen copy', () => {
    const kept = { seq: 1 };
    const answer = border({ next: () => kept })();
    expect(answer).toEqual(kept);
    expect(answer).not.toBe(kept);
    expect(Object.isFrozen(answer)).toBe(true);
  });

  test('an argument cannot be changed, and the test keeps its own', () => {
    const connection = { rcv: { nxt: 7 } };
    const next = border({ next: (c: typeof connection) => void (c.rcv.nxt = 8) });
    expect(() => next(connection)).toThrow('next threw TypeError: it changes a value that is frozen');
    expect(connection.rcv.nxt).toBe(7);
  });

  test('only names of exercise.json exist, and only functions answer', () => {
    expect(() => border({ other: () => 1 })()).toThrow('does not export a function called next');
    expect(() => border({ next: 1 })()).toThrow('does not export a function called next');
    expect(() => border({}, 'toString')()).toThrow('does not export a function called toString');
  });

  test.each<[string, unknown, string]>([
    ['an Error', new RangeError('too far'), 'next threw RangeError: too far'],
    ['a string', 'no', 'next threw no'],
    ['null', null, 'next threw null'],
    ['what cannot be shown', { toString: () => { throw 1; } }, 'next threw something that cannot be shown'], // prettier-ignore
  ])('%s that is thrown is told', (_, thrown, says) => {
    expect(() => border({ next: () => { throw thrown; } })()).toThrow(says); // prettier-ignore
  });

  test('what a test sends is checked, too', () => {
    expect(() => border({ next: () => 1 })(1, { at: NaN })).toThrow('argument 2 of next.at is NaN');
    expect(() => border({ next: () => 1 })(undefined)).toThrow('argument 1 of next is undefined');
  });
});

describe('#subject of a program', () => {
  test('programOf finds start on the border, and nowhere else', () => {
    const handle = {
      call: async () => 1,
      signal() {},
      exit: Promise.resolve({ code: 0, signal: null }),
      output: () => '',
    };
    expect(programOf(programBorder(() => handle)).start()).toBe(handle);
    expect(() => programOf({ start: () => handle })).toThrow('#subject is not the border of a program');
  });
});
