/** Every order in which things can happen, up to a bound. In reading order; README.md walks through the files. */
export { explore, Exploration, type Bounds, type Counts, type Outcome, type Space, type Successor } from './explore.ts';
export type { Key } from './ledger.ts';
export {
  diagram,
  type DiagramOptions,
  type DiagramStep,
  type Message,
  type Peer,
  type Peers,
} from './diagram/diagram.ts';
export { EXPLORATION, EXPLORATION_SYSCTLS, MSL_TICKS, TICK } from './tcp/exploration-profile.ts';
export type { Broken, End, EndScope, Flight, Property, Scope, Side, TcpState } from './tcp/scope.ts';
export type { TcpStep } from './tcp/steps.ts';
export { PROPERTIES, tcp, type TcpOptions, type TcpSpace } from './tcp/exploration.ts';
export { openAndClose, textBothWays, textOneWay, twoConnections } from './tcp/scopes.ts';
export { retell } from './tcp/retell.ts';
