/** Sockets as `ss -tanop` prints them (iproute2 6.1). */

export interface Socket {
  readonly state: string;
  readonly recvQ: number;
  readonly sendQ: number;
  readonly local: string;
  readonly peer: string;
  /** `null`: nobody has accepted it, or it belongs to the kernel alone. */
  readonly owner: string | null;
  /** `keepalive,119min,0`. */
  readonly timer: string | null;
}

export const HERE = '10.0.0.2';

/** An ESTABLISHED connection of `owner`, with nothing in its queues. */
export const socket = (local: string, peer: string, rest: Partial<Socket> = {}): Socket => ({
  state: 'ESTAB',
  recvQ: 0,
  sendQ: 0,
  local,
  peer,
  owner: null,
  timer: null,
  ...rest,
});

export const listener = (port: number, owner: string, waiting = 0): Socket =>
  socket(`0.0.0.0:${port}`, '0.0.0.0:*', { state: 'LISTEN', recvQ: waiting, sendQ: 128, owner });

/** With the line of titles. */
export const listing = (sockets: readonly Socket[]): string[] => [
  'State      Recv-Q Send-Q Local Address:Port   Peer Address:Port Process',
  ...sockets.map(line),
];

function line({ state, recvQ, sendQ, local, peer, owner, timer }: Socket): string {
  const users = owner === null ? '' : `users:(("${owner}",pid=${100 + owner.length},fd=${7 + (local.length % 5)}))`;
  const clock = timer === null ? '' : `timer:(${timer})`;
  const columns = [
    state.padEnd(10),
    String(recvQ).padEnd(6),
    String(sendQ).padEnd(6),
    local.padEnd(20),
    peer.padEnd(20),
  ];
  return [...columns, users, clock]
    .filter((part) => part !== '')
    .join(' ')
    .trimEnd();
}
