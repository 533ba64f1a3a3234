import { describe, expect, test } from 'vitest';
import { STATES, TIMERS } from '@lastack/tcp';
import { LANGUAGES, tellMoments, tellRecord, tellStory, type Trace, type TraceRecord } from '../src/index.ts';
import { fourWayClose, lostLastAck, Scribe, simultaneousClose } from './traces.ts';

const at20 = { at: 20_000, host: 'B' } as const;
const pen = new Scribe();
pen.send('A', { syn: true }, 0, null);
pen.send('B', { syn: true }, 0, 1);
const fin = pen.packet('A', { fin: true }, 101, 1);
const data = pen.packet('A', {}, 1, 1, 100);

/** One record of every kind, and how each language tells it. A kind without an example does not compile. */
const SAMPLES: { readonly [type in TraceRecord['type']]: { record: TraceRecord; en: string; zh: string } } = {
  socket: {
    record: { ...at20, type: 'socket', socket: 3, local: fin.destination, remote: fin.source, parent: 2 },
    en: 'At 20 ms, B has a new connection at 10.0.0.2:80 towards 10.0.0.1:40000.',
    zh: '20 ms，B 有了一个新连接，本端 10.0.0.2:80，对端 10.0.0.1:40000。',
  },
  state: {
    record: { ...at20, type: 'state', socket: 3, from: 'ESTABLISHED', to: 'CLOSE-WAIT', cause: 'FIN,ACK' },
    en: 'At 20 ms, B enters CLOSE-WAIT: its peer has finished, its own application has not closed yet.',
    zh: '20 ms，B 进入 CLOSE-WAIT：对端已经发完，自己的应用还没有 close。',
  },
  transmit: {
    record: { at: 20_000, host: 'A', type: 'transmit', socket: 1, packet: data },
    en: 'At 20 ms, A sends 100 octets (SEQ 1–100, ACK 1).',
    zh: '20 ms，A 发出 100 字节（SEQ 1–100，ACK 1）。',
  },
  arrive: {
    record: { ...at20, type: 'arrive', socket: 3, packet: fin },
    en: 'At 20 ms, B takes A’s FIN (SEQ 101, ACK 1).',
    zh: '20 ms，B 收到 A 的 FIN（SEQ 101，ACK 1）。',
  },
  drop: {
    record: { at: 20_000, host: 'A', type: 'drop', packet: fin, reason: 'ttl' },
    en: 'At 20 ms: A’s FIN (SEQ 101, ACK 1) is lost: its hop limit reached 0.',
    zh: '20 ms：A 的 FIN（SEQ 101，ACK 1）丢了：生存时间减到了 0。',
  },
  call: {
    record: { ...at20, type: 'call', id: 1, call: 'accept', fd: 3, args: [] },
    en: 'At 20 ms, B calls accept(3).',
    zh: '20 ms，B 调用 accept(3)。',
  },
  result: {
    record: { ...at20, type: 'result', id: 9, value: null, error: 'ECONNRESET' },
    en: 'At 20 ms, B’s call returns -1 ECONNRESET.',
    zh: '20 ms，B 的调用返回 -1 ECONNRESET。',
  },
  timer: {
    record: { ...at20, type: 'timer', socket: 3, timer: 'time-wait', action: 'set', deadline: 60_020_000 },
    en: 'At 20 ms, B starts its 2 MSL timer (60 s).',
    zh: '20 ms，B 启动 2 MSL 定时器（60 s）。',
  },
  signal: {
    record: { ...at20, type: 'signal', socket: 3, signal: 'peer-closed' },
    en: 'At 20 ms, B tells its application that the peer has finished (end of file).',
    zh: '20 ms，B 通知应用：对端已发完（读到 EOF）。',
  },
  queues: {
    record: { ...at20, type: 'queues', socket: 3, recvQ: 1, sendQ: 0 },
    en: 'At 20 ms, B’s Recv-Q is 1 and its Send-Q 0.',
    zh: '20 ms，B 的 Recv-Q 为 1，Send-Q 为 0。',
  },
  descriptor: {
    record: { ...at20, type: 'descriptor', socket: 3, fd: 4, action: 'closed' },
    en: 'At 20 ms, B gives descriptor 4 back.',
    zh: '20 ms，B 归还描述符 4。',
  },
  note: {
    record: { ...at20, type: 'note', text: 'Who says goodbye first?' },
    en: 'At 20 ms: Who says goodbye first?',
    zh: '20 ms：Who says goodbye first?',
  },
};

const alone = (record: TraceRecord): Trace => ({ ...pen.done(), records: [...pen.records, record] });

