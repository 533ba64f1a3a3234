/**
 * What stands out in a list of sockets, with its evidence: what each says of the program, the peer or the network.
 * Thresholds are for a glance at one moment, so the words say what to look at next, not more than a list can tell.
 * Next: show.ts
 */
import type { Text } from '@lastack/exercise-kit';
import type { ListedSocket } from '@lastack/trace';
import { endpointText, programsOf } from './census.ts';
import { crowds } from './crowds.ts';
import { linesOf, SOME, type Finding, type Sockets } from './finding.ts';

/** Linux hands out 32768–60999 by default (ip_local_port_range). */
const DEFAULT_PORTS = 28_232;

function byProgram(sockets: Sockets): Map<string, ListedSocket[]> {
  const groups = new Map<string, ListedSocket[]>();
  for (const socket of sockets) {
    const names = programsOf(socket.process);
    for (const name of names.length > 0 ? names : ['']) groups.set(name, [...(groups.get(name) ?? []), socket]);
  }
  return groups;
}

/** Recv-Q tells the ways of not closing apart: measured on Linux, a FIN that was not read counts as one. */
function unread(sockets: Sockets): Text {
  const of = (test: (recvQ: number) => boolean): number => sockets.filter(({ recvQ }) => test(recvQ)).length;
  const [none, one, more] = [of((q) => q === 0), of((q) => q === 1), of((q) => q > 1)];
  const parts: Text[] = [
    {
      en: `${none} with Recv-Q 0: the end was read, close() forgotten`,
      'zh-Hans': `${none} 个 Recv-Q 为 0：已读到结尾，却忘了 close()`,
    },
    { en: `${one} with Recv-Q 1: nobody has read the end`, 'zh-Hans': `${one} 个 Recv-Q 为 1：没有人去读结尾` },
    { en: `${more} with more: data lies unread before it`, 'zh-Hans': `${more} 个更大：结尾之前还有没读的数据` },
  ].filter((_, index) => [none, one, more][index]! > 0);
  return { en: parts.map(({ en }) => en).join('; '), 'zh-Hans': parts.map((part) => part['zh-Hans']).join('；') };
}

function closeWait(all: Sockets): Finding[] {
  const waiting = all.filter(({ state }) => state === 'CLOSE-WAIT');
  const asked = all.some(({ process }) => process !== null);
  return [...byProgram(waiting)].map(([program, sockets]) => {
    const n = sockets.length;
    const queue = unread(sockets);
    const few: Text =
      n >= SOME
        ? { en: '', 'zh-Hans': '' }
        : {
            en: ' A few are ordinary for a moment: list again, and see whether these stay.',
            'zh-Hans': '短时出现少量属正常：再列一次，看它们是否还在。',
          };
    return {
      id: 'close-wait',
      state: 'CLOSE-WAIT',
      count: n,
      text: {
        en: `${closeWaitOf(n, program, asked).en} (${queue.en}).${few.en}`,
        'zh-Hans': `${closeWaitOf(n, program, asked)['zh-Hans']}（${queue['zh-Hans']}）。${few['zh-Hans']}`,
      },
      lesson: 'close-wait',
      lines: linesOf(sockets),
    };
  });
}

function closeWaitOf(n: number, program: string, asked: boolean): Text {
  if (program !== '')
    return {
      en: `CLOSE-WAIT ${n} by ${program}: the peer has closed, the kernel has answered, and the application did not close`,
      'zh-Hans': `CLOSE-WAIT ${n} 个，属于 ${program}：对端已关闭，内核已应答，应用程序没有 close()`,
    };
  if (asked)
    return {
      en: `CLOSE-WAIT ${n} that no program holds: not accepted yet (is the accept loop stuck?), or ss may not see the owner (run it as root)`,
      'zh-Hans': `CLOSE-WAIT ${n} 个，不属于任何程序：还没有被 accept（accept 循环卡住了？），或者 ss 无权看到属主（请用 root 运行）`,
    };
  return {
    en: `CLOSE-WAIT ${n}: the peer has closed, the kernel has answered, and an application did not close; -p says which`,
    'zh-Hans': `CLOSE-WAIT ${n} 个：对端已关闭，内核已应答，应用程序没有 close()；加 -p 可看到是哪个程序`,
  };
}

