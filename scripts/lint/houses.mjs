/** Who may import whom. One table, read by the import rule and by the tests of the house. */

const ANYWHERE = ['tcp', 'trace', 'simulator', 'packetdrill', 'explorer', 'exercise-kit'];

/** The short names of the workspace's packages that each package's sources may import. */
export const MAY_IMPORT = {
  tcp: [],
  trace: ['tcp'],
  simulator: ['tcp', 'trace'],
  packetdrill: ['tcp', 'trace', 'simulator'],
  explorer: ['tcp', 'trace', 'simulator'],
  'exercise-kit': ['tcp', 'trace', 'simulator', 'packetdrill', 'explorer'],
  runner: ANYWHERE,
  grader: [...ANYWHERE, 'runner'],
  widgets: [...ANYWHERE, 'runner'],
  docs: [...ANYWHERE, 'runner', 'widgets'],
  cli: [...ANYWHERE, 'runner', 'grader'],
  /** An exercise's test and what stands beside it; never a solution. */
  exercise: ANYWHERE,
  /** A learner's file: the vocabulary, no behaviour. `@lastack/tcp/language` is the one door. */
  subject: [],
};

/** Packages that run in a browser, a worker and Node alike, and give the same result in each. */
export const RUNS_ANYWHERE = ANYWHERE;

/** `packages/tcp/src/tcb.ts` → house `tcp`, root `packages/tcp`. `null`: no house, no arrows (scripts, configs). */
export function houseOf(path) {
  const parts = path.split('/');
  if (parts[0] === 'packages' && parts.length > 2) return { name: parts[1], root: `packages/${parts[1]}` };
  if (parts[0] === 'docs') return { name: 'docs', root: 'docs' };
  if (parts[0] === 'exercises' && parts.length > 2)
    return { name: parts[2] === 'src' ? 'subject' : 'exercise', root: `exercises/${parts[1]}` };
  if (parts[0] === 'solutions' && parts.length > 2) return { name: 'subject', root: `solutions/${parts[1]}` };
  return null;
}
