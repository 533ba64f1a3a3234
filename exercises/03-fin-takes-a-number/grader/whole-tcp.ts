/**
 * Whole connections of the simulated TCP, told to the learner's function one end at a time: it must give the SEQ and
 * ACK of every segment that this end sent.
 */
import { BARE_HOST, ladderOf, Story, text, verbatim, world, type Text, type World } from '@lastack/exercise-kit';
import { run } from '@lastack/simulator';
import type { Trace } from '@lastack/trace';
import type { Event } from '#subject';
import { answerText, ask, eventText, type Advance } from './question.ts';
import { sizeOf } from './requirements.ts';
import { RULES } from './rules.ts';

const FIN_OF_A = { from: 'A', has: 'FIN', nth: 1 } as const;
const LAST_ACK = { from: 'A', flags: 'ACK', seq: 7, nth: 1 } as const;
/** Six octets before 2^32: text and FIN lie beyond it. */
const WRAPS = { A: { ...BARE_HOST, iss: 2 ** 32 - 4 }, B: { ...BARE_HOST, iss: 2 ** 32 - 2 } };

const opened = (hosts?: typeof WRAPS): World => (hosts === undefined ? world() : world(hosts)).opens('hello');

export const CONNECTIONS: Readonly<Record<string, World>> = {
  'four segments': opened().shuts(300, 'A').says(400, 'B', 'bye').closes(500, 'B').reads(520, 'A'),
  // The bare ACKs are lost, so that the FIN brings the ACK of ours.
  'three segments': opened()
    .closes(300, 'A')
    .closes(320, 'B')
    .loses({ from: 'B', flags: 'ACK', seq: 1 }, text('every bare ACK of B before its FIN', 'B 在 FIN 之前的纯 ACK ')),
  'crossing FINs': opened().closes(300, 'A').closes(300, 'B'),
  'a lost FIN': opened().closes(300, 'A').closes(310, 'B').loses(FIN_OF_A, text("A's FIN", 'A 的 FIN ')),
  'a lost last ACK': opened()
    .closes(300, 'A')
    .closes(400, 'B')
    .loses(LAST_ACK, text("A's last ACK", 'A 的最后一个 ACK '), 2),
  'numbers that wrap': opened(WRAPS).closes(300, 'A').closes(400, 'B'),
};

export function compareWithTcp(advance: Advance, name: string): void {
  const scene = CONNECTIONS[name] as World;
  const trace = run(scene.play.scenario);
  for (const host of ['A', 'B'] as const) compareEnd(advance, trace, host, scene.play.told);
}

function compareEnd(advance: Advance, trace: Trace, host: 'A' | 'B', before: readonly Text[]): void {
  let here = 0;
  const story = new Story({
    before: [
      ...before,
      text(`your function is told all that ${host} sends and receives`, `把 ${host} 的收发逐一告诉你的函数`),
    ],
    ladder: () => ladderUntil(trace, here),
  });
  const asked = ask(advance);
  const first = trace.records.find((record) => record.type === 'transmit' && record.host === host);
  let end = {
    sndNxt: first?.type === 'transmit' ? (first.packet.segment.seq as number) : 0,
    rcvNxt: null as number | null,
  };
  /** What has left so far: whatever begins before it is sent again. */
  let sent = end.sndNxt;
  trace.records.forEach((record, index) => {
    if ((record.type !== 'transmit' && record.type !== 'arrive') || record.host !== host) return;
    here = index;
    const { seq, ack, text: octets, syn, fin } = record.packet.segment;
    const carried = { length: octets.length, syn, fin };
    const event: Event =
      record.type === 'arrive'
        ? { type: 'arrive', seq, ...carried }
        : seq === sent
          ? { type: 'send', ...carried }
          : { type: 'resend', seq, ...carried };
    if (event.type === 'send') sent = (sent + sizeOf(carried)) >>> 0;
    const answer = asked(story, end, event);
    if (record.type === 'transmit' && (answer.seq !== seq || answer.ack !== ack)) {
      story.tell(eventText({ end, event }));
      story.fail(RULES.wholeTcp, {
        expected: verbatim(`seq = ${seq}, ack = ${ack}`),
        got: answerText(answer),
      });
    }
    end = { sndNxt: answer.sndNxt, rcvNxt: answer.rcvNxt };
  });
}

function ladderUntil(trace: Trace, record: number): Text {
  const mark = { record, text: text('this segment', '这个报文段') };
  return ladderOf(
    { ...trace, records: trace.records.slice(0, record + 1) },
    { mark, calls: false, numbers: 'absolute' },
  );
}
