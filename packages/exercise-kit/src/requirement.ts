/**
 * What the rules demand of one answer, as a table: grading behaviour means that a rule which does not apply demands
 * nothing, and that where several answers are right all of them hold.
 * Next: shape.ts
 */
import type { Rule } from './rule.ts';
import type { Story } from './story.ts';
import type { Text } from './text.ts';

/** `Call`: what was asked; `Answer`: what came back, its form checked. */
export interface Requirement<Call, Answer> {
  readonly rule: Rule;
  readonly applies: (call: Call) => boolean;
  readonly holds: (answer: Answer, call: Call) => boolean;
  readonly expected: (call: Call) => Text;
}

export interface Judged<Call, Answer> {
  readonly call: Call;
  readonly answer: Answer;
  /** The answer in words, for the failure. */
  readonly got: Text;
  /** What the test is about; the other rules are left to their own tests. Absent: every rule is judged. */
  readonly about?: readonly Rule[] | undefined;
  /** A broken rule that the test is not about counts all the same, since the rest of the test stands on it. */
  readonly stands?: (requirement: Requirement<Call, Answer>) => boolean;
}

/** Ends the story with the first requirement that the answer fails; in the table's order. */
export function judge<Call, Answer>(
  table: readonly Requirement<Call, Answer>[],
  story: Story,
  { call, answer, got, about, stands = () => false }: Judged<Call, Answer>,
): void {
  const broken = table.find((requirement) => {
    if (!requirement.applies(call) || requirement.holds(answer, call)) return false;
    return about === undefined || about.includes(requirement.rule) || stands(requirement);
  });
  if (broken !== undefined) story.fail(broken.rule, { expected: broken.expected(call), got });
}
