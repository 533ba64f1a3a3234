/**
 * The vocabulary without the behaviour: what a learner's file may import, as `@lastack/tcp/language`.
 * Segments, sequence numbers and the names of the states.
 */
export {
  flagNames,
  segmentLength,
  type Bytes,
  type SackBlock,
  type Segment,
  type SegmentOptions,
  type Timestamps,
} from './segment.ts';
export { add, atOrBefore, before, distance, later, seq, within, type Seq } from './sequence.ts';
export { STATES, type State } from './state.ts';
