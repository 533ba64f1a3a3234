/** Findings in words, both languages side by side: what is seen, then what it most likely means. Next: diagnosis.ts */
import { bilingual, type Bilingual } from '../language.ts';
import { formatTime } from '../time.ts';
import type { FindingCode, FindingFacts } from './findings.ts';

/** `packet 5`, `packets 5, 9 and 12`; of many the first few. */
function packets(frames: readonly number[]): string {
  if (frames.length === 1) return `packet ${frames[0]}`;
  const shown = frames.slice(0, 4);
  const more = frames.length - shown.length;
  const last = more > 0 ? `${more} more` : String(shown.pop());
  return `packets ${shown.join(', ')} and ${last}`;
}

const packetsInChinese = (frames: readonly number[]): string =>
  `第 ${frames.slice(0, 4).join('、')} 号${frames.length > 4 ? `等 ${frames.length} 个` : ''}包`;

type Words = (facts: FindingFacts) => Bilingual;

/** A sentence in each language, with its evidence behind it. */
const sentence =
  (english: (facts: FindingFacts) => string, chinese: (facts: FindingFacts) => string): Words =>
  (facts) =>
    bilingual(
      `${english(facts)} (${packets(facts.frames)}).`,
      `${chinese(facts)}（${packetsInChinese(facts.frames)}）。`,
    );

export const FINDING_WORDS: { readonly [code in FindingCode]: Words } = {
  'time-wait': sentence(
    ({ host, peer }) =>
      `TIME-WAIT stays with ${host}, which had sent its FIN before it took ${peer}’s, and sent the last ACK: 2 MSL, 60 s on Linux`,
    ({ host, peer }) =>
      `TIME-WAIT 留在 ${host} 一侧：它在收到 ${peer} 的 FIN 之前就已发出 FIN，并发出了最后一个 ACK；持续 2 MSL，在 Linux 上是 60 s`,
  ),
  'close-wait': sentence(
    ({ host, peer, lasted }) =>
      `${host} has acknowledged ${peer}’s FIN and not closed in ${formatTime(lasted)}: it is in CLOSE-WAIT, and its program has perhaps forgotten to call close()`,
    ({ host, peer, lasted }) =>
      `${host} 确认了 ${peer} 的 FIN，但 ${formatTime(lasted)} 内没有关闭：它处于 CLOSE-WAIT，程序很可能忘了调用 close()`,
  ),
  'fin-unanswered': sentence(
    ({ host, peer, lasted }) =>
      `${host}’s FIN was not acknowledged in ${formatTime(lasted)}: it, or every ACK of it, was lost, or ${peer} is gone`,
    ({ host, peer, lasted }) =>
      `${host} 的 FIN 在 ${formatTime(lasted)} 内没有得到确认：FIN 或它的 ACK 丢失了，或者 ${peer} 已经不在`,
  ),
  'reset-after-data': sentence(
    ({ host, peer }) =>
      `${host} answered ${peer}’s data with RST: its program had closed, or closed with data unread, and nobody would read it`,
    ({ host, peer }) => `${host} 用 RST 回应 ${peer} 的数据：程序已经关闭，或关闭时还有数据没读，数据无人接收`,
  ),
  'half-open': sentence(
    ({ host, peer }) =>
      `half-open: ${peer} took the connection for alive, and ${host} did not know it; it restarted, gave up, or a device between forgot it`,
    ({ host, peer }) =>
      `半开连接：${peer} 以为连接还在，${host} 却已没有这个连接——它重启过、放弃了，或中间设备丢了状态`,
  ),
  'zero-window': sentence(
    ({ host, lasted }) =>
      `${host} closed its window for ${formatTime(lasted)}: its program did not read, and its buffer was full`,
    ({ host, lasted }) => `${host} 的接收窗口为 0，持续 ${formatTime(lasted)}：程序没有读取，接收缓冲区已满`,
  ),
  'syn-unanswered': sentence(
    ({ peer, lasted }) =>
      `${peer} did not answer the SYN in ${formatTime(lasted)}: a firewall dropped it, the accept queue was full, or nobody has that address`,
    ({ peer, lasted }) =>
      `${peer} 在 ${formatTime(lasted)} 内没有回应 SYN：被防火墙丢弃、accept 队列已满，或这个地址上没有主机`,
  ),
  refused: sentence(
    ({ host }) => `${host} refused: no socket listens on that port`,
    ({ host }) => `${host} 拒绝连接：该端口上没有监听的套接字`,
  ),
  'sent-again': sentence(
    ({ host }) => `${host} sent data again: it, or its ACK, was lost or late`,
    ({ host }) => `${host} 重传了数据：数据或它的 ACK 丢失了，或来得太迟`,
  ),
  'probes-unanswered': sentence(
    ({ host, peer, lasted }) =>
      `${peer} left ${host}’s probes unanswered for ${formatTime(lasted)}: it is gone, or cut off`,
    ({ host, peer, lasted }) => `${peer} 在 ${formatTime(lasted)} 内没有回应 ${host} 的探测：它已不在，或网络不通`,
  ),
  'one-sided': sentence(
    ({ host, peer }) =>
      `only ${host}’s packets are here, and they acknowledge ${peer}’s: the capture has one direction`,
    ({ host, peer }) => `抓包里只有 ${host} 的包，而它们确认了 ${peer} 的数据：只抓到了一个方向`,
  ),
};
