/** TRANSITIONS.md of @lastack/tcp: every edge of EDGES.md, and who takes it from outside. */
import { edgeList } from './edge-list.ts';
import { named, type Coverage } from './coverage.ts';

export const PAGE = new URL('../../../tcp/TRANSITIONS.md', import.meta.url);

const link = (taker: string): string =>
  taker.endsWith('.pkt') ? `[${taker.slice(0, -'.pkt'.length)}](../packetdrill/scripts/${taker})` : taker;

function taken(takers: readonly string[]): string {
  const [first, ...others] = takers;
  if (first === undefined) return 'nobody';
  return `${link(first)}${others.length === 0 ? '' : ', and others'}`;
}

export function page({ takers }: Coverage): string {
  const edges = edgeList();
  const reached = edges.filter((edge) => takers.has(named(edge))).length;
  const rows = edges.map(
    (edge) => `| ${edge.from} | ${edge.on} | ${edge.to} | ${edge.where} | ${taken(takers.get(named(edge)) ?? [])} |`,
  );
  return `# Who takes which edge

${reached} of the ${edges.length} edges of [EDGES.md](EDGES.md) are taken from outside, from CLOSED on: by packetdrill scripts,
shipped scenarios and worlds of two hosts. No other edge is taken.

What happened is read from outside: the segment that arrived, the call that was made, the clock that ran out. Made by
\`npm run transitions -w packages/packetdrill\`; a test fails when this page is out of date.

| from | event | to | where it is written | taken by |
| --- | --- | --- | --- | --- |
${rows.join('\n')}
`;
}
