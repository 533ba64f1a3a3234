/** 中文版的故事。与 english.ts 一一对应：同样的键，同样的次序。 Next: tell.ts */
import type { DropReasonWords, SignalWords, StateWords, TimerWords } from './words.ts';
import { formatTime } from '../time.ts';
import { endpointText } from '../reading.ts';
import { does, its, own, type Clause, type Clauses, type Scene, type Teller } from './clause.ts';
import { callText, isEndOfFile, resultText } from './call.ts';
import { said, type Said } from './wire.ts';
import type { HostName, Packet } from '../record.ts';

const states: StateWords = {
  CLOSED: '连接已不复存在',
  LISTEN: '等待 SYN',
  'SYN-SENT': 'SYN 已发出，还没有回音',
  'SYN-RECEIVED': '双方的 SYN 都已发出，自己的还没有得到确认',
  ESTABLISHED: '双方都可以发数据',
  'FIN-WAIT-1': '自己的 FIN 已发出，还没有得到确认',
  'FIN-WAIT-2': '自己这一半已关闭，对端那一半还开着',
  'CLOSE-WAIT': '对端已经发完，自己的应用还没有 close',
  CLOSING: '两个 FIN 在路上交错，自己的还没有得到确认',
  'LAST-ACK': '自己的 FIN 也已发出，只差最后一个 ACK',
  'TIME-WAIT': '两半都已关闭，再等 2 MSL，让迟到的报文段消失',
};

const drops: DropReasonWords = {
  fault: '在这里人为丢弃（注入的故障）',
  loss: '链路随机丢包',
  ttl: '生存时间减到了 0',
  mtu: '长度超过 MTU',
  'no-host': '没有主机使用这个地址',
};

const timers: TimerWords = {
  retransmission: '重传定时器',
  persist: '坚持定时器',
  'delayed-ack': '延迟确认定时器',
  'time-wait': '2 MSL 定时器',
  'fin-wait-2': 'FIN-WAIT-2 定时器',
  keepalive: '保活定时器',
  user: '用户超时定时器',
};

const signals: SignalWords = {
  established: '通知应用：连接已建立',
  'peer-closed': '通知应用：对端已发完（读到 EOF）',
  reset: '通知应用：连接已由对端重置',
  refused: '通知应用：那边没有人监听',
  'timed-out': '通知应用：已放弃这个连接',
  closed: '通知应用：连接已关闭',
};

/** `SYN,ACK（SEQ 0，ACK 1）`、`100 字节和 FIN（SEQ 1–100，ACK 1）`、`ACK 102`。 */
function what(word: Said): string {
  const numbers = word.ack === null ? `（${word.seq}）` : `（${word.seq}，${word.ack}）`;
  switch (word.kind) {
    case 'ACK':
      return word.ack ?? '空报文段';
    case 'data':
      return `${word.octets} 字节${word.fin ? '和 FIN' : ''}${numbers}`;
    case 'SYN':
    case 'SYN,ACK':
    case 'FIN':
    case 'RST':
      return `${word.kind}${numbers}`;
  }
}

/** A space between Latin and Han, none after a full-width mark. */
const before = (word: string, what: string): string => (/[\w)]$/.test(what) ? `${what} ${word}` : `${what}${word}`);

const spaced = (before: string, after: string): string =>
  /^[\w"-]/.test(after) ? `${before} ${after}` : `${before}${after}`;

function sends(packet: Packet, { reading, before }: Scene): string {
  const word = said(packet, reading);
  if (word.transmission > 1 && word.kind !== 'ACK') {
    return `${spaced('重传', what(word))}${word.transmission > 2 ? `，这是第 ${word.transmission} 次发送` : ''}`;
  }
  return spaced(before?.type === 'arrive' ? '回复' : '发出', what(word));
}

function whose(host: HostName, packet: Packet, { reading }: Scene): string {
  const sender = reading.senderOf(packet);
  return spaced(sender === host ? '自己的' : `${sender} 的`, what(said(packet, reading)));
}

const clauses: Clauses = {
  socket: ({ local, remote, parent }) => {
    const from = local ? `，本端 ${endpointText(local)}` : '';
    const to = remote && remote.port !== 0 ? `，对端 ${endpointText(remote)}` : '';
    return does(`${parent === null ? '有了一个套接字' : '有了一个新连接'}${from}${to}`);
  },
  state: ({ to }) => does(`进入 ${to}`),
  transmit: ({ packet }, scene) => does(sends(packet, scene)),
  arrive: ({ host, packet }, scene) => does(spaced('收到', whose(host, packet, scene))),
  drop: ({ packet, reason }, scene) => own(`${before('丢了', whose('', packet, scene))}：${drops[reason]}`),
  call: (record) => does(`调用 ${callText(record)}`),
  result: (record, { reading }) => {
    const call = reading.callOf(record.id);
    return its(
      `${before('返回', call ? `${call.call}()` : '调用')} ${resultText(record)}${isEndOfFile(call, record) ? '（EOF）' : ''}`,
    );
  },
  timer: ({ timer, action, deadline, at }) => {
    const name = timers[timer];
    if (action === 'fired') return its(`${name}到期`);
    if (action === 'stopped') return does(spaced('停掉', name));
    return does(`${spaced('启动', name)}${deadline === null ? '' : `（${formatTime(deadline - at)}）`}`);
  },
  signal: ({ signal }) => does(signals[signal]),
  queues: ({ recvQ, sendQ }) => its(`Recv-Q 为 ${recvQ}，Send-Q 为 ${sendQ}`),
  descriptor: ({ fd, action }) => does(action === 'opened' ? `为它打开描述符 ${fd}` : `归还描述符 ${fd}`),
  note: ({ text }) => own(text),
};

const endsItself = /[。！？….!?]$/;

function sentence(at: string, host: string, parts: readonly Clause[]): string {
  const [first, ...rest] = parts;
  if (!first) return `${at}，${host} 什么也没做。`;
  if (first.subject === 'own') return `${at}：${first.text}${endsItself.test(first.text) ? '' : '。'}`;
  const begin = first.subject === 'its' ? spaced(`${at}，${host} 的`, first.text) : `${at}，${host} ${first.text}`;
  return `${[begin, ...rest.map(({ text }) => text)].join('，')}。`;
}

export const chinese: Teller = {
  clauses,
  states,
  sentence,
  explained: (told, meaning) => `${told.slice(0, -1)}：${meaning}。`,
};
