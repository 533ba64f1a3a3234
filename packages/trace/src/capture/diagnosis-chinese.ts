/** A diagnosis in Chinese. Its twin is diagnosis-english.ts: the same facts in the same order. Next: ../index.ts */
import { endpointText } from '../reading.ts';
import type { ConnectionFacts } from './diagnosis.ts';

function opening({ opened, ends: [a, b] }: ConnectionFacts): string {
  const who = `${a.host}（${endpointText(a.endpoint)}）与 ${b.host}（${endpointText(b.endpoint)}）`;
  if (opened === 'before the capture') return `${who}在抓包开始之前就已建立连接。`;
  return opened === 'never' ? `${who}：${a.host} 发起连接，但没有建立成功。` : `${a.host} 发起连接：${who}。`;
}

function closing({ closedFirst, closingSegments, ending }: ConnectionFacts): string | null {
  if (closedFirst === null) return null;
  const who = closedFirst === 'both' ? '双方同时关闭，FIN 在途中交错' : `${closedFirst} 先关闭`;
  if (ending === 'closed') return `${who}；关闭过程共 ${closingSegments} 个报文段。`;
  if (ending === 'half-closed') return `${who}；对端一直没有关闭。`;
  return ending === 'last ACK missing' ? `${who}；抓包中没有最后一个 ACK。` : `${who}。`;
}

function resetting({ reset, closedFirst }: ConnectionFacts): string | null {
  if (reset === null) return null;
  switch (reset.reason) {
    case 'refused':
      return `${reset.by} 用 RST 回应 SYN：该端口没有人监听。`;
    case 'no-connection':
      return `${reset.by} 回应 RST：它那里已经没有这个连接了。`;
    case 'keepalive':
      return `${reset.by} 的探测没有得到回应，于是放弃并发送 RST。`;
    case 'abort':
      return closedFirst === null
        ? `${reset.by} 没有发 FIN，直接用 RST 结束了连接。`
        : `${reset.by} 用 RST 结束了连接。`;
  }
}

function probing({ probes }: ConnectionFacts): string | null {
  if (probes === null) return null;
  const answers = probes.answered === probes.sent ? '全部得到回应' : `其中 ${probes.answered} 次得到回应`;
  return `${probes.by} 对空闲连接发了 ${probes.sent} 次探测，${answers}。`;
}

const repeating = ({ repeatedFins }: ConnectionFacts): string | null =>
  repeatedFins === 0 ? null : `FIN 重传了 ${repeatedFins} 次：FIN 或它的 ACK 丢失了，或来得太迟。`;

const staying = ({ ending }: ConnectionFacts): string | null =>
  ending === 'open' ? '没有 FIN 也没有 RST：抓包期间连接始终没有关闭。' : null;

/** Sentences, most important first. */
export const diagnosisInChinese = (facts: ConnectionFacts): string[] =>
  [opening, closing, resetting, repeating, probing, staying].flatMap((part) => part(facts) ?? []);
