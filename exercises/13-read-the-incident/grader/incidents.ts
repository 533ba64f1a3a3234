/** Incidents made of parts: what each adds to the two looks, and which lines of it prove what. */
import type { Action, Cause, Finding, Incident } from '#subject';
import { HERE, listener, listing, socket, type Socket } from './sockets.ts';

/** Something that goes on on the machine. */
export interface Part {
  readonly before: readonly Socket[];
  readonly after: readonly Socket[];
  readonly cause?: Cause;
  /** Of `after`, those that prove the cause. */
  readonly proof?: readonly Socket[];
  readonly descriptors?: Incident['descriptors'];
}

export interface Case {
  readonly incident: Incident;
  readonly findings: readonly Finding[];
}

export const ACTIONS: { readonly [cause in Cause]: Action } = {
  'forgets-close': 'mend-the-program',
  'stops-reading': 'mend-the-program',
  'not-accepting': 'mend-the-program',
  'out-of-descriptors': 'raise-the-limit',
  'out-of-ports': 'reuse-connections',
  'peer-gone': 'set-a-user-timeout',
};

/** 12 ports: a machine small enough to be read. */
export const PORTS: readonly [number, number] = [40_000, 40_011];

/** The parts side by side; the order of lines is that of the parts. */
export function caseOf(parts: readonly Part[], portRange = PORTS): Case {
  const after = parts.flatMap((part) => part.after);
  const lines = (proof: readonly Socket[]): number[] => proof.map((one) => after.indexOf(one) + 1);
  const causes = [...new Set(parts.flatMap(({ cause }) => cause ?? []))];
  return {
    incident: {
      before: listing(parts.flatMap((part) => part.before)),
      after: listing(after),
      descriptors: Object.assign({}, ...parts.map(({ descriptors }) => descriptors ?? {})) as Incident['descriptors'],
      portRange,
    },
    findings: causes.map((cause) => ({
      cause,
      lines: lines(parts.flatMap((part) => (part.cause === cause ? (part.proof ?? []) : []))),
      action: ACTIONS[cause],
    })),
  };
}

const peer = (nth: number, port: number): string => `10.0.1.${1 + (nth % 200)}:${port}`;

/** Connections that the machine has answered and closed first: TIME-WAIT, and none of them in its way. */
export const manyTimeWaits = (count: number): Part => {
  const waits = (from: number): Socket[] =>
    Array.from({ length: count }, (_, nth) =>
      socket(`${HERE}:443`, peer(from + nth, 50_000 + from + nth), { state: 'TIME-WAIT', timer: 'timewait,41sec,0' }),
    );
  return { before: waits(0), after: waits(500) };
};

/** An ordinary program: it accepts, answers, keeps its connections alive. */
export const busy = (
  owner: string,
  port: number,
  connections: number,
  descriptors = { used: 20, limit: 1_024 },
): Part => {
  const open = Array.from({ length: connections }, (_, nth) =>
    socket(`${HERE}:${port}`, peer(nth, 51_000 + nth), { owner, timer: nth % 2 === 0 ? 'keepalive,119min,0' : null }),
  );
  return {
    before: [listener(port, owner), ...open],
    after: [listener(port, owner), ...open],
    descriptors: { [owner]: descriptors },
  };
};

/** CLOSE-WAIT for a moment: other connections in either look, as many in each. */
export const passingCloseWaits = (owner: string, count: number): Part => {
  const passing = (from: number): Socket[] =>
    Array.from({ length: count }, (_, nth) =>
      socket(`${HERE}:443`, peer(nth, 52_000 + from + nth), { state: 'CLOSE-WAIT', recvQ: nth % 2, owner }),
    );
  return { before: passing(0), after: passing(100) };
};

/** The same connections in both looks; but their peers have closed only just now. */
export const turningCloseWait = (owner: string, count: number): Part => {
  const open = Array.from({ length: count }, (_, nth) =>
    socket(`${HERE}:443`, peer(nth, 54_000 + nth), { recvQ: nth % 2, owner }),
  );
  return { before: open, after: open.map((one) => ({ ...one, state: 'CLOSE-WAIT' })) };
};

