/** Who takes which edge: every script of the corpus, every shipped scenario, and the worlds of worlds.ts. */
import { run, SCENARIOS } from '@lastack/simulator';
import type { Trace } from '@lastack/trace';
import { playScript } from '../../src/index.ts';
import { corpus, parsed } from '../corpus.ts';
import { edgesTaken, type Edge } from './edges-taken.ts';
import { worlds } from './worlds.ts';

export const named = ({ from, on, to }: Edge): string => `${from}: ${on} → ${to}`;

export interface Coverage {
  /** By `named`: who takes the edge, scripts first. */
  readonly takers: ReadonlyMap<string, readonly string[]>;
  /** Runs whose first move of some socket does not start in CLOSED, or in the LISTEN of a listener that did. */
  readonly notFromClosed: readonly string[];
}

/** A child appears where its listener stands: in LISTEN. Everything else must begin in CLOSED. */
function startsClosed({ records }: Trace): boolean {
  const met = new Set<string>();
  const children = new Set<string>();
  for (const record of records) {
    if (record.type === 'socket' && record.parent !== null) children.add(`${record.host} ${record.socket}`);
    if (record.type !== 'state') continue;
    const socket = `${record.host} ${record.socket}`;
    if (!met.has(socket) && record.from !== (children.has(socket) ? 'LISTEN' : 'CLOSED')) return false;
    met.add(socket);
  }
  return true;
}

export function coverage(): Coverage {
  const takers = new Map<string, string[]>();
  const notFromClosed: string[] = [];
  const note = (name: string, trace: Trace): void => {
    if (!startsClosed(trace)) notFromClosed.push(name);
    for (const edge of new Set(edgesTaken(trace).map(named))) takers.set(edge, [...(takers.get(edge) ?? []), name]);
  };
  for (const script of corpus()) {
    const { ok, trace } = playScript(parsed(script), { profile: script.profile, strict: true });
    if (ok) note(script.path, trace);
  }
  for (const [name, scenario] of Object.entries(SCENARIOS)) note(`scenario ${name}`, run(scenario));
  for (const { name, trace } of worlds()) note(`world: ${name}`, trace);
  return { takers, notFromClosed };
}
