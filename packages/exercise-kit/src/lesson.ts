/**
 * The lessons that a rule can send its reader to, by page name: a rule that names another page does not compile.
 * Next: rule.ts
 */
import { text, type Text } from './text.ts';

/** All fourteen, in the order of the course. */
export const LESSONS = {
  'two-goodbyes': text('Two goodbyes', '两声再见'),
  'reading-states': text('Reading states: ss, netstat, /proc', '读懂状态：ss、netstat、/proc'),
  'three-four-crossing': text('Three segments, four, or crossing FINs', '三段、四段，还是 FIN 交叉'),
  'three-ways-to-leave': text('Three ways to leave: shutdown, close, reset', '三种离开方式：shutdown、close、重置'),
  'time-wait': text('TIME_WAIT: why, and what it costs', 'TIME_WAIT：为什么要等，代价是什么'),
  'msl-ttl-sixty-seconds': text('MSL, TTL and sixty seconds', 'MSL、TTL 和 60 秒'),
  'lost-last-ack': text('The lost last ACK, and the assassination', '丢失的最后一个 ACK，以及暗杀'),
  ports: text('Ports and four-tuples: exhaustion', '端口与四元组：端口耗尽'),
  'tw-reuse': text('tcp_tw_reuse, and the knobs that do nothing', 'tcp_tw_reuse，以及那些没用的参数'),
  'close-wait': text('CLOSE_WAIT: the kernel ACKed, you did not close', '服务器大量 CLOSE_WAIT 怎么办'),
  descriptors: text('Descriptors and "Too many open files"', '文件描述符与 Too many open files'),
  'crawler-404': text('The crawler and the 404', '爬虫与 404'),
  keepalive: text('Keepalive, user timeout, middleboxes', '保活、用户超时与中间设备'),
  'leaving-well': text('Leaving well: graceful shutdown, keep-alive races', '好好离开：优雅停机与长连接竞态'),
} as const satisfies Readonly<Record<string, Text>>;

export type LessonName = keyof typeof LESSONS;

const NAMES = Object.keys(LESSONS);

/** `lesson 5, TIME_WAIT: why, and what it costs`; `null` for a page that is none of the fourteen. */
export function lessonTitle(name: string): Text | null {
  const index = NAMES.indexOf(name);
  if (index === -1) return null;
  const { en, 'zh-Hans': chinese } = LESSONS[name as LessonName];
  return text(`lesson ${index + 1}, ${en}`, `第 ${index + 1} 课，${chinese}`);
}
