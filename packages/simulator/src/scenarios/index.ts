/** The scenarios that lessons and exercises share, by the name that stands in their addresses. */
import type { Scenario } from '../scenario.ts';
import { closeWithUnreadData, fourWayClose, halfClose, simultaneousClose, threeSegmentClose } from './closing.ts';
import { lostLastAck, oldSegment, oldSegmentKeptOut, timeWaitAssassination, timeWaitRearmed } from './lost.ts';

export const SCENARIOS = {
  'four-way-close': fourWayClose,
  'three-segment-close': threeSegmentClose,
  'simultaneous-close': simultaneousClose,
  'half-close': halfClose,
  'close-with-unread-data': closeWithUnreadData,
  'lost-last-ack': lostLastAck,
  'time-wait-rearmed': timeWaitRearmed,
  'time-wait-assassination': timeWaitAssassination,
  'old-segment': oldSegment,
  'old-segment-kept-out': oldSegmentKeptOut,
} as const satisfies Readonly<Record<string, Scenario>>;

export type ScenarioName = keyof typeof SCENARIOS;
