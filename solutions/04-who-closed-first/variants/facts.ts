// variant: the capture becomes a set of facts, and the answer is read off a table of them
type End = 'a' | 'b';
interface Packet {
  readonly from: End;
  readonly seq: number;
  readonly ack: number | null;
  readonly length: number;
  readonly syn: boolean;
  readonly fin: boolean;
  readonly rst: boolean;
}
interface Close {
  readonly first: End | 'crossed' | null;
  readonly how: 'fin' | 'rst' | 'open';
  readonly segments: number | null;
}

type Fact = 'finA' | 'finB' | 'ackA' | 'ackB' | 'rstA' | 'rstB' | 'aKnew' | 'bKnew';

export function readClose(packets: readonly Packet[]): Close {
  const places = new Map<Fact, number>();
  const learn = (fact: Fact, place: number): void => void (places.has(fact) || places.set(fact, place));
  const ends: Partial<Record<End, number>> = {};
  for (const { from, seq, length, fin } of packets) if (fin) ends[from] ??= (seq + length + 1) | 0;

  packets.forEach(({ from, ack, fin, rst }, place) => {
    const covers = (end: number | undefined): boolean => end !== undefined && ack !== null && (ack | 0) === end;
    const facts: readonly (readonly [boolean, Fact])[] =
      from === 'a'
        ? [
            [fin && !places.has('finA') && covers(ends.b), 'aKnew'],
            [fin, 'finA'],
            [!rst && covers(ends.b), 'ackB'],
            [rst, 'rstA'],
          ]
        : [
            [fin && !places.has('finB') && covers(ends.a), 'bKnew'],
            [fin, 'finB'],
            [!rst && covers(ends.a), 'ackA'],
            [rst, 'rstB'],
          ];
    for (const [holds, fact] of facts) if (holds) learn(fact, place);
  });

  const has = (...facts: readonly Fact[]): boolean => facts.every((fact) => places.has(fact));
  const complete = has('finA', 'finB', 'ackA', 'ackB');
  const needed = (['finA', 'finB', 'ackA', 'ackB'] as const).map((fact) => places.get(fact));
  return {
    first: FIRST.find(([facts]) => has(...facts))?.[1] ?? null,
    how: complete ? 'fin' : has('rstA') || has('rstB') ? 'rst' : 'open',
    segments: complete ? new Set(needed).size : null,
  };
}

const FIRST: readonly (readonly [readonly Fact[], Close['first']])[] = [
  [['finA', 'finB', 'bKnew'], 'a'],
  [['finA', 'finB', 'aKnew'], 'b'],
  [['finA', 'finB'], 'crossed'],
  [['finA'], 'a'],
  [['finB'], 'b'],
  [['rstA', 'rstB'], 'crossed'],
  [['rstA'], 'a'],
  [['rstB'], 'b'],
];
