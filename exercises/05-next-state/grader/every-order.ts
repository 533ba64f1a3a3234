/**
 * Every order in which two ends that close can act, both with the learner's function. The shortest that goes wrong is
 * told, step by step.
 */
import { conversation, proveModel, remembered, Story, text, type Conversation, type Text } from '@lastack/exercise-kit';
import type { State } from '#subject';
import { ask, type Next } from './question.ts';
import { RULES } from './rules.ts';
import {
  keyOf,
  Model,
  OPEN,
  wrong,
  type End,
  type Message,
  type Moment,
  type Side,
  type Step,
  type Witness,
} from './two-ends.ts';

/** Segments on their way at once: enough for any exchange of two FINs and two ACKs, a copy and a repetition. */
const WIRE = 4;

export const remember = (next: Next): Next => remembered(next, { rule: RULES.inEveryOrder });

export function closeInEveryOrder(next: Next, budget: Pick<Moment, 'losses' | 'copies'>): void {
  const faults = text(
    `two ends, both with your function; ${budget.losses} lost, ${budget.copies} doubled, in any order`,
    `两端都用你的函数；丢 ${budget.losses} 个、重复 ${budget.copies} 个，顺序任意`,
  );
  const asked = ask(next);
  const model = new Model((state, event) => asked(new Story({ before: [faults] }), state, event));
  const start: Moment = { A: OPEN, B: OPEN, wire: [], ...budget };
  proveModel<Moment, Step>(
    {
      initial: [start],
      next: (moment) => model.steps(moment).map((step) => ({ step, state: model.take(moment, step) })),
      key: keyOf,
      check: (moment) => wrong(moment) ?? model.endless(moment),
      isInside: ({ wire }) => wire.length <= WIRE,
    },
    (initial, steps) =>
      tell(
        model,
        initial,
        steps.map(({ step }) => step),
      ),
    {
      rule: RULES.inEveryOrder,
      told: [faults],
      expected: text(
        'both ends come to CLOSED, each with the other’s FIN',
        '双方都走到 CLOSED，并且都收到了对方的 FIN',
      ),
    },
  );
}

/** The ladder of one way through: A's FIN has the number 100, B's 300. */
class Talk implements Witness {
  readonly conversation: Conversation = conversation('A', 'B');
  readonly #ids: number[] = [];
  #at = 0;

  next(): void {
    this.#at += 10;
  }

  leaves(from: Side, end: End, { kind, acksFin }: Message): void {
    const [fin, peers] = from === 'A' ? [100, 300] : [300, 100];
    const seq = kind === 'FIN' || !end.finSent ? fin : fin + 1;
    const ack = kind === 'RST' ? null : acksFin ? peers + 1 : peers;
    this.#ids.push(this.conversation.leaves(this.#at, from, { seq, ack, fin: kind === 'FIN', rst: kind === 'RST' }));
  }

  arrives(message: number): void {
    this.conversation.arrives(this.#at, this.#ids.splice(message, 1)[0] as number);
  }

  loses(message: number): void {
    this.conversation.loses(this.#at, this.#ids.splice(message, 1)[0] as number);
  }

  copies(message: number): void {
    this.#ids.push(this.conversation.copies(this.#ids[message] as number));
  }

  moves(side: Side, from: State, to: State, cause: string): void {
    if (from !== to) this.conversation.moves(this.#at, from, to, cause, side);
  }
}

function tell(model: Model, initial: Moment, steps: readonly Step[]): { tried: readonly Text[]; ladder: Text } {
  const talk = new Talk();
  let moment = initial;
  const tried = steps.map((step) => {
    talk.next();
    const told = stepText(moment, step);
    moment = model.take(moment, step, talk);
    return told;
  });
  return { tried, ladder: talk.conversation.ladder() };
}

function stepText({ wire }: Moment, step: Step): Text {
  switch (step.type) {
    case 'close':
      return text(`${step.end} closes`, `${step.end} 关闭`);
    case 'again':
      return text(`${step.end} sends its FIN again`, `${step.end} 重传 FIN`);
    case 'clock':
      return text(`${step.end}: 2 MSL are over`, `${step.end}：2 MSL 到了`);
    case 'deliver':
    case 'lose':
    case 'copy':
      return fateText(step.type, wire[step.message] as Message);
  }
}

function fateText(fate: 'deliver' | 'lose' | 'copy', { kind, to }: Message): Text {
  switch (fate) {
    case 'deliver':
      return text(`the ${kind} reaches ${to}`, `${kind} 到达 ${to}`);
    case 'lose':
      return text(`the ${kind} to ${to} is lost`, `发给 ${to} 的 ${kind} 丢了`);
    case 'copy':
      return text(`the ${kind} to ${to} is doubled`, `发给 ${to} 的 ${kind} 多出一份`);
  }
}
