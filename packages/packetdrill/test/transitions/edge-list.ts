/** EDGES.md of @lastack/tcp, the list of edges that was written by hand, as data. */
import { readFileSync } from 'node:fs';
import { STATES, type State } from '@lastack/tcp';

export interface ListedEdge {
  readonly from: State;
  readonly on: string;
  readonly to: State;
  /** The section that asks for it. */
  readonly where: string;
}

const isState = (text: string | undefined): text is State => STATES.some((state) => state === text);

/** In the order of the page. Rows of other tables there do not begin with a state. */
export function edgeList(): readonly ListedEdge[] {
  const edges: ListedEdge[] = [];
  for (const line of readFileSync(new URL('../../../tcp/EDGES.md', import.meta.url), 'utf8').split('\n')) {
    const [from, on, to, where] = line
      .split('|')
      .slice(1)
      .map((cell) => cell.trim());
    if (isState(from) && isState(to)) edges.push({ from, on: on ?? '', to, where: where ?? '' });
  }
  return edges;
}
