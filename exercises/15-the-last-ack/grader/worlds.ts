/** Whole connections: two hosts that write, shut down and read, and a network that does to them what it likes. */
import { randomCases, text, watch, World, type Random, type Text, type Who, type Watched } from '@lastack/exercise-kit';
import type { LinkSpec, Scenario } from '@lastack/simulator';
import { createMachine, PROFILES, type Machine, type MachineOptions } from '@lastack/tcp';
import { asStates, type AsStatesOptions, type Closing } from './as-states.ts';
import { judgeWorld } from './judge.ts';

export const SETTINGS = { msl: 30_000, rtoMax: 60_000, retries: 12, rfc1337: true };

/** RFC 9293 without timestamps: what is kept out, TIME-WAIT keeps out. Every application reads what there is at once. */
const HOST = {
  profile: 'rfc9293',
  sysctls: { 'net.ipv4.tcp_timestamps': 0, 'net.ipv4.tcp_window_scaling': 0, 'net.ipv4.tcp_sack': 0 },
  programs: [{ on: 'readable', call: 'recv' }],
} as const;

/** Questions of one world; two ends with a few words between them never need so many. */
const TOO_MANY = 400;

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
  const done = (['A', 'B'] as const).flatMap((who) => [
    ...says[who].map(([at, words]) => ({ at, does: (world: World) => world.says(at, who, words) })),
    { at: shuts[who], does: (world: World) => world.shuts(shuts[who], who) },
  ]);
  return done
    .toSorted((a, b) => a.at - b.at)
    .reduce((world, { does }) => does(world), start)
    .told(text('both hosts use your function from their FIN on', '两台主机从发出 FIN 起都用你的函数'));
}

/** Acknowledges at once, as the learner's states do: so a whole TCP of ours and theirs part only where something is wrong. */
const promptTcp = (msl: number, states: NonNullable<MachineOptions['states']> = {}): Machine =>
  createMachine({ profile: { ...PROFILES.rfc9293, msl: msl * 1_000, delayedAck: 0, delayedAckBeforeText: 0 }, states });

/** Runs it with the learner's states on both hosts. */
export function runWith(
  closing: Closing,
  world: World,
  settings: Omit<AsStatesOptions, 'always'> = SETTINGS,
  isPlanned = true,
): Watched {
  const machine = promptTcp(settings.msl, asStates(closing, { ...settings, twice: !isPlanned, most: TOO_MANY }));
  return watch(world, {
    machines: { A: machine, B: machine },
    ...(isPlanned ? { reference: promptTcp(settings.msl) } : {}),
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

/** The same, and after every answer a clock rings that was stopped or set anew. */
export function checkWithOldClocks(closing: Closing, plan: Plan): void {
  judgeWorld(runWith(closing, worldOf(plan), { ...SETTINGS, oldClocks: true }), plan, SETTINGS.msl);
}

/** Connections drawn by seed, each over a network of its own. */
export function checkAtRandom(closing: Closing, name: string, count: number, link: Partial<LinkSpec>): void {
  randomCases(`the-last-ack ${name}`, count, (random, seed) => {
    const plan = randomPlan(random);
    const world = worldOf(plan, link, seed).told(linkText(link), TALK_LATE);
    const seen = runWith(closing, world, SETTINGS, false);
    const isOpen = (seen.moves('A', { to: 'ESTABLISHED' })?.record.at ?? Infinity) < TALK * 1_000;
    // A handshake that the network does not let through is nobody's fault.
    if (isOpen) judgeWorld(seen, plan, SETTINGS.msl, seed);
  });
}

function linkText({ delay = 10, loss = 0, duplicate = 0, reorder = 0 }: Partial<LinkSpec>): Text {
  const parts = [
    [loss, 'are lost', '丢了'],
    [duplicate, 'come twice', '来两遍'],
    [reorder, 'are overtaken', '被后面的赶上'],
  ] as const;
  const bad = parts.filter(([share]) => share > 0);
  const rest = bad.length === 0 ? text('nothing is lost', '什么都不丢') : null;
  return text(
    `the network: ${delay} ms each way; ${rest?.en ?? `of 100 segments ${bad.map(([share, en]) => `${Math.round(share * 100)} ${en}`).join(', ')}`}`,
    `网络：单程 ${delay} ms，${rest?.['zh-Hans'] ?? bad.map(([share, , zh]) => `${Math.round(share * 100)}% ${zh}`).join('，')}`,
  );
}

/** When the applications begin to talk, ms: the handshake has had time for seven attempts. */
const TALK = 150_000;

const TALK_LATE = text(
  `nobody talks before ${TALK / 1_000} s: until then the handshake has time to be repeated`,
  `${TALK / 1_000} 秒之前谁也不说话：那段时间留给握手重传`,
);

/** Octets that number themselves: a…z of A, A…Z of B. */
const alphabet = (who: Who, from: number, count: number): string =>
  Array.from({ length: count }, (_, i) => String.fromCharCode((who === 'A' ? 97 : 65) + ((from + i) % 26))).join('');

function randomPlan(random: Random): Plan {
  const words = (who: Who): readonly (readonly [number, string])[] =>
    Array.from(
      { length: random.integer(0, 2) },
      (_, i) => [TALK + 40 * i + random.integer(0, 30), alphabet(who, 7 * i, random.integer(1, 40))] as const,
    );
  const [a, b] = [words('A'), words('B')];
  // Words first, then the end of them.
  const end = (says: typeof a): number => (says.at(-1)?.[0] ?? TALK) + random.pick([0, 0, 5, 20, 60, 500]);
  return { says: { A: a, B: b }, shuts: { A: end(a), B: end(b) } };
}
