/** States that a glance finds too many sockets in, and what each says of the peer or the network. Next: findings.ts */
import type { State } from '@lastack/tcp';
import type { LessonName, Text } from '@lastack/exercise-kit';
import { linesOf, SOME, type Finding, type Sockets } from './finding.ts';

interface Crowd {
  readonly state: State;
  readonly least: number;
  readonly lesson: LessonName | null;
  readonly text: (n: number) => Text;
}

const CROWDS: readonly Crowd[] = [
  {
    state: 'TIME-WAIT',
    least: 1_000,
    lesson: 'time-wait',
    text: (n) => ({
      en: `TIME-WAIT ${n}: this end closed first, as one end must. They hold no descriptor and hardly any memory, and go after 60 s; they matter only when outgoing ports run out.`,
      'zh-Hans': `TIME-WAIT ${n} 个：本端先关闭，总有一端要如此。它们不占文件描述符，几乎不占内存，60 秒后消失；只有在主动外连的端口用尽时才要紧。`,
    }),
  },
  {
    state: 'LAST-ACK',
    least: SOME,
    lesson: 'lost-last-ack',
    text: (n) => ({
      en: `LAST-ACK ${n}: our FIN is repeated and nobody acknowledges it. The peers are gone, or something between drops their ACKs.`,
      'zh-Hans': `LAST-ACK ${n} 个：我方的 FIN 在重传，没有人确认。对端已不在，或中间有设备丢弃了它们的 ACK。`,
    }),
  },
  {
    state: 'FIN-WAIT-1',
    least: SOME,
    lesson: 'lost-last-ack',
    text: (n) => ({
      en: `FIN-WAIT-1 ${n}: our FIN is not acknowledged. The peers are gone, or do not read what was sent before it (Send-Q).`,
      'zh-Hans': `FIN-WAIT-1 ${n} 个：我方的 FIN 没有得到确认。对端已不在，或不读它之前的数据（看 Send-Q）。`,
    }),
  },
  {
    state: 'FIN-WAIT-2',
    least: SOME,
    lesson: 'close-wait',
    text: (n) => ({
      en: `FIN-WAIT-2 ${n}: this end has closed, the peers have not: they are in CLOSE-WAIT, so look at their programs. Only those that no program holds time out (tcp_fin_timeout).`,
      'zh-Hans': `FIN-WAIT-2 ${n} 个：本端已关闭，对端没有：它们处于 CLOSE-WAIT，该查对端的程序。只有不再被任何程序持有的才会超时（tcp_fin_timeout）。`,
    }),
  },
  {
    state: 'SYN-SENT',
    least: SOME,
    lesson: 'keepalive',
    text: (n) => ({
      en: `SYN-SENT ${n}: nobody answers. A closed port would have answered with RST at once: a filter, a dead host, or a full accept queue drops the SYN.`,
      'zh-Hans': `SYN-SENT ${n} 个：没有应答。端口若只是没人监听，会立刻收到 RST：SYN 是被过滤了，主机已死，或对方 accept 队列已满而丢弃。`,
    }),
  },
  {
    state: 'SYN-RECEIVED',
    least: 100,
    lesson: null,
    text: (n) => ({
      en: `SYN-RECEIVED ${n}: handshakes that nobody finishes: a SYN flood, or our SYN,ACK does not reach the clients.`,
      'zh-Hans': `SYN-RECEIVED ${n} 个：没有完成的握手：SYN 洪泛，或我方的 SYN,ACK 到不了客户端。`,
    }),
  },
];

export function crowds(all: Sockets): Finding[] {
  return CROWDS.flatMap(({ state, least, lesson, text }): Finding[] => {
    const sockets = all.filter((socket) => socket.state === state);
    if (sockets.length < least) return [];
    const count = sockets.length;
    return [{ id: state.toLowerCase(), state, count, text: text(count), lesson, lines: linesOf(sockets) }];
  });
}
