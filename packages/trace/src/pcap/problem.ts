/**
 * What may be wrong with a capture file, and where: data in both languages, since a file comes from outside.
 * Next: link.ts
 */
import type { Undecodable } from '@lastack/tcp';
import { bilingual, type Bilingual } from '../language.ts';

export interface PcapProblem {
  /** Octets from the beginning of the file. */
  readonly offset: number;
  /** How many frames before it are whole: they are read. */
  readonly wholeFrames: number;
  readonly message: Bilingual;
  readonly help: Bilingual;
}

/** A problem before anybody has counted the frames. */
export type Damage = Omit<PcapProblem, 'wholeFrames'>;

export const damage = (offset: number, message: Bilingual, help: Bilingual): Damage => ({ offset, message, help });

export const NOT_A_CAPTURE = bilingual(
  'Give a file that `tcpdump -w FILE` or Wireshark wrote: pcap or pcapng.',
  '请给出 `tcpdump -w FILE` 或 Wireshark 保存的文件：pcap 或 pcapng。',
);
export const CUT_OFF = bilingual(
  'The capture was cut off: stop tcpdump with Ctrl-C, not with kill -9, or copy the file again.',
  '抓包文件不完整：请用 Ctrl-C（而不是 kill -9）停止 tcpdump，或重新复制这个文件。',
);
export const DAMAGED = bilingual(
  'The file is damaged here: take the capture again.',
  '文件从这里起已损坏：请重新抓包。',
);

/** The problem as a reader meets it: what is wrong, and what is left. */
export function problemAfter(wholeFrames: number, { offset, message, help }: Damage): PcapProblem {
  if (wholeFrames === 0) return { offset, wholeFrames, message, help };
  const en = wholeFrames === 1 ? 'the frame before it is whole' : `the ${wholeFrames} frames before it are whole`;
  const told = bilingual(`${message.en}; ${en}`, `${message['zh-Hans']}；在它之前的 ${wholeFrames} 个帧是完整的`);
  return { offset, wholeFrames, message: told, help };
}

const REASONS = {
  'an IPv4 fragment': 'IPv4 分片',
  'IPv4 header cut short': 'IPv4 首部不完整',
  'IPv4 packet cut short': 'IPv4 数据包不完整',
  'IPv6 header cut short': 'IPv6 首部不完整',
  'IPv6 packet cut short': 'IPv6 数据包不完整',
  'TCP header cut short': 'TCP 首部不完整',
  'a TCP option with an impossible length': 'TCP 选项的长度不可能成立',
} as const;

const isNumbered = (reason: Undecodable): reason is Exclude<Undecodable, keyof typeof REASONS> => !(reason in REASONS);

/** Why a frame is passed over, in both languages. */
export function undecodable(reason: Undecodable): Bilingual {
  if (!isNumbered(reason)) return bilingual(reason, REASONS[reason]);
  const number = /\d+/.exec(reason.replace(/^IPv6/, ''))?.[0] ?? '';
  if (reason.startsWith('IP version')) return bilingual(reason, `IP 版本号为 ${number}`);
  if (reason.startsWith('IPv6')) return bilingual(reason, `IPv6 的下一个首部为 ${number}，不是 TCP（6）`);
  return bilingual(reason, `IP 协议号为 ${number}，不是 TCP（6）`);
}
