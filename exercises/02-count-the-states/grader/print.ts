/**
 * The three programs' output, as they print it: iproute2 6.1, net-tools 2.10, Linux 6.18.
 * The forms are taken from real output; what stands in a line comes from the socket.
 */
import { STATE_SPELLINGS } from '@lastack/trace';
import type { Socket } from './sockets.ts';

/** What one types to get this output. */
export const FORMS = [
  'ss -tan',
  'ss -Htan',
  'ss -tanp',
  'ss -tanop',
  'ss -tane',
  'ss -an',
  'ss -Han',
  'netstat -ant',
  'netstat -an',
  'netstat -antp',
  'netstat -antop',
  'netstat -ane',
  'cat /proc/net/tcp /proc/net/tcp6',
] as const;
export type Form = (typeof FORMS)[number];

/** What `form` prints of these sockets: every line ends with a line break. */
export function print(form: Form, sockets: readonly Socket[]): string {
  const lines = form.startsWith('ss')
    ? ss(form, sockets)
    : form.startsWith('cat')
      ? proc(sockets)
      : netstat(form, sockets);
  return lines.map((line) => `${line}\n`).join('');
}

/** Whether this form shows sockets that are not of TCP. */
export const showsStrangers = (form: Form): boolean =>
  form === 'ss -an' || form === 'ss -Han' || form === 'netstat -an' || form === 'netstat -ane';

/** Without titles or sockets there is nothing by which to know a form. */
export const hasTitles = (form: Form): boolean => !form.startsWith('ss -H');

const port = (nth: number): number => 40_000 + nth;
const has = (form: Form, option: string): boolean => / -(\w+)/.exec(form)?.[1]?.includes(option) ?? false;

function ss(form: Form, sockets: readonly Socket[]): string[] {
  const netid = showsStrangers(form);
  const titles = ['State      Recv-Q Send-Q Local Address:Port Peer Address:Port Process'];
  const lines = sockets.flatMap((socket) => {
    if (socket.state === null) return netid ? [strangerOfSs(socket)] : [];
    const word = STATE_SPELLINGS[socket.state].ss.padEnd(10);
    return [`${netid ? 'tcp   ' : ''}${word} ${queues(socket)} ${endsOfSs(socket)} ${moreOfSs(form, socket)}`];
  });
  if (!hasTitles(form)) return lines;
  return [...(netid ? [`Netid ${titles[0]}`] : titles), ...lines];
}

function strangerOfSs({ stranger, nth }: Socket): string {
  switch (stranger) {
    case 'udp':
      return `udp   UNCONN     0      0      127.0.0.53%lo:53   0.0.0.0:*          `;
    case 'udp-connected':
      return `udp   ESTAB      0      0      127.0.0.1:${port(nth)} 127.0.0.1:99 `;
    case 'unix':
      return `u_str ESTAB      0      0      /run/dbus/system_bus_socket ${1_000 + nth} * ${2_000 + nth}`;
    case 'netlink':
      return 'nl    UNCONN     0      0      rtmgr:kernel       *                  ';
  }
}

const queues = ({ state, nth }: Socket): string => `${state === 'CLOSE-WAIT' ? 1 : 0}      ${nth % 2}     `;

function endsOfSs({ state, family, nth }: Socket): string {
  if (state === 'LISTEN') return family === 6 ? `*:${port(nth)} *:*` : `0.0.0.0:${port(nth)} 0.0.0.0:*`;
  if (family === 4) return `10.0.0.2:${port(nth)} 10.0.0.1:443`;
  return nth % 2 === 0
    ? `[::ffff:10.0.0.2]:${port(nth)} [::ffff:10.0.0.1]:443`
    : `[fe80::42:acff:fe11:2]%eth0:${port(nth)} [fe80::1]%eth0:443`;
}

/** TIME-WAIT belongs to no program, and has a clock. */
function moreOfSs(form: Form, { state, nth, program }: Socket): string {
  const waits = state === 'TIME-WAIT';
  const owner = has(form, 'p') && !waits ? `users:(("${program}",pid=${200 + nth},fd=${3 + nth}))` : '';
  const timed = has(form, 'o') || has(form, 'e');
  const clock = timed ? (waits ? 'timer:(timewait,59sec,0)' : nth % 2 === 0 ? 'timer:(keepalive,119min,0)' : '') : '';
  const inode = has(form, 'e') ? `ino:${waits ? 0 : 21_000 + nth} sk:${nth.toString(16)} cgroup:/ <->` : '';
  return [owner, clock, inode].filter((part) => part !== '').join(' ');
}

