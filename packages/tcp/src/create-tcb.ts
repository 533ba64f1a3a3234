/**
 * A CLOSED Tcb: what socket() makes, and what a segment that matches nothing is stepped against. RFC 9293 §3.10.1.
 * Next: machine.ts
 */
import type { SackBlock } from './segment.ts';
import { seq } from './sequence.ts';
import type { Connection, Fragment, ReceiveVariables, SendVariables, SocketOptions, Timers } from './tcb.ts';

/** What a socket is made with. */
export interface TcbOptions {
  /** Octets of text that one segment to us may carry; default 1460. */
  readonly mss?: number;
  /** SendMSS when the peer's SYN does not say: 536 over IPv4 (the default), 1220 over IPv6. §3.7.1, MUST-15. */
  readonly defaultMss?: number;
  /** RCV.BUFF in octets, as SO_RCVBUF sets it; default: the profile's. */
  readonly receiveBuffer?: number;
  /** Shift count to offer, 0–14; default: the profile's, or the least that lets the whole buffer be told. */
  readonly windowScale?: number;
  readonly options?: Partial<SocketOptions>;
}

export const NO_FRAGMENTS: readonly Fragment[] = Object.freeze([]);
export const NO_BLOCKS: readonly SackBlock[] = Object.freeze([]);

const ZERO = seq(0);

const NO_TIMERS: Timers = Object.freeze({
  retransmission: null,
  persist: null,
  'delayed-ack': null,
  'time-wait': null,
  'fin-wait-2': null,
  keepalive: null,
  user: null,
});

const NO_OPTIONS_SET: SocketOptions = Object.freeze({
  SO_KEEPALIVE: null,
  SO_LINGER: null,
  TCP_NODELAY: null,
  TCP_QUICKACK: null,
  TCP_KEEPIDLE: null,
  TCP_KEEPINTVL: null,
  TCP_USER_TIMEOUT: null,
  TCP_LINGER2: null,
  TCP_KEEPCNT: null,
});

/** Plain data, CLOSED; the calls `open` and `set-option` take it from there. */
export function createTcb(options: TcbOptions = {}): Connection {
  return {
    state: 'CLOSED',
    openedBy: null,
    orphan: false,
    error: null,
    mss: options.mss ?? 1460,
    defaultMss: options.defaultMss ?? 536,
    receiveBuffer: options.receiveBuffer ?? null,
    offeredShift: options.windowScale ?? null,
    options: options.options === undefined ? NO_OPTIONS_SET : { ...NO_OPTIONS_SET, ...options.options },
    snd: emptySend(),
    rcv: emptyReceive(options.receiveBuffer ?? 0),
    timers: NO_TIMERS,
  };
}

/** The send half of a connection that does not exist yet. */
export function emptySend(): SendVariables {
  return {
    iss: ZERO,
    una: ZERO,
    nxt: ZERO,
    wnd: 0,
    wl1: ZERO,
    wl2: ZERO,
    maxWnd: 0,
    buffer: '',
    synAcknowledged: false,
    closing: false,
    finSent: false,
    mss: 536, // until the peer's SYN settles it
    windowShift: 0,
    scaling: false,
    sackPermitted: false,
    sacked: NO_BLOCKS,
    resend: ZERO,
    cwnd: 0,
    ssthresh: 0x7fff_ffff,
    duplicateAcks: 0,
    recover: null,
    srtt: null,
    rttvar: 0,
    rto: 1_000_000, // RFC 6298 §2.1
    retransmissions: 0,
    unackedSince: null,
    resentSince: null,
    timedSeq: ZERO,
    timedAt: null,
    resent: ZERO,
    newest: ZERO,
    probeDue: false,
    probed: null,
    small: ZERO,
    persistShift: 0,
    probes: 0,
  };
}

/** The receive half, with RCV.BUFF octets to hold. */
export function emptyReceive(capacity: number): ReceiveVariables {
  return {
    irs: ZERO,
    nxt: ZERO,
    wnd: 0,
    capacity,
    unread: 0,
    finAt: null,
    finished: false,
    outOfOrder: NO_FRAGMENTS,
    sackBlocks: NO_BLOCKS,
    duplicate: null,
    windowShift: 0,
    acked: ZERO,
    tsRecent: null,
    tsRecentAt: 0,
    heardAt: 0,
    textAt: null,
    quickAcks: 0,
    interactive: false,
    challengedAt: null,
  };
}
