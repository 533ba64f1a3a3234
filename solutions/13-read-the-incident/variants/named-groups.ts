// variant: one pattern with named groups reads a line, a generator a look; the proofs gather in a map
/** An incident, read from two looks at the sockets of a machine. */

export interface Incident {
  readonly before: readonly string[];
  readonly after: readonly string[];
  readonly descriptors: { readonly [program: string]: { readonly used: number; readonly limit: number } };
  readonly portRange: readonly [number, number];
}

export type Cause =
  'forgets-close' | 'stops-reading' | 'not-accepting' | 'out-of-descriptors' | 'out-of-ports' | 'peer-gone';

export type Action = 'mend-the-program' | 'raise-the-limit' | 'reuse-connections' | 'set-a-user-timeout';

export interface Finding {
  readonly cause: Cause;
  readonly lines: readonly number[];
  readonly action: Action;
}

const LINE =
  /^(?<state>\S+)\s+(?<recvQ>\d+)\s+\d+\s+(?<local>\S+):(?<port>\d+)\s+(?<peer>\S+:[\d*]+)(?=\s|$)(?:.*users:\(\("(?<owner>[^"]*)")?(?:.*timer:\(on,[^,]*,(?<tries>\d+)\))?/;

const ACTIONS: Readonly<Record<Cause, Action>> = {
  'forgets-close': 'mend-the-program',
  'stops-reading': 'mend-the-program',
  'not-accepting': 'mend-the-program',
  'out-of-descriptors': 'raise-the-limit',
  'out-of-ports': 'reuse-connections',
  'peer-gone': 'set-a-user-timeout',
};

function* read(look: readonly string[]) {
  for (const [index, line] of look.entries()) {
    const it = LINE.exec(line)?.groups;
    if (it)
      yield {
        index,
        state: it['state']!,
        recvQ: Number(it['recvQ']),
        local: it['local']!,
        port: Number(it['port']),
        peer: it['peer']!,
        owner: it['owner'],
        tries: Number(it['tries'] ?? 0),
        key: `${it['state']} ${it['local']}:${it['port']} ${it['peer']}`,
      };
  }
}

export function diagnose({ before, after, descriptors, portRange: [low, high] }: Incident): readonly Finding[] {
  const earlier = new Map([...read(before)].map((each) => [each.key, each]));
  const now = [...read(after)];
  const proof = new Map<Cause, number[]>();
  const prove = (cause: Cause, index: number): void => void proof.set(cause, [...(proof.get(cause) ?? []), index]);

  const leaking = new Set<string>();
  for (const { state, key, owner, recvQ, index } of now) {
    if (state !== 'CLOSE-WAIT' || owner === undefined || !earlier.has(key)) continue;
    leaking.add(owner);
    prove(recvQ === 0 ? 'forgets-close' : 'stops-reading', index);
  }
  for (const { state, key, owner = '', recvQ, index } of now) {
    if (state !== 'LISTEN' || recvQ === 0 || !earlier.get(key)?.recvQ) continue;
    const held = descriptors[owner];
    const full = held !== undefined && held.used >= held.limit;
    if (!full) prove('not-accepting', index);
    else if (!leaking.has(owner)) prove('out-of-descriptors', index);
  }
  const towards = new Map<string, typeof now>();
  for (const each of now) {
    if (each.state === 'LISTEN' || each.port < low || each.port > high) continue;
    const pair = `${each.local} ${each.peer}`;
    towards.set(pair, [...(towards.get(pair) ?? []), each]);
  }
  for (const crowd of towards.values())
    if (crowd.length === high - low + 1) crowd.forEach(({ index }) => prove('out-of-ports', index));
  for (const { tries, index } of now) if (tries >= 5) prove('peer-gone', index);

  return [...proof].map(([cause, lines]) => ({ cause, lines, action: ACTIONS[cause] }));
}