/** CLOSE-WAIT that stays. `unread`: octets behind which the end waits, -1 when the end was read. */
export const leak = (
  owner: string,
  port: number,
  count: number,
  unread: number,
  descriptors = { used: 300, limit: 1_024 },
): Part => {
  const held = Array.from({ length: count }, (_, nth) =>
    socket(`${HERE}:${45_000 + port + nth}`, `10.0.2.1:${port}`, { state: 'CLOSE-WAIT', recvQ: unread + 1, owner }),
  );
  const more = held.slice(0, Math.max(1, count - 2));
  return {
    before: more,
    after: held,
    cause: unread < 0 ? 'forgets-close' : 'stops-reading',
    proof: more,
    descriptors: { [owner]: descriptors },
  };
};

/** A program that is alive and accepts nothing; its clients have connected, and some have given up: nobody owns those. */
export const notAccepting = (
  owner: string,
  port: number,
  waiting: number,
  descriptors = { used: 12, limit: 1_024 },
): Part => {
  const queue = (count: number): Socket[] =>
    Array.from({ length: count }, (_, nth) =>
      socket(`${HERE}:${port}`, peer(nth, 53_000 + nth), {
        state: nth % 3 === 0 ? 'CLOSE-WAIT' : 'ESTAB',
        recvQ: nth % 3 === 0 ? 1 : 0,
      }),
    );
  const full = listener(port, owner, waiting);
  return {
    before: [listener(port, owner, Math.ceil(waiting / 2)), ...queue(Math.ceil(waiting / 2))],
    after: [full, ...queue(waiting)],
    cause: descriptors.used === descriptors.limit ? 'out-of-descriptors' : 'not-accepting',
    proof: [full],
    descriptors: { [owner]: descriptors },
  };
};

/** The same symptom behind a leak of the same program: the leak is the cause, and this is none of its own. */
export const starvedBy = (
  owner: string,
  port: number,
  waiting: number,
  descriptors: { used: number; limit: number },
): Part => {
  const { before, after } = notAccepting(owner, port, waiting, descriptors);
  return { before, after, descriptors: { [owner]: descriptors } };
};

/** A listener that had connections in its queue just then. */
export const passingQueue = (owner: string, port: number, which: 'before' | 'after'): Part => ({
  before: [listener(port, owner, which === 'before' ? 5 : 0)],
  after: [listener(port, owner, which === 'after' ? 5 : 0)],
});

/** Outgoing connections from these ports to one destination, mostly over and waiting. */
export function outgoing(owner: string, ports: readonly number[], to: string, source = HERE): Part {
  const connections = (offset: number): Socket[] =>
    ports.map((port, nth) =>
      (nth + offset) % 4 === 0
        ? socket(`${source}:${port}`, to, { owner })
        : socket(`${source}:${port}`, to, { state: 'TIME-WAIT', timer: 'timewait,12sec,0' }),
    );
  return { before: connections(0), after: connections(1) };
}

export const range = ([first, last]: readonly [number, number]): number[] =>
  Array.from({ length: last - first + 1 }, (_, nth) => first + nth);

/** A program that listens on each of these ports: no connection, so none of them is used up. */
export const listening = (owner: string, ports: readonly number[]): Part => {
  const listeners = ports.map((port) => listener(port, owner));
  return { before: listeners, after: listeners };
};

/** All the ports that there are, towards one destination. */
export const outOfPorts = (owner: string, to: string, ports = PORTS): Part => {
  const part = outgoing(owner, range(ports), to);
  return { ...part, cause: 'out-of-ports', proof: part.after };
};

/** Octets sent and not acknowledged, `times` retransmissions so far. */
export const unanswered = (owner: string, nth: number, times: number, left = `${times}.4sec`): Part => {
  const lost = socket(`${HERE}:${46_000 + nth}`, peer(nth, 5_432), {
    sendQ: 517,
    owner,
    timer: `on,${left},${times}`,
  });
  const earlier = { ...lost, timer: `on,200ms,${Math.max(0, times - 3)}` };
  return { before: [earlier], after: [lost], ...(times >= 5 ? { cause: 'peer-gone', proof: [lost] } : {}) };
};

/** Silent and probed, with nothing in flight: keepalive has its own timer. */
export const probed = (owner: string, nth: number, probes: number): Part => {
  const idle = socket(`${HERE}:${47_000 + nth}`, peer(nth, 6_379), {
    owner,
    timer: `keepalive,${75 - probes}sec,${probes}`,
  });
  return { before: [idle], after: [idle] };
};
