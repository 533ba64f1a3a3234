/** Incidents of chance: several things go on at once, in lines of any order, some of them harmless. */
import type { Random } from '@lastack/exercise-kit';
import * as incidents from './incidents.ts';

type Maker = (random: Random) => readonly incidents.Part[];

const HARMLESS: readonly [Maker, ...Maker[]] = [
  (random) => [incidents.manyTimeWaits(random.integer(5, 25))],
  (random) => [incidents.busy('web', 443, random.integer(0, 6))],
  (random) => [incidents.passingCloseWaits('web', random.integer(1, 5))],
  (random) => [incidents.passingQueue('admin', 9_000, random.pick(['before', 'after']))],
  (random) => [incidents.outgoing('worker', incidents.range([40_000, random.integer(40_002, 40_010)]), '10.0.3.3:80')],
  // Together as many connections as there are ports; but to two destinations, or from two addresses.
  (random) => [
    incidents.outgoing('worker', incidents.range([40_000, 40_005]), '10.0.3.4:80'),
    incidents.outgoing('worker', incidents.range([40_006, 40_011]), random.pick(['10.0.3.4:81', '10.0.3.5:80'])),
  ],
  () => [
    incidents.outgoing('worker', incidents.range([40_000, 40_005]), '10.0.3.6:80'),
    incidents.outgoing('worker', incidents.range([40_006, 40_011]), '10.0.3.6:80', '10.0.0.9'),
  ],
  (random) => [incidents.unanswered('worker', 50, random.integer(0, 4))],
  (random) => [incidents.probed('cache', random.integer(0, 5), random.integer(0, 9))],
];

const ILL: readonly [Maker, ...Maker[]] = [
  (random) => [incidents.leak('crawler', 80, random.integer(1, 5), -1)],
  (random) => [incidents.leak('importer', 81, random.integer(1, 5), random.integer(0, 900))],
  (random) => [incidents.notAccepting('api', 8_080, random.integer(1, 9))],
  (random) => [incidents.notAccepting('login', 8_081, random.integer(1, 9), { used: 64, limit: 64 })],
  (random) => [
    incidents.leak('proxy', 82, random.integer(2, 6), -1, { used: 64, limit: 64 }),
    incidents.starvedBy('proxy', 8_082, random.integer(1, 6), { used: 64, limit: 64 }),
  ],
  () => [incidents.outOfPorts('worker', '10.0.3.1:5432')],
  (random) => [incidents.unanswered('worker', random.integer(0, 40), random.integer(5, 14))],
];

export function caseAtRandom(random: Random): incidents.Case {
  const some = (makers: readonly [Maker, ...Maker[]], one: number): incidents.Part[] =>
    makers.filter(() => random.oneIn(one)).flatMap((make) => make(random));
  return incidents.caseOf(shuffled(random, [...some(HARMLESS, 2), ...some(ILL, 3)]));
}

function shuffled<T>(random: Random, items: readonly T[]): T[] {
  const rest = [...items];
  return items.map(() => rest.splice(random.integer(0, rest.length - 1), 1)[0] as T);
}
