import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { seq, type TimeWait } from '@lastack/tcp';
import { Agenda } from '../src/agenda.ts';
import { FourTuples } from '../src/four-tuples.ts';
import { PackedTcbs } from '../src/packed.ts';
import { WaitingRoom } from '../src/waiting.ts';

describe('the agenda', () => {
  test('gives what was added in order of time, and at one instant in order of adding', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.integer({ min: 0, max: 20 }), fc.constant(null)), { maxLength: 200 }),
        (steps) => {
          const agenda = new Agenda<number>();
          let model: { at: number; item: number }[] = [];
          steps.forEach((at, item) => {
            if (at === null) {
              if (agenda.size === 0) return;
              expect({ at: agenda.at, item: agenda.item }).toEqual(model[0]);
              agenda.drop();
              model.shift();
              return;
            }
            agenda.add(at, item);
            model = [...model, { at, item }].sort((a, b) => a.at - b.at || a.item - b.item);
          });
          expect(agenda.size).toBe(model.length);
        },
      ),
    );
  });
});

describe('four-tuples', () => {
  test('find what was added and not removed, as a Map would', () => {
    const key = fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 60 }));
    fc.assert(
      fc.property(fc.array(fc.tuple(key, fc.boolean()), { maxLength: 400 }), (steps) => {
        const tuples = new FourTuples();
        const model = new Map<string, number>();
        for (const [[addresses, ports], remove] of steps) {
          const name = `${addresses} ${ports}`;
          const row = model.get(name) ?? -1;
          expect(tuples.find(addresses, ports)).toBe(row);
          if (row < 0) model.set(name, tuples.add(addresses, ports));
          else if (remove) {
            tuples.remove(row);
            model.delete(name);
          }
          expect(tuples.size).toBe(model.size);
        }
        for (const [name, row] of model) {
          expect([tuples.addressesOf(row), tuples.portsOf(row)].join(' ')).toBe(name);
          expect(new Set(model.values()).size).toBe(model.size);
        }
      }),
    );
  });
});

const waiting = (n: number, extra: object = {}): TimeWait =>
  ({
    state: 'TIME-WAIT',
    sndNxt: seq(0xffff_fff0 + n),
    rcvNxt: seq(n),
    deadline: 60_000_000 + n,
    tsRecent: n % 2 === 0 ? null : n,
    ...extra,
  }) as unknown as TimeWait;

describe('packed TIME-WAIT Tcbs', () => {
  test('come back equal, key for key, whatever a machine remembers', () => {
    const packed = new PackedTcbs();
    const odd = [
      waiting(3, { note: 'mine' }),
      waiting(4, { rcvNxt: true }),
      waiting(5, { tsRecent: [1] }),
      waiting(6, { rcvNxt: NaN }),
      waiting(7, { rcvNxt: -0 }),
      { state: 'TIME-WAIT' } as unknown as TimeWait,
    ];
    const all = [waiting(0), waiting(1), ...odd, ...Array.from({ length: 300 }, (_, i) => waiting(i))];
    all.forEach((tcb, place) => packed.set(place, tcb));
    all.forEach((tcb, place) => {
      expect(packed.get(place)).toStrictEqual(tcb);
      expect(Object.keys(packed.get(place))).toEqual(Object.keys(tcb));
    });
    packed.set(2, waiting(9));
    expect(packed.get(2)).toStrictEqual(waiting(9));
  });
});

describe('the waiting room', () => {
  test('whoever is due first stands first, through re-arming and leaving', () => {
    const step = fc.tuple(fc.constantFrom('enter', 'update', 'leave'), fc.nat(30), fc.nat(100));
    fc.assert(
      fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
        const room = new WaitingRoom();
        const due = new Map<number, number>();
        for (const [what, which, at] of steps) {
          const place = [...due.keys()][which % Math.max(1, due.size)];
          if (what === 'enter') due.set(room.enter(which, which, waiting(at), at, 0), at);
          else if (place === undefined) continue;
          else if (what === 'leave') {
            room.leave(place);
            due.delete(place);
          } else {
            room.update(place, waiting(at), at);
            due.set(place, at);
          }
          const order = [...room.places()].map((each) => room.dueOf(each));
          expect(order).toEqual([...due.values()].sort((a, b) => a - b));
          expect(room.size).toBe(due.size);
        }
      }),
    );
  });
});
