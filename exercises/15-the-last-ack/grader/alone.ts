/** The other end falls silent for ever: whoever waits for it gives up in the end, and not too early. */
import { text, verbatim } from '@lastack/exercise-kit';
import type { Closing } from './as-states.ts';
import { RULES } from './rules.ts';
import { runWith, SETTINGS, QUICK, worldOf } from './worlds.ts';

export interface Patience {
  readonly retries: number;
  /** ms. */
  readonly rtoMax: number;
}

export function giveUpAlone(closing: Closing, { retries, rtoMax }: Patience): void {
  const world = worldOf(QUICK)
    .told(verbatim(`retries = ${retries}, rtoMax = ${rtoMax}`))
    .loses({ from: 'B', seq: 1 }, text('all that B says after its SYN', 'B 在 SYN 之后说的一切'))
    .loses({ from: 'B', seq: 2 }, text('what B says after its FIN', 'FIN 之后的也'))
    .until(600_000);
  // Alone: a whole TCP of ours has other limits, and nothing to show here.
  const seen = runWith(closing, world, { ...SETTINGS, retries, rtoMax }, false);
  const fins = seen.trace.records.filter(
    (record) => record.type === 'transmit' && record.host === 'A' && record.packet.segment.fin,
  );
  const first = fins[0]?.at ?? 0;
  const rto = (fins[1]?.at ?? 0) - first;
  // One wait after each FIN, the last one's too.
  const waits = Array.from({ length: retries + 1 }, (_, i) => Math.min(2 ** i * rto, rtoMax * 1_000));
  const due = waits.reduce((at, wait) => at + wait, first);
  const left = seen.moves('A', { from: 'FIN-WAIT-1' });
  if (fins.length === retries + 1 && left?.record.at === due) return;
  seen.fail(RULES.giveUp, left, {
    expected: text(
      `${retries + 1} FINs from A, which gives up at ${due / 1_000_000} s`,
      `A 发 ${retries + 1} 个 FIN，在 ${due / 1_000_000} s 放弃`,
    ),
    got:
      left === null
        ? text(`${fins.length} FINs, and it still waits`, `${fins.length} 个 FIN，还在等`)
        : text(
            `${fins.length} FINs, and it leaves at ${left.record.at / 1_000_000} s`,
            `发了 ${fins.length} 个 FIN，在 ${left.record.at / 1_000_000} s 离开`,
          ),
  });
}
