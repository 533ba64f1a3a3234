/** Shows one incident to the learner's function, and judges what it found in it. */
import {
  asking,
  listOf,
  object,
  oneOf,
  plainText,
  Story,
  text,
  verbatim,
  whole,
  type Rule,
} from '@lastack/exercise-kit';
import type { Cause, Finding, Incident } from '#subject';
import { ACTIONS, type Case } from './incidents.ts';
import { RULES } from './rules.ts';

export type Diagnose = (incident: Incident) => readonly Finding[];

const CAUSES = Object.keys(ACTIONS) as [Cause, ...Cause[]];
const SHAPE = listOf(
  object({
    cause: oneOf(...CAUSES),
    lines: listOf(whole),
    action: oneOf('mend-the-program', 'raise-the-limit', 'reuse-connections', 'set-a-user-timeout'),
  }),
);

const RULE_OF: { readonly [cause in Cause]: Rule } = {
  'forgets-close': RULES.forgetsClose,
  'stops-reading': RULES.stopsReading,
  'not-accepting': RULES.notAccepting,
  'out-of-descriptors': RULES.outOfDescriptors,
  'out-of-ports': RULES.outOfPorts,
  'peer-gone': RULES.peerGone,
};

/** `tempted`: the rule that a cause too many breaks; without it, `healthy`. */
export function finds(
  diagnose: Diagnose,
  { incident, findings }: Case,
  given: { readonly seed?: number; readonly tempted?: Rule } = {},
): void {
  const { tempted = RULES.healthy, ...story } = given;
  const told = new Story({ ...story, before: tell(incident) });
  const twice = story.seed !== undefined;
  const found = asking({ name: 'diagnose', subject: diagnose, shape: SHAPE, rules: RULES, twice })(told, incident);
  const expected = verbatim(shortly(findings));
  const fail = (rule: Rule): never => told.fail(rule, { expected, got: verbatim(shortly(found)) });

  for (const right of findings) {
    const one = found.filter(({ cause }) => cause === right.cause);
    if (one.length !== 1) fail(RULE_OF[right.cause]);
    if (shortly(one[0]?.lines) !== shortly(right.lines)) fail(RULES.evidence);
    if (one[0]?.action !== right.action) fail(RULES.action);
  }
  if (found.some(({ cause }) => findings.every((right) => right.cause !== cause))) fail(tempted);
}

function tell({ before, after, descriptors, portRange }: Incident) {
  const used = Object.entries(descriptors).map(([program, { used, limit }]) => `${program} ${used}/${limit}`);
  const numbered = after.map((one, index) => `${String(index).padStart(3)}  ${one}`).join('\n');
  return [
    text(
      `descriptors ${used.join(', ') || 'none'}; ip_local_port_range ${portRange.join(' ')}`,
      `描述符 ${used.join('、') || '无'}；ip_local_port_range ${portRange.join(' ')}`,
    ),
    text(`before: ss -tanop prints\n${before.join('\n')}`, `before：ss -tanop 打印\n${before.join('\n')}`),
    text(
      `after: ss -tanop prints, here with line numbers\n${numbered}`,
      `after：ss -tanop 打印（这里加了行号）\n${numbered}`,
    ),
  ];
}

/** Findings and lines in one order, so that two lists of the same read alike. */
const shortly = (value: readonly Finding[] | readonly number[] | undefined): string =>
  plainText(
    [...(value ?? [])]
      .map((one) => (typeof one === 'number' ? one : { ...one, lines: [...one.lines].sort((a, b) => a - b) }))
      .sort((a, b) => (typeof a === 'number' && typeof b === 'number' ? a - b : plainText(a) < plainText(b) ? -1 : 1)),
  );
