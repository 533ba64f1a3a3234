/** Shows one incident to the learner's function, and judges what it found in it. */
import { asking, listOf, object, oneOf, Story, text, whole, type Rule, type Text } from '@lastack/exercise-kit';
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

/** `tempted`: the rule that a cause too many breaks; without it, the cause's own. */
export function finds(
  diagnose: Diagnose,
  { incident, findings }: Case,
  given: { readonly seed?: number; readonly tempted?: Rule } = {},
): void {
  const { tempted, ...story } = given;
  const told = new Story({ ...story, before: tell(incident) });
  const twice = story.seed !== undefined;
  const found = asking({ name: 'diagnose', subject: diagnose, shape: SHAPE, rules: RULES, twice })(told, incident);
  const fail = (rule: Rule, note: readonly Text[] = []): never =>
    told.fail(rule, { expected: listed(findings), got: below(listed(found), note) });

  for (const right of findings) {
    const [one, ...more] = found.filter(({ cause }) => cause === right.cause);
    if (one === undefined || more.length > 0) return fail(RULE_OF[right.cause]);
    if (inOrder(one.lines) !== inOrder(right.lines)) fail(RULES.evidence, difference(one.lines, right.lines));
    if (one.action !== right.action) fail(RULES.action);
  }
  const invented = CAUSES.find(
    (name) => found.some(({ cause }) => cause === name) && findings.every(({ cause }) => cause !== name),
  );
  if (invented !== undefined) fail(tempted ?? RULE_OF[invented]);
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

const inOrder = (lines: readonly number[]): string => [...lines].sort((a, b) => a - b).join(', ');

/** One finding a line, in one order, so that two lists of the same read alike. */
function listed(findings: readonly Finding[]): Text {
  if (findings.length === 0) return text('[]: nothing is ill', '[]：没有毛病');
  const rows = findings.map(({ cause, lines, action }) => `${cause} [${inOrder(lines)}] ${action}`).sort();
  return text(rows.join('\n'), rows.join('\n'));
}

/** Which lines are too many, and which are missing. */
function difference(got: readonly number[], right: readonly number[]): Text[] {
  const tooMany = got.filter((line) => !right.includes(line));
  const missing = right.filter((line) => !got.includes(line));
  return [
    ...(tooMany.length > 0 ? [text(`too many: ${inOrder(tooMany)}`, `多了：${inOrder(tooMany)}`)] : []),
    ...(missing.length > 0 ? [text(`missing: ${inOrder(missing)}`, `少了：${inOrder(missing)}`)] : []),
  ];
}

const below = (head: Text, notes: readonly Text[]): Text =>
  notes.reduce((all, note) => text(`${all.en}\n${note.en}`, `${all['zh-Hans']}\n${note['zh-Hans']}`), head);