/** Outgoing connections run out of ports per local address and destination, never per machine. */
function ports(all: Sockets): Finding[] {
  const listening = new Set(all.filter(({ state }) => state === 'LISTEN').map(({ local }) => local.port));
  const groups = new Map<string, ListedSocket[]>();
  for (const socket of all) {
    if (socket.state === 'LISTEN' || socket.state === 'CLOSED' || listening.has(socket.local.port)) continue;
    if (socket.local.port < socket.remote.port) continue;
    const key = `${socket.local.address} → ${endpointText(socket.remote)}`;
    const group = groups.get(key);
    if (group) group.push(socket);
    else groups.set(key, [socket]);
  }
  return [...groups].flatMap(([key, sockets]): Finding[] => {
    if (sockets.length < DEFAULT_PORTS * 0.8) return [];
    const n = sockets.length;
    return [
      {
        id: 'ports',
        state: 'TIME-WAIT',
        count: n,
        text: {
          en: `${key}: ${n} ports are taken, and Linux hands out ${DEFAULT_PORTS} by default for one such pair. Next: EADDRNOTAVAIL. Reuse connections first; other sources or destinations have ports of their own.`,
          'zh-Hans': `${key}：已占用 ${n} 个端口，而 Linux 默认对这样一对地址只有 ${DEFAULT_PORTS} 个可用。接下来就是 EADDRNOTAVAIL。先复用连接；换源地址或目的地址则各有各的端口。`,
        },
        lesson: 'ports',
        lines: linesOf(sockets),
      },
    ];
  });
}

/** Of a listener Recv-Q counts connections that wait for accept(); ss shows the limit as its Send-Q. */
function queues(all: Sockets): Finding[] {
  const waiting = all.filter(({ state, recvQ }) => state === 'LISTEN' && recvQ > 0);
  return waiting.map((socket) => {
    const { local, recvQ, sendQ, line } = socket;
    const limit =
      sendQ > 0 ? { en: ` of at most ${sendQ}`, 'zh-Hans': `（上限 ${sendQ}）` } : { en: '', 'zh-Hans': '' };
    return {
      id: 'accept-queue',
      state: 'LISTEN',
      count: recvQ,
      text: {
        en: `${endpointText(local)}: ${recvQ}${limit.en} connections wait for accept(). The program is busy, stuck, or out of descriptors.`,
        'zh-Hans': `${endpointText(local)}：${recvQ} 个连接${limit['zh-Hans']}在等待 accept()。程序忙、卡住，或文件描述符已用尽。`,
      },
      lesson: 'descriptors',
      lines: [line],
    };
  });
}

/** Received and never read: the FIN of the peer cannot arrive either, so such a leak shows as ESTABLISHED. */
function unreadData(all: Sockets): Finding[] {
  const full = all.filter(({ state, recvQ }) => state === 'ESTABLISHED' && recvQ >= 65_536);
  if (full.length === 0) return [];
  const n = full.length;
  return [
    {
      id: 'unread',
      state: 'ESTABLISHED',
      count: n,
      text: {
        en: `ESTABLISHED ${n} with 64 KiB or more in Recv-Q: the program does not read. Even the peer’s FIN may be waiting behind it.`,
        'zh-Hans': `ESTABLISHED ${n} 个的 Recv-Q 不小于 64 KiB：程序不读数据。对端的 FIN 可能也堵在后面。`,
      },
      lesson: 'crawler-404',
      lines: linesOf(full),
    },
  ];
}

/** Most telling first. */
export const findingsOf = (all: Sockets): Finding[] => [
  ...closeWait(all).toSorted((a, b) => b.count - a.count),
  ...queues(all),
  ...ports(all),
  ...unreadData(all),
  ...crowds(all),
];
