/** Every order in which things can happen, up to a bound. In reading order; README.md walks through the files. */
export { explore, Exploration, type Bounds, type Counts, type Outcome, type Space, type Successor } from './explore.ts';
export type { Key } from './ledger.ts';
export {
  diagram,
  type DiagramOptions,
  type DiagramStep,
  type Peer,
  type Peers,
  type Message,
} from './diagram/diagram.ts';
