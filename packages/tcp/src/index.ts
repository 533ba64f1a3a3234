/** The door of @lastack/tcp, in reading order. README.md walks through the files behind it. */
export {
  flagNames,
  NO_OPTIONS,
  segmentLength,
  timestampOf,
  type Bytes,
  type SackBlock,
  type Segment,
  type SegmentOptions,
  type Timestamps,
} from './segment.ts';
export { add, atOrBefore, before, distance, later, seq, within, type Seq } from './sequence.ts';
export {
  isLegal,
  isSynchronized,
  STATES,
  TRANSITIONS,
  unreachable,
  type Move,
  type State,
  type Trigger,
} from './state.ts';
export {
  type Connection,
  type Fragment,
  type ReceiveVariables,
  type SendVariables,
  type SocketOptions,
  type Tcb,
  type Timers,
  type TimeWait,
} from './tcb.ts';
export { createTcb, type TcbOptions } from './create-tcb.ts';
export {
  NO_EFFECTS,
  TIMERS,
  type Effect,
  type Env,
  type ErrnoName,
  type IcmpMessage,
  type IllegalMove,
  type Machine,
  type Micros,
  type Signal,
  type SocketOption,
  type Sysctls,
  type TcpEvent,
  type TimerName,
  type Transition,
  type UserCall,
} from './machine.ts';
export { isAcceptable } from './arrives/acceptable.ts';
export { resetFor } from './arrives/reset.ts';
export { issAfter, mayReuse, type ReuseQuestion } from './reuse.ts';
export { nextDeadline } from './timeouts.ts';
export { type GiveUp, type Profile, type ProfileName } from './profile.ts';
export { DEFAULT_SYSCTLS, PROFILES, sysctlsOf } from './profiles.ts';
export {
  decodePacket,
  encodePacket,
  type Decoded,
  type DecodeOptions,
  type Undecodable,
  type WirePacket,
} from './wire.ts';
export { formatAddress, parseAddress } from './wire/address.ts';
export { createMachine, type MachineOptions, type ReplacedState } from './reference.ts';
