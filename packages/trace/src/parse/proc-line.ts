/** A line of /proc/net/tcp or /proc/net/tcp6 of a little-endian machine. proc_net_tcp.rst. Next: sockets.ts */
import { formatAddress } from '@lastack/tcp';
import { bilingual } from '../language.ts';
import type { Endpoint } from '../record.ts';
import { stateOfCode } from '../sockets/names.ts';
import { damagedLine, OTHER, type ReadLine } from './listed.ts';

const ADDRESS = '((?:[0-9A-F]{8}){1,4}):([0-9A-F]{4})';
const LINE = new RegExp(
  `^\\s*\\d+: ${ADDRESS} ${ADDRESS} ([0-9A-F]{2}) ([0-9A-F]{8}):([0-9A-F]{8}) ([0-9A-F]{2}:[0-9A-F]{8}) [0-9A-F]{8}\\s+\\d+\\s+\\d+\\s+(\\d+)`,
  'i',
);

/** Words of four octets, each of them backwards. */
function endpoint(address: string, port: string): Endpoint {
  const octets = new Uint8Array(address.length / 2);
  for (let at = 0; at < octets.length; at += 1) {
    const turned = (at & ~3) + 3 - (at & 3);
    octets[turned] = Number.parseInt(address.slice(at * 2, at * 2 + 2), 16);
  }
  return { address: formatAddress(octets), port: Number.parseInt(port, 16) };
}

export function readProcLine(text: string): ReadLine {
  const match = LINE.exec(text);
  if (!match) {
    if (!/^\s*\d+:/.test(text)) return OTHER;
    return damagedLine('/proc/net/tcp');
  }
  const [, local, localPort, remote, remotePort, code, txQueue, rxQueue, timer, inode] = match;
  const state = stateOfCode(code!);
  if (state === null) {
    return {
      kind: 'problem',
      message: bilingual(`${code} is no state’s code`, `${code} 不是任何状态的代码`),
      help: bilingual('Codes run from 01 to 0C.', '状态代码从 01 到 0C。'),
    };
  }
  return {
    kind: 'socket',
    socket: {
      state,
      recvQ: Number.parseInt(rxQueue!, 16),
      sendQ: Number.parseInt(txQueue!, 16),
      local: endpoint(local!, localPort!),
      remote: endpoint(remote!, remotePort!),
      timer: timer!.startsWith('00') ? null : timer!,
      process: null,
      owned: inode !== '0',
    },
  };
}