test.each(Object.entries(SAMPLES))('a record of kind %s is a sentence in both languages', (_, { record, en, zh }) => {
  const trace = alone(record);
  expect(tellRecord(trace, trace.records.length - 1, 'en')).toBe(en);
  expect(tellRecord(trace, trace.records.length - 1, 'zh-Hans')).toBe(zh);
});

test.each(STATES)('%s has a meaning in both languages', (to) => {
  const trace = alone({ ...at20, type: 'state', socket: 3, from: 'CLOSED', to, cause: '' });
  const last = trace.records.length - 1;
  expect(tellRecord(trace, last, 'en')).toMatch(/^At 20 ms, B (enters [A-Z0-9-]+|is CLOSED): [a-z].*\.$/);
  expect(tellRecord(trace, last, 'zh-Hans')).toMatch(/^20 ms，B 进入 [A-Z0-9-]+：.*[\u4e00-\u9fff].*。$/);
});

test.each(TIMERS)('the %s timer has a name in both languages', (timer) => {
  const trace = alone({ ...at20, type: 'timer', socket: 3, timer, action: 'fired', deadline: null });
  const last = trace.records.length - 1;
  expect(tellRecord(trace, last, 'en')).toMatch(/^At 20 ms, B’s .*(timer|timeout) runs out\.$/);
  expect(tellRecord(trace, last, 'zh-Hans')).toMatch(/^20 ms，B 的\S?.*定时器到期。$/);
});

test('a sentence for every record, in the order of the records', () => {
  for (const language of LANGUAGES) {
    const trace = fourWayClose();
    expect(tellStory(trace, language)).toHaveLength(trace.records.length);
  }
});

test('there is no sentence beyond the last record', () => {
  expect(() => tellRecord(fourWayClose(), 9_999, 'en')).toThrow(RangeError);
});

describe('what a host does at one moment is one sentence', () => {
  const sentences = (trace: Trace, language: 'en' | 'zh-Hans'): string[] =>
    tellMoments(trace, language).map(({ sentence }) => sentence);

  test('the lost last ACK', () => {
    expect(sentences(lostLastAck(), 'en').slice(3)).toEqual([
      'At 0 ms, A calls close(3), enters FIN-WAIT-1 and sends FIN (SEQ 1, ACK 1).',
      'At 10 ms, B takes A’s FIN (SEQ 1, ACK 1) and enters CLOSE-WAIT.',
      'At 10 ms, B calls close(4), enters LAST-ACK and sends FIN (SEQ 1, ACK 2).',
      'At 20 ms, A takes B’s FIN (SEQ 1, ACK 2), enters TIME-WAIT, starts its 2 MSL timer (60 s) and answers ACK 2.',
      'At 20 ms: A’s ACK 2 is lost: dropped here on purpose (an injected fault).',
      'At 210 ms, B’s retransmission timer runs out and it sends FIN (SEQ 1, ACK 2) once more.',
      'At 220 ms, A takes B’s FIN (SEQ 1, ACK 2), starts its 2 MSL timer (60 s) and answers ACK 2.',
      'At 230 ms, B takes A’s ACK 2 and is CLOSED.',
      'At 60.22 s, A’s 2 MSL timer runs out and it is CLOSED.',
    ]);
  });

  test('最后一个 ACK 丢失', () => {
    expect(sentences(lostLastAck(), 'zh-Hans').slice(3)).toEqual([
      '0 ms，A 调用 close(3)，进入 FIN-WAIT-1，发出 FIN（SEQ 1，ACK 1）。',
      '10 ms，B 收到 A 的 FIN（SEQ 1，ACK 1），进入 CLOSE-WAIT。',
      '10 ms，B 调用 close(4)，进入 LAST-ACK，发出 FIN（SEQ 1，ACK 2）。',
      '20 ms，A 收到 B 的 FIN（SEQ 1，ACK 2），进入 TIME-WAIT，启动 2 MSL 定时器（60 s），回复 ACK 2。',
      '20 ms：A 的 ACK 2 丢了：在这里人为丢弃（注入的故障）。',
      '210 ms，B 的重传定时器到期，重传 FIN（SEQ 1，ACK 2）。',
      '220 ms，A 收到 B 的 FIN（SEQ 1，ACK 2），启动 2 MSL 定时器（60 s），回复 ACK 2。',
      '230 ms，B 收到 A 的 ACK 2，进入 CLOSED。',
      '60.22 s，A 的 2 MSL 定时器到期，进入 CLOSED。',
    ]);
  });

  test('moments come in order and do not overlap', () => {
    for (const trace of [fourWayClose(), simultaneousClose()]) {
      const moments = tellMoments(trace, 'en');
      for (const [index, moment] of moments.entries()) {
        expect(moment.first).toBeLessThanOrEqual(moment.last);
        if (index > 0) expect(moment.first).toBeGreaterThan(moments[index - 1]!.last);
      }
    }
  });
});
