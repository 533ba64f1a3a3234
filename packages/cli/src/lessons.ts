/** The fourteen lessons, as a command names them. Next: states/findings.ts */
import type { Text } from '@lastack/exercise-kit';

export const LESSONS = {
  1: { en: 'Two goodbyes', 'zh-Hans': '两次告别' },
  2: { en: 'Reading states', 'zh-Hans': '读懂状态' },
  3: { en: 'Three segments, four, or crossing FINs', 'zh-Hans': '三个报文段、四个，还是 FIN 交错' },
  4: { en: 'Three ways to leave', 'zh-Hans': '三种离开方式' },
  5: { en: 'TIME_WAIT', 'zh-Hans': 'TIME_WAIT' },
  6: { en: 'MSL, TTL and sixty seconds', 'zh-Hans': 'MSL、TTL 与六十秒' },
  7: { en: 'The lost last ACK', 'zh-Hans': '丢失的最后一个 ACK' },
  8: { en: 'Ports and four-tuples', 'zh-Hans': '端口与四元组' },
  9: { en: 'tcp_tw_reuse, and the knobs that do nothing', 'zh-Hans': 'tcp_tw_reuse，以及不起作用的旋钮' },
  10: { en: 'CLOSE_WAIT', 'zh-Hans': 'CLOSE_WAIT' },
  11: { en: 'Descriptors and "Too many open files"', 'zh-Hans': '文件描述符与“Too many open files”' },
  12: { en: 'The crawler and the 404', 'zh-Hans': '爬虫与 404' },
  13: { en: 'Keepalive, user timeout, middleboxes', 'zh-Hans': 'keepalive、user timeout 与中间设备' },
  14: { en: 'Leaving well', 'zh-Hans': '体面地离开' },
} as const satisfies Readonly<Record<number, Text>>;

export type LessonNumber = keyof typeof LESSONS;

/** `Lesson 10: CLOSE_WAIT` */
export const lessonText = (number: LessonNumber): Text => ({
  en: `Lesson ${number}: ${LESSONS[number].en}`,
  'zh-Hans': `第 ${number} 课：${LESSONS[number]['zh-Hans']}`,
});
