/**
 * Two ends, both the learner's function, and a network between them that delivers in any order, loses and doubles.
 * What TCP does around the states is done here: a FIN that was not acknowledged is sent again, and 2 MSL are over when
 * nothing is left to come.
 */
import { text, type Text } from '@lastack/exercise-kit';
import type { Answer, Event, State } from '#subject';
import { CLOSE, TIMEOUT, type Next } from './question.ts';

export type Side = 'A' | 'B';

export interface End {
  readonly state: State;
  readonly finSent: boolean;
  /** It has the peer's FIN. */
  readonly hasFin: boolean;
  readonly closed: boolean;
  /** The state in which an RST ended it, while it still waited for an ACK. */
  readonly reset: State | null;
}

export interface Message {
  readonly to: Side;
  readonly kind: 'FIN' | 'ACK' | 'RST';
  /** Its ACK number covers the FIN of whom it goes to. */
  readonly acksFin: boolean;
}

export interface Moment {
  readonly A: End;
  readonly B: End;
  readonly wire: readonly Message[];
  readonly losses: number;
  readonly copies: number;
}

export type Step =
  | { readonly type: 'close' | 'again' | 'clock'; readonly end: Side }
  | { readonly type: 'deliver' | 'lose' | 'copy'; readonly message: number };

const SIDES: readonly Side[] = ['A', 'B'];
const other = (side: Side): Side => (side === 'A' ? 'B' : 'A');
export const OPEN: End = { state: 'ESTABLISHED', finSent: false, hasFin: false, closed: false, reset: null };
/** Who writes down one way through. */
export interface Witness {
  leaves(from: Side, end: End, message: Message): void;
  arrives(message: number): void;
  loses(message: number): void;
  copies(message: number): void;
  moves(side: Side, from: State, to: State, cause: string): void;
}

/** What must not be, whatever happened before: an end leaves before its FIN was heard, or before the other's was ACKed. */
export function wrong(moment: Moment): Text | null {
  for (const side of SIDES) {
    const [end, peer] = [moment[side], moment[other(side)]];
    if (end.reset !== null) {
      return text(
        `${side} is reset in ${end.reset}: ${other(side)} left before it had acknowledged the FIN of ${side} for good`,
        `${side} 在 ${end.reset} 被 RST：${other(side)} 没确认好 ${side} 的 FIN 就走了`,
      );
    }
    if (end.state === 'FIN-WAIT-2' || end.state === 'TIME-WAIT' || end.state === 'CLOSED') {
      if (!peer.hasFin)
        return text(
          `${side} is in ${end.state}, and ${other(side)} does not have its FIN`,
          `${side} 到了 ${end.state}，${other(side)} 却还没收到它的 FIN`,
        );
    }
  }
  return null;
}

export class Model {
  readonly #next: Next;
  readonly #ends = new Set<string>();

  constructor(next: Next) {
    this.#next = next;
  }

  steps(moment: Moment): readonly Step[] {
    const { wire, losses, copies } = moment;
    const steps: Step[] = wire.map((_, message) => ({ type: 'deliver', message }));
    if (losses > 0) steps.push(...wire.map((_, message): Step => ({ type: 'lose', message })));
    if (copies > 0) steps.push(...wire.map((_, message): Step => ({ type: 'copy', message })));
    for (const end of SIDES) {
      if (!moment[end].closed && ['ESTABLISHED', 'CLOSE-WAIT'].includes(moment[end].state))
        steps.push({ type: 'close', end });
      if (repeats(moment, end)) steps.push({ type: 'again', end });
      if (isOver(moment, end)) steps.push({ type: 'clock', end });
    }
    return steps;
  }

