/**
 * Something happens to one end: its machine is stepped, what it sends is on its way, what it delivers is read at once.
 * A listener takes the next connection as soon as one is over. What must not be is noted here, where it shows.
 * Next: steps.ts
 */
import {
  distance,
  flagNames,
  nextDeadline,
  unreachable,
  type Effect,
  type Env,
  type Segment,
  type TcpEvent,
  type Transition,
} from '@lastack/tcp';
import { EXPLORATION_SYSCTLS } from './exploration-profile.ts';
import { judge } from './judge.ts';
import {
  CLOSED_TCB,
  ISS,
  LISTENING_TCB,
  other,
  type End,
  type Flight,
  type Scope,
  type Side,
  type TcpState,
} from './scope.ts';

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** A state while one step writes it. */
export type Moment = Omit<Writable<TcpState>, 'flights'> & { flights: Flight[] };

/** Somebody who writes down what happens, to retell it. */
export interface Witness {
  stepped(side: Side, before: End, event: TcpEvent, transition: Transition, after: End): void;
  sent(side: Side, flight: Flight): void;
}

export interface Happening {
  readonly scope: Scope;
  readonly moment: Moment;
  readonly witness: Witness | null;
  /** How many clocks have gone off in this step. */
  fired: number;
}

/** `cause`: the segment that arrived, if one did. */
export function happen(happening: Happening, side: Side, event: TcpEvent, cause: Flight | null = null): void {
  const { scope, moment, witness } = happening;
  const before = moment[side];
  const transition = scope[side].machine.step(before.tcb, event, envOf(moment, side));
  const after = live(before, transition, event, cause);
  moment[side] = after;
  witness?.stepped(side, before, event, transition, after);
  const { effects, illegal } = transition;
  if (illegal !== undefined)
    blame(happening, side, `moves from ${illegal.from} to ${illegal.to} on ${illegal.on}, which no TCP does`);
  moment.broken ??= judge({ scope, side, before, after, effects, event, cause, peer: moment[other(side)] });
  for (const effect of effects) follow(happening, side, effect, cause);
  if (after.tcb.state === 'CLOSED') bury(happening, side);
  else fireDue(happening, side);
}

/** Clocks that are due, the earliest first. */
export function fireDue(happening: Happening, side: Side): void {
  const { moment } = happening;
  const due = nextDeadline(moment[side].tcb);
  if (due === null || due.at > moment.now) return;
  happening.fired += 1;
  if (happening.fired > MANY) return blame(happening, side, `leaves its ${due.timer} clock running after it went off`);
  happen(happening, side, { type: 'timeout', timer: due.timer });
}

/** No step of a sound machine lets so many clocks go off at once. */
const MANY = 20;

function blame({ moment }: Happening, end: Side, what: string): void {
  moment.broken ??= { property: 'the contract of a machine', end, what };
}

const envOf = ({ now }: Moment, side: Side): Env => ({ now, iss: ISS[side], sysctls: EXPLORATION_SYSCTLS });

/** The end after a step: a new connection begins with OPEN, or with the SYN that a listener accepts. */
function live(before: End, transition: Transition, event: TcpEvent, cause: Flight | null): End {
  const { tcb } = transition;
  if (event.type === 'call' && event.call.type === 'open' && event.call.mode === 'active')
    return { tcb, life: before.life + 1, called: 1, received: '' };
  if (cause !== null && before.tcb.state === 'LISTEN' && tcb.state !== 'LISTEN')
    return { tcb, life: cause.life, called: 0, received: '' };
  return { tcb, life: before.life, called: before.called, received: before.received };
}

function follow(happening: Happening, side: Side, effect: Effect, cause: Flight | null): void {
  const { moment } = happening;
  switch (effect.type) {
    case 'transmit':
      return send(happening, side, effect.segment, cause);
    case 'deliver': {
      const end = moment[side];
      moment[side] = { ...end, received: end.received + effect.bytes };
      return happen(happening, side, { type: 'call', call: { type: 'receive', count: effect.bytes.length } });
    }
    case 'reopen':
      return reopen(happening, side, effect, cause);
    case 'signal':
    case 'refuse':
      return;
    default:
      return unreachable(effect);
  }
}

/** Who has no connection answers for the one that was asked about. */
function send({ moment, witness }: Happening, side: Side, segment: Segment, cause: Flight | null): void {
  const { tcb, life } = moment[side];
  const isNobody = cause !== null && (tcb.state === 'CLOSED' || tcb.state === 'LISTEN') && segment.rst;
  const flight = flightOf(side, segment, isNobody ? cause.life : life, moment.now);
  moment.flights.push(flight);
  witness?.sent(side, flight);
}

export function flightOf(from: Side, segment: Segment, life: number, sentAt: number): Flight {
  const to = other(from);
  const ack = segment.ack === null ? '' : distance(ISS[to], segment.ack);
  const key = `${to}${life}${flagNames(segment)}${distance(ISS[from], segment.seq)}/${ack}/${segment.wnd}/${segment.text}`;
  return { to, segment, life, sentAt, spare: false, key };
}

/** §3.6.1, MAY-2: TIME-WAIT makes room if somebody listens. */
function reopen(
  happening: Happening,
  side: Side,
  effect: Extract<Effect, { type: 'reopen' }>,
  cause: Flight | null,
): void {
  if (cause === null) return;
  const { scope, moment } = happening;
  if (!isAwaited(scope, side, moment[side].life)) return send(happening, side, effect.otherwise, cause);
  bury(happening, side);
  happen(happening, side, { type: 'segment', segment: cause.segment }, cause);
}

/** A listener waits as long as there is to be another connection. */
const isAwaited = (scope: Scope, side: Side, life: number): boolean =>
  scope[side].listens && life < scope[side].calls.length;

/** The connection is over: back to waiting, or gone. */
function bury({ moment, scope }: Happening, side: Side): void {
  const { life } = moment[side];
  moment[side] = { tcb: isAwaited(scope, side, life) ? LISTENING_TCB : CLOSED_TCB, life, called: 0, received: '' };
}
