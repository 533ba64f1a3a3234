/** What happened, and how people are told: in reading order. */
export type {
  CallRecord,
  DropReason,
  Endpoint,
  HostName,
  Packet,
  PacketId,
  ResultRecord,
  SocketId,
  Trace,
  TraceHost,
  TraceRecord,
} from './record.ts';
export { causeOf } from './cause.ts';
export { bilingual, LANGUAGES, type Bilingual, type Language } from './language.ts';
export { formatTime } from './time.ts';
export { readTrace, type Reading, type RelativeNumbers } from './reading.ts';
export { tellMoments, tellRecord, tellStory, type Moment } from './story/tell.ts';
export type {
  Arrow,
  ArrowEnd,
  Bar,
  Break,
  Divergence,
  LadderLayout,
  Lifeline,
  Mark,
  Row,
  StateLabel,
} from './ladder/ladder.ts';
export type { LadderOptions } from './ladder/options.ts';
export { layoutLadder } from './ladder/layout.ts';
export { heightAt } from './ladder/scale.ts';
export type { TextOptions } from './ladder/frame.ts';
export { drawLadderText, ladderText } from './ladder/text.ts';
export { socketTable, type Instant, type SocketRow, type SocketTimer, type TableOptions } from './sockets/table.ts';
export { parseState, STATE_SPELLINGS, stateOfCode, type StateSpelling } from './sockets/names.ts';
export { formatTable, TABLE_FORMATS, type TableFormat } from './sockets/format.ts';
export { socketsOf, statePath, type PathStep } from './sockets/path.ts';
export { traceFromJson, traceToJson, type TraceJson, type TraceProblem, type TraceResult } from './json/json.ts';
export { diffTraces, type DiffOptions, type TraceDifference } from './diff/diff.ts';
export { ladderSvg, type SvgOptions } from './ladder/svg.ts';
export { traceToPcap, type PcapOptions } from './pcap/write.ts';
export type { ListedSocket } from './parse/listed.ts';
export { parseSockets, type ListedSockets, type SocketProblem } from './parse/sockets.ts';
export type { PcapProblem } from './pcap/problem.ts';
export type { CapturedPacket, SkippedFrame } from './pcap/frame.ts';
export { readPcap, type PcapResult } from './pcap/read.ts';
export { traceFromPackets } from './capture/trace-from-packets.ts';
export type { Finding, FindingCode } from './capture/findings.ts';
export {
  diagnose,
  type ConnectionDiagnosis,
  type ConnectionEnd,
  type ConnectionFacts,
  type Probes,
  type ResetReason,
} from './capture/diagnosis.ts';