  take(moment: Moment, step: Step, talk?: Witness): Moment {
    switch (step.type) {
      case 'close':
        return this.#happens(moment, step.end, CLOSE, talk);
      case 'clock':
        return this.#happens(moment, step.end, TIMEOUT, talk);
      case 'again':
        return { ...moment, wire: [...moment.wire, said(moment[step.end], step.end, 'FIN', talk)] };
      case 'lose':
        talk?.loses(step.message);
        return { ...moment, wire: without(moment.wire, step.message), losses: moment.losses - 1 };
      case 'copy':
        talk?.copies(step.message);
        return { ...moment, wire: [...moment.wire, moment.wire[step.message] as Message], copies: moment.copies - 1 };
      case 'deliver': {
        const message = moment.wire[step.message] as Message;
        talk?.arrives(step.message);
        const rest = { ...moment, wire: without(moment.wire, step.message) };
        return this.#happens(rest, message.to, arrival(rest[message.to], message), talk);
      }
    }
  }

  #happens(moment: Moment, side: Side, event: Event, talk?: Witness): Moment {
    const before = moment[side];
    const { state, send }: Answer = this.#next(before.state, event);
    const end: End = {
      state,
      finSent: before.finSent || send === 'FIN',
      hasFin: before.hasFin || (event.type === 'segment' && event.fin && before.state !== 'CLOSED'),
      closed: before.closed || event.type === 'close',
      reset: before.reset ?? (event.type === 'segment' && event.rst && waits(before.state) ? before.state : null),
    };
    talk?.moves(side, before.state, state, event.type);
    const wire = send === null ? moment.wire : [...moment.wire, said(end, side, send, talk)];
    return { ...moment, [side]: end, wire };
  }

  /** Without further faults, first sent first delivered, it comes to an end. */
  endless(moment: Moment): Text | null {
    const way: string[] = [];
    let here: Moment = { ...moment, losses: 0, copies: 0 };
    for (let i = 0; i < PATIENCE; i += 1) {
      const key = keyOf(here);
      if (this.#ends.has(key)) break;
      way.push(key);
      const step = this.steps(here)[0];
      if (step === undefined) {
        if (here.A.state !== 'CLOSED' || here.B.state !== 'CLOSED') return stuck(here);
        break;
      }
      here = this.take(here, step);
      if (i === PATIENCE - 1)
        return text(
          `no end: A in ${here.A.state}, B in ${here.B.state}, and still they talk`,
          `没完没了：A 在 ${here.A.state}，B 在 ${here.B.state}，还在来回发报文段`,
        );
    }
    for (const key of way) this.#ends.add(key);
    return null;
  }
}

/** Steps after which every end that can come has come. */
const PATIENCE = 60;

const stuck = ({ A, B }: Moment): Text =>
  text(
    `nothing more can happen: A stays in ${A.state}, B in ${B.state}`,
    `再也不会有事发生：A 停在 ${A.state}，B 停在 ${B.state}`,
  );

const without = (wire: readonly Message[], index: number): readonly Message[] => wire.filter((_, i) => i !== index);

const arrival = (end: End, { kind, acksFin }: Message): Event => ({
  type: 'segment',
  ack: kind !== 'RST',
  acksOurFin: acksFin && end.finSent,
  fin: kind === 'FIN',
  rst: kind === 'RST',
});

/** An RST that meets TIME-WAIT or CLOSED does no harm: that end has told the other everything. */
const waits = (state: State): boolean => state !== 'TIME-WAIT' && state !== 'CLOSED';

/** A FIN that is not acknowledged and not on its way is sent again by the retransmission timer. */
const repeats = (moment: Moment, side: Side): boolean =>
  ['FIN-WAIT-1', 'CLOSING', 'LAST-ACK'].includes(moment[side].state) && moment.wire.length === 0;

/** 2 MSL without a word: whatever was on its way has arrived, and the peer has no FIN to repeat. */
const isOver = (moment: Moment, side: Side): boolean =>
  moment[side].state === 'TIME-WAIT' && moment.wire.length === 0 && !repeats(moment, other(side));

export const keyOf = ({ A, B, wire, losses, copies }: Moment): string =>
  JSON.stringify([A, B, wire.map((message) => JSON.stringify(message)).sort(), losses, copies]);

function said(end: End, from: Side, kind: Message['kind'], talk?: Witness): Message {
  const message: Message = { to: other(from), kind, acksFin: end.hasFin && kind !== 'RST' };
  talk?.leaves(from, end, message);
  return message;
}
