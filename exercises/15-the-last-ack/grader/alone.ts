/** The other end falls silent for ever: whoever waits for it gives up in the end, and not too early. */
import { text, verbatim } from '@lastack/exercise-kit';
import type { Closing } from './as-states.ts';
import { RULES } from './rules.ts';
import { runWith, SETTINGS, QUICK, worldOf } from './worlds.ts';

const RETRIES = 4;

export function giveUpAlone(closing: Closing): void {
  const world = worldOf(QUICK)
    .told(text(`retries = ${RETRIES}`, `retries = ${RETRIES}`))
    .loses({ from: 'B', seq: 1 }, text('all that B says after its SYN', 'B 在 SYN 之后说的一切'))
    .loses({ from: 'B', seq: 2 }, text('and after its FIN', '还有 FIN 之后的'))
    .until(600_000);
  const seen = runWith(closing, world, { ...SETTINGS, retries: RETRIES });
  const fins = seen.trace.records.filter(
    (record) => record.type === 'transmit' && record.host === 'A' && record.packet.segment.fin,
  );
  const first = fins[0]?.at ?? 0;
  const rto = (fins[1]?.at ?? 0) - first;
  const due = first + (2 ** (RETRIES + 1) - 1) * rto;
  const left = seen.moves('A', { from: 'FIN-WAIT-1' });
  if (fins.length === RETRIES + 1 && left?.record.at === due) return;
  seen.fail(RULES.giveUp, left, {
    expected: text(
      `${RETRIES + 1} FINs from A, which gives up at ${due / 1_000_000} s`,
      `A 发 ${RETRIES + 1} 个 FIN，在 ${due / 1_000_000} s 放弃`,
    ),
    got:
      left === null
        ? text(`${fins.length} FINs, and it still waits`, `${fins.length} 个 FIN，还在等`)
        : verbatim(`${fins.length} FINs, ${left.record.at / 1_000_000} s`),
  });
}
