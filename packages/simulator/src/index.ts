/** The world around machines: hosts, sockets, ports, descriptors, links and virtual time. */
export type {
  FaultSpec,
  HostSpec,
  LinkSpec,
  PacketSelector,
  ProgramSpec,
  RuleSpec,
  Scenario,
  ScriptedCall,
} from './scenario.ts';
export type { CallHandle, CallName, CallResult, HostSocketOption, OnResult, SystemCall } from './call.ts';
export { program, type Program, type ProgramCall, type ProgramEvent, type ProgramStep } from './program.ts';
export { rulesProgram } from './rules.ts';
export { SYSCTL_NAMES } from './sysctls.ts';
export { COUNTER_NAMES, type CounterName, type Counters } from './counters.ts';
export type { HostView, Readiness, SocketView } from './query.ts';
export { createWorld, type InjectedPacket, type World, type WorldOptions } from './world.ts';
export { run } from './run.ts';
export { parseScenario, type ParsedScenario } from './parse/parse-scenario.ts';
export type { Problem } from './parse/problem.ts';
export { SCENARIOS, type ScenarioName } from './scenarios/index.ts';