function netstat(form: Form, sockets: readonly Socket[]): string[] {
  const more = moreTitles(form);
  const internet = sockets.filter(({ state, stranger }) => state !== null || stranger.startsWith('udp'));
  const unix = sockets.filter(({ state, stranger }) => state === null && stranger === 'unix');
  const lines = internet.flatMap((socket) => {
    if (socket.state === null) return showsStrangers(form) ? [udpOfNetstat(form, socket)] : [];
    return [lineOfNetstat(form, socket, STATE_SPELLINGS[socket.state].netstat)];
  });
  const titles = `Proto Recv-Q Send-Q Local Address           Foreign Address         State      ${more}`;
  return [
    'Active Internet connections (servers and established)',
    titles,
    ...lines,
    ...(showsStrangers(form) ? unixOfNetstat(unix) : []),
  ];
}

const moreTitles = (form: Form): string =>
  [
    has(form, 'e') ? 'User       Inode     ' : '',
    has(form, 'p') ? 'PID/Program name     ' : '',
    has(form, 'o') ? 'Timer' : '',
  ].join(' ');

function lineOfNetstat(form: Form, socket: Socket, word: string): string {
  const { state, family, nth, program } = socket;
  const waits = state === 'TIME-WAIT';
  const [local, foreign] = endsOfNetstat(socket);
  const more = [
    has(form, 'e') ? `1000       ${waits ? 0 : 21_000 + nth}     ` : '',
    has(form, 'p') ? (waits ? '-                   ' : `${200 + nth}/${program}`.padEnd(20)) : '',
    has(form, 'o') ? (waits ? 'timewait (59.31/0/0)' : 'off (0.00/0/0)') : '',
  ].join(' ');
  const proto = family === 6 ? 'tcp6 ' : 'tcp  ';
  return `${proto}      ${state === 'CLOSE-WAIT' ? 1 : 0}      ${nth % 2} ${local} ${foreign} ${word.padEnd(11)} ${more}`;
}

function endsOfNetstat({ state, family, nth }: Socket): readonly [string, string] {
  const any = family === 6 ? ':::' : '0.0.0.0:';
  const [local, foreign] =
    state === 'LISTEN'
      ? [`${any}${port(nth)}`, `${any}*`]
      : family === 6
        ? [`fe80::42:acff:fe11:${port(nth)}`, 'fe80::1:443']
        : [`10.0.0.2:${port(nth)}`, '10.0.0.1:443'];
  return [local.padEnd(23), foreign.padEnd(23)];
}

/** A connected socket of UDP has a word in the State column. */
const udpOfNetstat = (form: Form, { stranger, nth }: Socket): string =>
  stranger === 'udp'
    ? `udp        0      0 127.0.0.53:53           0.0.0.0:*                           ${has(form, 'e') ? '101        18343     ' : ''}`
    : `udp        0      0 127.0.0.1:${port(nth)}         127.0.0.1:99            ESTABLISHED ${has(form, 'e') ? '1000       21500     ' : ''}`;

const unixOfNetstat = (sockets: readonly Socket[]): string[] => [
  'Active UNIX domain sockets (servers and established)',
  'Proto RefCnt Flags       Type       State         I-Node   Path',
  ...sockets.map(({ nth }, index) =>
    index % 2 === 0
      ? `unix  2      [ ACC ]     STREAM     LISTENING     ${1_000 + nth}     /run/dbus/system_bus_socket`
      : `unix  3      [ ]         STREAM     CONNECTED     ${1_000 + nth}     `,
  ),
];

function proc(sockets: readonly Socket[]): string[] {
  const more = 'tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode';
  return [
    `  sl  local_address rem_address   st ${more}`,
    ...fileOf(sockets, 4),
    `  sl  local_address                         remote_address                        st ${more}`,
    ...fileOf(sockets, 6),
  ];
}

function fileOf(sockets: readonly Socket[], wanted: 4 | 6): string[] {
  return sockets
    .filter(({ state, family }) => state !== null && family === wanted)
    .map(({ state, nth }, index) => {
      const [here, there] =
        wanted === 4
          ? ['0200000A', '0100000A']
          : ['0000000000000000FFFF00000200000A', '0000000000000000FFFF00000100000A'];
      const code = state === null ? '' : STATE_SPELLINGS[state].proc;
      const [local, remote] = [port(nth), 443].map((number) => number.toString(16).toUpperCase().padStart(4, '0'));
      const inode = state === 'TIME-WAIT' ? 0 : 21_000 + nth;
      return `${String(index).padStart(4)}: ${here}:${local} ${there}:${remote} ${code} 00000000:00000000 00:00000000 00000000  1000        0 ${inode} 1 0000000000000000 20 4 0 10 -1`;
    });
}
