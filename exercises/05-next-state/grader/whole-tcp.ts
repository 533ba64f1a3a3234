/** Whole connections of the simulated TCP, told to the learner's function one end at a time: it must follow. */
import { ladderOf, Story, text, verbatim, world, type Text, type World } from '@lastack/exercise-kit';
import { run } from '@lastack/simulator';
import type { Trace, TraceRecord } from '@lastack/trace';
import type { Event, State } from '#subject';
import { ask, CLOSE, eventText, STATES, TIMEOUT, type Next } from './question.ts';
import { RULES } from './rules.ts';

const opened = (): World => world().opens('hello');
/** When the first end closes, µs; until then both are ESTABLISHED. */
const CLOSING = 300_000;
const LAST_ACK = { from: 'A', flags: 'ACK', seq: 7, nth: 1 } as const;

export const CONNECTIONS: Readonly<Record<string, World>> = {
  'four segments': opened().closes(300, 'A').closes(600, 'B'),
  // The bare ACKs are lost, so that the FIN brings the ACK of ours.
  'three segments': opened()
    .closes(300, 'A')
    .closes(320, 'B')
    .loses({ from: 'B', flags: 'ACK', seq: 1 }, text('every bare ACK of B before its FIN', 'B 在 FIN 之前的纯 ACK ')),
  'crossing FINs': opened().closes(300, 'A').closes(300, 'B'),
  'a lost FIN': opened()
    .closes(300, 'A')
    .closes(305, 'B')
    .loses({ from: 'A', has: 'FIN', nth: 1 }, text("A's FIN", 'A 的 FIN ')),
  'a lost last ACK': opened()
    .closes(300, 'A')
    .closes(400, 'B')
    .loses(LAST_ACK, text("A's last ACK", 'A 的最后一个 ACK '), 2),
};

export function compareWithTcp(next: Next, name: string): void {
  const { scenario, told } = (CONNECTIONS[name] as World).play;
  const trace = run(scenario);
  for (const host of ['A', 'B'] as const) compareEnd(next, trace, host, told);
}

const isState = (state: string): state is State => (STATES as readonly string[]).includes(state);

function compareEnd(next: Next, trace: Trace, host: 'A' | 'B', told: readonly Text[]): void {
  const before = [
    ...told,
    text(`your function is told what happens to ${host}`, `把 ${host} 遇到的事逐一告诉你的函数`),
  ];
  let here = 0;
  const story = new Story({ before, ladder: () => ladderUntil(trace, here) });
  const asked = ask(next);
  const firstFin = trace.records.find((one) => one.type === 'transmit' && one.host === host && one.packet.segment.fin);
  const finSeq =
    firstFin?.type === 'transmit' ? firstFin.packet.segment.seq + firstFin.packet.segment.text.length : null;
  let state: State = 'ESTABLISHED';
  trace.records.forEach((record, index) => {
    const event = record.at < CLOSING || record.host !== host ? null : eventOf(record, finSeq);
    if (event === null || state === 'CLOSED') return;
    here = index;
    const from = state;
    state = asked(story, state, event).state;
    const real = stateAfter(trace, host, index);
    if (real === null || real === state) return;
    story.tell(eventText({ state: from, event }));
    story.fail(RULES.wholeTcp, {
      expected: verbatim(real),
      got: verbatim(state),
    });
  });
}

function ladderUntil(trace: Trace, record: number): Text {
  const mark = { record, text: text('after this', '这之后') };
  const from = trace.records.findIndex(({ at }) => at >= CLOSING);
  return ladderOf({ ...trace, records: trace.records.slice(0, record + 1) }, { mark, from });
}

function eventOf(record: TraceRecord, finSeq: number | null): Event | null {
  if (record.type === 'call' && record.call === 'close') return CLOSE;
  if (record.type === 'timer' && record.timer === 'time-wait' && record.action === 'fired') return TIMEOUT;
  if (record.type !== 'arrive') return null;
  const { ack, fin, rst } = record.packet.segment;
  return { type: 'segment', ack: ack !== null, acksOurFin: finSeq !== null && ack === finSeq + 1, fin, rst };
}

/** The host's state once this record and what it caused at the same instant are over. */
function stateAfter({ records }: Trace, host: string, index: number): State | null {
  const at = records[index]?.at ?? 0;
  const nextEvent = records.findIndex(
    (record, i) =>
      i > index && record.host === host && (record.at > at || record.type === 'arrive' || record.type === 'call'),
  );
  const until = nextEvent === -1 ? records.length : nextEvent;
  const moved = records.findLast(
    (record, i) => i < until && record.type === 'state' && record.host === host && record.to !== 'LISTEN',
  );
  return moved?.type === 'state' && isState(moved.to) ? moved.to : null;
}
