/** The few words of its own that a ladder has. Next: label.ts */
import type { Micros, Signal, TimerName } from '@lastack/tcp';
import type { Language } from '../language.ts';
import type { DropReason } from '../record.ts';
import { formatTime } from '../time.ts';

export interface LadderWords {
  readonly lost: { readonly [reason in DropReason]: string };
  readonly onTheWay: string;
  readonly copy: string;
  readonly again: (transmission: number) => string;
  readonly runsOut: { readonly [timer in TimerName]: string };
  readonly bar: (timer: TimerName, span: Micros, again: boolean) => string;
  readonly signal: { readonly [signal in Signal]: string };
  /** What is not a call stands in brackets. */
  readonly aside: (text: string) => string;
  readonly idle: (span: Micros) => string;
  readonly differs: string;
  /** What the picture shows, for who cannot see it. */
  readonly title: (hosts: readonly string[]) => string;
}

const en: LadderWords = {
  lost: { fault: 'lost', loss: 'lost by chance', ttl: 'TTL 0', mtu: 'over the MTU', 'no-host': 'no such host' },
  onTheWay: 'on its way',
  copy: 'copy',
  again: (n) => `#${n}`,
  runsOut: {
    retransmission: 'retransmission timeout',
    persist: 'persist timeout',
    'delayed-ack': 'delayed ACK is due',
    'time-wait': '2 MSL are over',
    'fin-wait-2': 'FIN-WAIT-2 timeout',
    keepalive: 'keepalive timeout',
    user: 'user timeout',
  },
  bar: (timer, span, again) => {
    const what = timer === 'time-wait' ? '2 MSL' : timer.toUpperCase();
    return again ? `${what} again: ${formatTime(span)}` : `${what}: ${formatTime(span)}`;
  },
  signal: {
    established: 'connection established',
    'peer-closed': 'end of file',
    reset: 'connection reset',
    refused: 'connection refused',
    'timed-out': 'connection timed out',
    closed: 'connection closed',
  },
  aside: (text) => `(${text})`,
  idle: (span) => `… ${formatTime(span)} …`,
  differs: 'the first difference',
  title: (hosts) => `Packets between ${hosts.join(' and ')}`,
};

const zh: LadderWords = {
  lost: { fault: '丢失', loss: '随机丢失', ttl: 'TTL 为 0', mtu: '超过 MTU', 'no-host': '无此主机' },
  onTheWay: '在途',
  copy: '副本',
  again: (n) => `#${n}`,
  runsOut: {
    retransmission: '重传超时',
    persist: '坚持定时器到期',
    'delayed-ack': '延迟确认到期',
    'time-wait': '2 MSL 到期',
    'fin-wait-2': 'FIN-WAIT-2 超时',
    keepalive: '保活定时器到期',
    user: '用户超时',
  },
  bar: (timer, span, again) => {
    const what = timer === 'time-wait' ? '2 MSL' : timer.toUpperCase();
    return again ? `${what} 重新计时：${formatTime(span)}` : `${what}：${formatTime(span)}`;
  },
  signal: {
    established: '连接已建立',
    'peer-closed': '读到 EOF',
    reset: '连接已重置',
    refused: '连接遭拒绝',
    'timed-out': '连接超时',
    closed: '连接已关闭',
  },
  aside: (text) => `（${text}）`,
  idle: (span) => `… ${formatTime(span)} …`,
  differs: '第一处不同',
  title: (hosts) => `${hosts.join(' 与 ')} 之间的报文时序图`,
};

export const LADDER_WORDS: { readonly [language in Language]: LadderWords } = { en, 'zh-Hans': zh };
