/** The scenarios of the pages, by name. */
import type { Scenario } from '@lastack/simulator';
import type { Bilingual } from '@lastack/trace';
import closeWait from './close-wait.json';
import fourWayClose from './four-way-close.json';
import lostLastAck from './lost-last-ack.json';
import oldSegmentKept from './old-segment-kept.json';
import oldSegment from './old-segment.json';

export interface NamedScenario {
  readonly title: Bilingual;
  readonly scenario: Scenario;
  /** The picture begins at this moment, ms; what was before is not its subject. */
  readonly from?: number;
}

/** JSON loses the literal types that a scenario has; the test runs each one. */
const scenario = (json: unknown): Scenario => json as Scenario;

export const SCENARIOS = {
  'close-wait': {
    title: { en: 'the FIN that B owes', 'zh-Hans': 'B 欠的那个 FIN' },
    scenario: scenario(closeWait),
    from: 150,
  },
  'four-way-close': {
    title: { en: 'a four-way close', 'zh-Hans': '四次挥手' },
    scenario: scenario(fourWayClose),
    from: 150,
  },
  'lost-last-ack': {
    title: { en: 'the last ACK, to drop', 'zh-Hans': '最后一个 ACK，由你来丢' },
    scenario: scenario(lostLastAck),
    from: 150,
  },
  'old-segment': {
    title: { en: 'SEQ 301 enters the next connection', 'zh-Hans': 'SEQ 301 混进下一条连接' },
    scenario: scenario(oldSegment),
    from: 150,
  },
  'old-segment-kept': {
    title: { en: 'SEQ 301 meets TIME-WAIT', 'zh-Hans': 'SEQ 301 遇上 TIME-WAIT' },
    scenario: scenario(oldSegmentKept),
    from: 150,
  },
} as const satisfies Record<string, NamedScenario>;

export type ScenarioName = keyof typeof SCENARIOS;
