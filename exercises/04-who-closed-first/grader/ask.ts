/** Shows one capture to the learner's function, and judges what it read in it. */
import {
  asking,
  conversation,
  nullable,
  object,
  oneOf,
  plainText,
  segmentWords,
  Story,
  verbatim,
  whole,
  type Rule,
} from '@lastack/exercise-kit';
import type { Close, Packet } from '#subject';
import { RULES } from './rules.ts';

export type ReadClose = (packets: readonly Packet[]) => Close;

const SHAPE = object({
  first: nullable(oneOf('a', 'b', 'crossed')),
  how: oneOf('fin', 'rst', 'open'),
  segments: nullable(whole),
});

export interface Case {
  /** What a wrong `first`, `how` or `segments` breaks; those that a test is not about have a rule of their own. */
  readonly about?: { readonly [part in keyof Close]?: Rule };
  readonly seed?: number;
}

/** The capture must be read so. */
export function reads(readClose: ReadClose, packets: readonly Packet[], right: Close, given: Case = {}): void {
  const { about = {}, ...story } = given;
  const told = new Story({
    ...story,
    before: packets.map((packet) => verbatim(`${packet.from}: ${segmentWords(packet)}`)),
    ladder: () => ladderOfPackets(packets),
  });
  const twice = story.seed !== undefined;
  const answer = asking({ name: 'readClose', subject: readClose, shape: SHAPE, rules: RULES, twice })(told, packets);
  const rules: { readonly [part in keyof Close]: Rule } = {
    how: right.how === 'fin' ? RULES.finished : right.how === 'rst' ? RULES.reset : RULES.open,
    first: right.first === 'crossed' ? RULES.crossed : RULES.first,
    segments: RULES.segments,
    ...about,
  };
  for (const part of ['how', 'first', 'segments'] as const) {
    if (answer[part] === right[part]) continue;
    told.fail(rules[part], { expected: partText(part, right), got: partText(part, answer) });
  }
}

const partText = (part: keyof Close, close: Close) => verbatim(`${part}: ${plainText(close[part])}`);

/** In the order of the capture, 10 ms apart: the numbers are the capture's own. */
function ladderOfPackets(packets: readonly Packet[]) {
  const said = conversation('a', 'b');
  packets.forEach(({ from, ...segment }, nth) =>
    from === 'a' ? said.hears(nth * 10, segment) : said.says(nth * 10, segment),
  );
  return packets.length === 0 ? null : said.ladder();
}
