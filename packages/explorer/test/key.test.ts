/** Moments with one key have one future: what the key leaves out, no step ever asks. */
import { expect, test } from 'vitest';
import { openAndClose, textBothWays, twoConnections, type TcpSpace, type TcpState } from '../src/index.ts';

/** Where each way on leads, by key, sorted; states outside the bounds lead nowhere here. */
const future = (space: TcpSpace, state: TcpState): string =>
  [...new Set(space.next(state).map((successor) => String(space.key(successor.state))))].sort().join('\n');

/** Walks the whole space; every second meeting with a key must promise what the first did, one step and two steps on. */
function differences(space: TcpSpace): string[] {
  const futures = new Map<string, string>();
  const found: string[] = [];
  let merged = 0;
  let level = [...space.initial];
  const compare = (state: TcpState): void => {
    const known = futures.get(String(space.key(state)));
    if (known !== undefined && known !== future(space, state)) found.push(String(space.key(state)));
  };
  while (level.length > 0) {
    const next: TcpState[] = [];
    for (const state of level) {
      const key = String(space.key(state));
      if (!(space.isInside?.(state, null) ?? true)) continue;
      if (futures.has(key)) {
        merged += 1;
        compare(state);
        for (const successor of space.next(state)) compare(successor.state);
        continue;
      }
      futures.set(key, future(space, state));
      for (const successor of space.next(state)) next.push(successor.state);
    }
    level = next;
  }
  expect(merged).toBeGreaterThan(2_000);
  return found;
}

test('two connections with a copy', () => {
  expect(differences(twoConnections({ losses: 0, duplicates: 1, inFlight: 3 }))).toEqual([]);
});

test('text both ways with a loss', () => {
  expect(differences(textBothWays({ losses: 1, duplicates: 0, inFlight: 2 }))).toEqual([]);
});

test('from the SYN on, with a loss and a copy', () => {
  expect(differences(openAndClose({ inFlight: 2, forgedResets: false }))).toEqual([]);
});
