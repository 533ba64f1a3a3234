/** Whole connections: two hosts that write, shut down and read, and a network that does to them what it likes. */
import { randomCases, tcpWith, text, watch, World, type Random, type Who, type Watched } from '@lastack/exercise-kit';
import type { LinkSpec, Scenario } from '@lastack/simulator';
import { asStates, type Closing } from './as-states.ts';
import { judgeWorld } from './judge.ts';

export const SETTINGS = { msl: 30_000, rtoMax: 60_000, retries: 12, rfc1337: true };

/** RFC 9293 without timestamps: what is kept out, TIME-WAIT keeps out. Every application reads what there is at once. */
const HOST = {
  profile: 'rfc9293',
  sysctls: { 'net.ipv4.tcp_timestamps': 0, 'net.ipv4.tcp_window_scaling': 0, 'net.ipv4.tcp_sack': 0 },
  programs: [{ on: 'readable', call: 'recv' }],
} as const;

/** A connection to be: what each end says, and when each shuts down, ms. */
export interface Plan {
  readonly says: { readonly [who in Who]: readonly (readonly [at: number, words: string])[] };
  readonly shuts: { readonly [who in Who]: number };
}

/** A opens; both write and shut their writing half, each in its time. */
export function worldOf({ says, shuts }: Plan, link: Partial<LinkSpec> = {}, seed = 1): World {
  const scenario: Scenario = {
    version: 1,
    seed,
    hosts: { A: HOST, B: HOST },
    links: [{ between: ['A', 'B'], ...link }],
    script: [
      { at: 0, host: 'B', call: 'listen', socket: 'listener', port: 80 },
      { at: 0, host: 'B', call: 'accept', socket: 'listener', as: 'b' },
      { at: 0, host: 'A', call: 'connect', socket: 'a', to: 'B', port: 80, from: 40_000 },
    ],
    faults: [],
  };
  const start = new World({ scenario, told: [text('A connects to B', 'A 连上 B')] });
  const written = (['A', 'B'] as const).reduce(
    (world, who) => says[who].reduce((w, [at, words]) => w.says(at, who, words), world),
    start,
  );
  return written
    .shuts(shuts.A, 'A')
    .shuts(shuts.B, 'B')
    .told(text('both hosts use your function from their FIN on', '两台主机从发出 FIN 起都用你的函数'));
}

/** Runs it with the learner's states on both hosts. */
export function runWith(closing: Closing, world: World, settings = SETTINGS, isPlanned = true): Watched {
  const machine = tcpWith(settings.msl, asStates(closing, { ...settings, twice: !isPlanned }));
  return watch(world, {
    machines: { A: machine, B: machine },
    ...(isPlanned ? { reference: tcpWith(settings.msl) } : {}),
  });
}

export const FOUR: Plan = { says: { A: [[100, 'hello']], B: [[400, 'goodbye']] }, shuts: { A: 300, B: 600 } };
export const QUICK: Plan = { says: { A: [[100, 'hello']], B: [] }, shuts: { A: 300, B: 315 } };
export const CROSSING: Plan = { says: { A: [[100, 'hello']], B: [[150, 'hi']] }, shuts: { A: 300, B: 300 } };
/** The text leaves together with the FIN, and is lost with it. */
export const LAST_WORDS: Plan = { says: { A: [[300, 'last words']], B: [[300, 'me too']] }, shuts: { A: 300, B: 305 } };

export function check(closing: Closing, plan: Plan, change: (world: World) => World = (world) => world): void {
  judgeWorld(runWith(closing, change(worldOf(plan))), plan, SETTINGS.msl);
}

/** Connections drawn by seed, each over a network of its own. */
export function checkAtRandom(closing: Closing, name: string, count: number, link: Partial<LinkSpec>): void {
  randomCases(`the-last-ack ${name}`, count, (random, seed) => {
    const plan = randomPlan(random);
    const world = worldOf(plan, link, seed).told(
      text(`the network, seed ${seed}: ${JSON.stringify(link)}`, `网络，种子 ${seed}：${JSON.stringify(link)}`),
    );
    const seen = runWith(closing, world, SETTINGS, false);
    const isOpen = (seen.moves('A', { to: 'ESTABLISHED' })?.record.at ?? Infinity) < TALK * 1_000;
    // A handshake that the network does not let through is nobody's fault.
    if (isOpen) judgeWorld(seen, plan, SETTINGS.msl, seed);
  });
}

/** When the applications begin to talk, ms: the handshake has had time for seven attempts. */
const TALK = 150_000;

function randomPlan(random: Random): Plan {
  const words = (who: Who): readonly (readonly [number, string])[] =>
    Array.from(
      { length: random.integer(0, 2) },
      (_, i) => [TALK + 40 * i + random.integer(0, 30), who.toLowerCase().repeat(random.integer(1, 40))] as const,
    );
  const [a, b] = [words('A'), words('B')];
  // Words first, then the end of them.
  const end = (says: typeof a): number => (says.at(-1)?.[0] ?? TALK) + random.pick([0, 0, 5, 20, 60, 500]);
  return { says: { A: a, B: b }, shuts: { A: end(a), B: end(b) } };
}
