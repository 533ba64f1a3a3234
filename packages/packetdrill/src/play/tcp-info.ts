/**
 * tcp_info, as far as a Tcb tells it: what `%{ assert tcpi_… }%` may ask. linux/tcp.h, struct tcp_info.
 * Next: burst.ts
 */
import type { Comparison, Operand, Operator } from '../parse/assertion.ts';
import { isField, stateNamed, stateNumber } from '../parse/tcp-info-names.ts';
import type { Field } from '../parse/tcp-info-names.ts';
import type { Connection } from '@lastack/tcp';
import type { Descriptors } from './descriptors.ts';
import { Difference } from './result.ts';
import type { Subject } from './subject.ts';

/** Evaluates the comparisons for the connection under test. */
export function checkAssertions(subject: Subject, descriptors: Descriptors, comparisons: readonly Comparison[]): void {
  for (const comparison of comparisons) {
    const left = valueOf(subject, descriptors, comparison.left);
    const right = valueOf(subject, descriptors, comparison.right);
    if (holds(left, comparison.operator, right)) continue;
    throw new Difference('assertion', 'an assertion does not hold', {
      expected: `${shown(comparison.left)} ${comparison.operator} ${shown(comparison.right)}`,
      got: `${shown(comparison.left)} is ${left}, ${shown(comparison.right)} is ${right}`,
    });
  }
}

const shown = (operand: Operand): string => (operand.type === 'number' ? `${operand.value}` : operand.name);

function holds(left: number, operator: Operator, right: number): boolean {
  switch (operator) {
    case '==':
      return left === right;
    case '!=':
      return left !== right;
    case '<=':
      return left <= right;
    case '>=':
      return left >= right;
    case '<':
      return left < right;
    case '>':
      return left > right;
  }
}

function valueOf(subject: Subject, descriptors: Descriptors, operand: Operand): number {
  if (operand.type === 'number') return operand.value;
  const named = stateNamed(operand.name);
  if (named !== null) return stateNumber(named, subject.profile);
  if (!isField(operand.name)) throw new Error(`the parser let ${operand.name} through`);
  const descriptor = descriptors.tested();
  const view = descriptor && subject.sockets().find(({ fds }) => fds.includes(descriptor.live));
  if (!view) throw new Difference('assertion', 'the connection under test has no descriptor to ask');
  if (operand.name === 'tcpi_state') return stateNumber(view.state, subject.profile);
  const { tcb } = view;
  if (tcb === null || tcb.state === 'TIME-WAIT')
    throw new Difference('assertion', `${operand.name} cannot be asked in ${view.state}`);
  return fieldOf(operand.name, tcb);
}

function fieldOf(name: Exclude<Field, 'tcpi_state'>, { snd, mss }: Connection): number {
  switch (name) {
    case 'tcpi_retransmits':
    case 'tcpi_backoff':
      return snd.retransmissions;
    case 'tcpi_probes':
      return snd.probes;
    case 'tcpi_rto':
      return snd.rto;
    case 'tcpi_snd_mss':
      return snd.mss;
    case 'tcpi_advmss':
      return mss;
    case 'tcpi_rtt':
      return snd.srtt ?? 0;
    case 'tcpi_rttvar':
      return snd.rttvar;
    case 'tcpi_snd_cwnd':
      return Math.floor(snd.cwnd / snd.mss);
  }
}
