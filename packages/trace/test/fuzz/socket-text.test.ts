/** What ss, netstat and /proc print, damaged in any way: sockets, or problems that name their line. */
import { expect, test } from 'vitest';
import { STATES } from '@lastack/tcp';
import { parseSockets, TABLE_FORMATS, formatTable, socketTable } from '../../src/index.ts';
import { checkCases } from '../../../../scripts/soak/cases.ts';
import { mutatedText } from '../../../../scripts/soak/mutations.ts';
import { fourWayClose, lostLastAck } from '../traces.ts';

const SS = `State      Recv-Q Send-Q Local Address:Port  Peer Address:Port Process
LISTEN     0      511          0.0.0.0:80         0.0.0.0:*     users:(("node",pid=1234,fd=18))
ESTAB      0      36      192.168.0.5%eth0:22  192.168.0.9:51312 timer:(keepalive,59sec,0) users:(("sshd",pid=9,fd=4),("sshd",pid=8,fd=4))
TIME-WAIT  0      0       [2001:db8::1]:443 [2001:db8::9]:50000 timer:(timewait,12sec,0)
CLOSE-WAIT 1      0             [::1]:80            [::1]:40000
`;
const NETSTAT = `Active Internet connections (servers and established)
Proto Recv-Q Send-Q Local Address           Foreign Address         State       PID/Program name     Timer
tcp        0      0 0.0.0.0:80              0.0.0.0:*               LISTEN      1234/node            off (0.00/0/0)
tcp6       1      0 ::1:80                  ::1:40000               CLOSE_WAIT  -                    off (0.00/0/0)
tcp        0      0 10.0.0.1:40000          10.0.0.2:80             TIME_WAIT   -                    timewait (59.31/0/0)
udp        0      0 0.0.0.0:53              0.0.0.0:*                           77/dns: worker
`;
const PROC = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:0050 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 12345 1 0000000000000000 100 0 0 10 0
   1: 0100007F:9C40 0100007F:0050 06 00000000:00000000 03:00001770 00000000     0        0 0 3 0000000000000000
   2: 00000000000000000000000001000000:0050 00000000000000000000000001000000:9C40 08 00000001:00000000 00:00000000 00000000 0 0 0 1
`;

const TEXTS = [
  SS,
  NETSTAT,
  PROC,
  ...[fourWayClose(), lostLastAck()].flatMap((trace) =>
    TABLE_FORMATS.map((format) => formatTable(socketTable(trace, 'A', trace.end), format)),
  ),
];

test('each is read before it is damaged', () => {
  for (const text of TEXTS.slice(0, 3)) expect(parseSockets(text)).toMatchObject({ ok: true });
});

test('damaged socket tables', () => {
  checkCases('sockets', mutatedText(TEXTS), ({ text }) => {
    const lines = text.split(/\r?\n/).length;
    const read = parseSockets(text);
    if (!read.ok) {
      expect(read.problems.length).toBeGreaterThan(0);
      for (const { line, message } of read.problems) {
        expect(line).toBeGreaterThanOrEqual(1);
        expect(line).toBeLessThanOrEqual(lines);
        expect(message['zh-Hans']).not.toBe('');
      }
      return 'refused';
    }
    for (const { line, state, recvQ, sendQ, local, remote } of read.sockets) {
      expect(line).toBeLessThanOrEqual(lines);
      expect(STATES).toContain(state);
      for (const number of [recvQ, sendQ, local.port, remote.port]) expect(Number.isSafeInteger(number)).toBe(true);
      expect(Math.max(local.port, remote.port)).toBeLessThanOrEqual(65_535);
    }
    return 'accepted';
  });
});
