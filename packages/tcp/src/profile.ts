/**
 * Where real TCPs differ, each difference one named flag with its reason and source. Three profiles set them all.
 * `rfc9293` reads the text; `linux` is held to what Linux 6.18 was measured to do; `freebsd` to what FreeBSD's own
 * packetdrill suite expects. Sources in [brackets]: M measured on Linux 6.18, S that suite, K kernel source.
 * Next: profiles.ts
 */
import type { ErrnoName, Micros } from './machine.ts';

export type ProfileName = 'rfc9293' | 'linux' | 'freebsd';

/** How long data (R2) and SYNs are repeated before the connection is given up. RFC 9293 §3.8.3. */
export type GiveUp =
  /**
   * By Linux's sysctls: retries turned into the time that so many would take from a 200 ms timeout (retransmits_timed_out()),
   * counted from the first retransmission; for a SYN from a timeout of 1 s, counted from the first SYN. [M, K]
   */
  | { readonly by: 'sysctls' }
  /** When the oldest segment has been out for so long. */
  | { readonly by: 'time'; readonly data: Micros; readonly syn: Micros }
  /** After so many retransmissions. */
  | { readonly by: 'count'; readonly data: number; readonly syn: number };

export interface Profile {
  readonly name: string;

  // Time

  /** MSL; TIME-WAIT lasts twice this. §3.4.2 says 2 minutes, Linux's TCP_TIMEWAIT_LEN is 60 s whatever the sysctls say. */
  readonly msl: Micros;
  /** RFC 6298 §2.1: before the first measurement. */
  readonly initialRto: Micros;
  readonly minRto: Micros;
  readonly maxRto: Micros;
  /**
   * Linux counts in jiffies, 4 ms at HZ=250: an RTO is a whole number of them, and the retransmission clock fires at the
   * end of its slot in the timer wheel, up to an eighth late. `null`: clocks are exact. The other clocks of `linux` are,
   * too: they only wait, but this one decides by how late it is (R2). [M: 208, 416, 832, 1664 ms; K: kernel/time/timer.c]
   */
  readonly jiffy: Micros | null;
  /** What the minimum bounds: the whole RTO (RFC 6298 §2.4), or only what is added to SRTT (Linux, so RTO > SRTT + 200 ms). */
  readonly minRtoBounds: 'rto' | 'variance';
  /** FreeBSD waits so much longer than each RTO but the first, for slow ends and delayed ACKs (rexmit_slop). [F] */
  readonly rtoSlop: Micros;
  readonly giveUp: GiveUp;
  /** RFC 8985 §7: when the end of what is out stays unanswered, it goes once more before RTO, and nothing is backed off. [M, K] */
  readonly tailLossProbe: boolean;
  /** Linux repeats the first SYNs at one interval before it doubles (tcp_syn_linear_timeouts). [K] */
  readonly linearSynTimeouts: boolean;
  /** §3.8.6.3, MUST-40: less than 500 ms. Linux 40 ms [M], FreeBSD 40 ms (net.inet.tcp.delacktime). */
  readonly delayedAck: Micros;
  /** … and before any text has come. Linux's estimate (icsk_ack.ato) is then 0: the next tick, 4 ms at HZ=250. [M: 0.5–2.3 ms] */
  readonly delayedAckBeforeText: Micros;
  /** Linux ACKs the first segments of a stream at once, and delays when the application turns out to answer. [M, K] */
  readonly quickAcks: boolean;
  /**
   * Linux lets the ACK of a FIN wait, so that a close in time makes three segments: tcp_fin() takes the application for
   * one that answers, also after text that was ACKed at once. [M: threshold 40 ms after text, a tick without; K]
   */
  readonly delaysAckOfFin: boolean;
  /** How long an orphan stays in FIN-WAIT-2: the RFC knows no limit, Linux tcp_fin_timeout, FreeBSD 60 s (finwait2_timeout). */
  readonly finWait2: 'for ever' | 'tcp_fin_timeout' | { readonly after: Micros };
  /** Above a minute Linux waits 2 × (T − 60 s): once for T − 60 in full, once more in the small socket. [M] */
  readonly finWait2AboveAMinute: 'as set' | 'twice the excess';
  /** RFC 6928: ten segments. RFC 9293 §3.8.2 points to RFC 5681: two to four. */
  readonly initialWindow: 'RFC 5681' | 'RFC 6928';
  /**
   * What an ACK adds in slow start: at most one segment (RFC 5681 §3.1, equation 2), or all that it acknowledged, so
   * that delayed ACKs do not slow it (Linux: tcp_slow_start(); RFC 3465 without its limit). [K]
   */
  readonly slowStart: 'one segment' | 'what was acknowledged';
  /** RCV.BUFF of a socket that was not given one, octets. Linux: half of tcp_rmem's default, FreeBSD: net.inet.tcp.recvspace. */
  readonly receiveBuffer: number;
  /** Shift count that is offered when the socket does not say: FreeBSD 6 [S]; Linux what tcp_rmem's 32 MiB ask for, 10 [M]. */
  readonly windowScale: number | null;
  /** SO_RCVBUF was set, so the buffer will not grow: Linux offers the least shift that tells all of it. [M, K] */
  readonly scaleFollowsBuffer: boolean;
  /** How much of the free buffer is told. Linux counts in whole segments on a SYN, and in whole units of the scale later. [M, K] */
  readonly windowTold: 'what is free' | 'rounded';

  /** RFC 2883: text that came twice is told with the next ACK, as the first SACK block. Linux (tcp_dsack = 1). [M] */
  readonly duplicateSack: boolean;

  // Opening

  /** A1: the SYN,ACK of a simultaneous open offers timestamps and scaling that the peer's SYN did not. [M] */
  readonly simultaneousOpenOffersAll: boolean;
  /** B3: net.inet.tcp.drop_synfin. [S] */
  readonly dropsSynFin: boolean;
  /** C10: a SYN,FIN in LISTEN opens (§3.10.7.2, third: other controls are processed later) or is dropped (Linux). [M] */
  readonly listenTakesSynFin: boolean;
  /** C9: a SYN,ACK in LISTEN draws an RST (§3.10.7.2, second); FreeBSD is silent. [S] */
  readonly listenResetsSynAck: boolean;
  /** C12: text on a SYN or SYN,ACK is kept (§3.10.7.2–3); Linux leaves it to be sent again. [M] */
  readonly takesTextOnSyn: boolean;
  /** C11: after an unacceptable ACK in SYN-SENT Linux repeats its SYN so soon (TCP_TIMEOUT_MIN, two jiffies). [M: 12 ms with slack] */
  readonly synAgainAfterBadAck: Micros | null;
  /**
   * Which SYN at IRS gets the SYN,ACK again in SYN-RECEIVED; the others get what the RFC's checks give. Linux's
   * tcp_check_req() looks at SYN, ACK and RST only, and before the window: with a FIN too, but not with an ACK. [M, K]
   */
  readonly synAckAgain: 'never' | 'any SYN outside the window' | 'SYN without ACK';
  /** C4: what a connect() that met a SYN is told when an RST follows. §3.10.7.4 says refused. [M] */
  readonly resetInSynReceived: ErrnoName;
  /** Another SYN inside the window of a child in SYN-RECEIVED: it ends (§3.10.7.4, fourth), with an RST under Linux. [K] */
  readonly synInSynReceivedResets: boolean;
  /** net-unreachable or host-unreachable ends a connect(): Linux. §3.9.2.2, MUST-56 forbids it. [K] */
  readonly unreachableEndsOpen: boolean;
  /** LISTEN + active OPEN or SEND becomes SYN-SENT (§3.10.1–2); sockets answer EISCONN or ENOTCONN. */
  readonly listenMayBecomeActive: boolean;

  // Segments out of place

  /** C1: SEG.SEQ = RCV.NXT + RCV.WND still counts as inside. [M] */
  readonly rightEdgeInside: boolean;
  /**
   * Where the window begins for a segment's end. Linux's tcp_sequence() calls nothing old that ends at Last.ACK.sent
   * (rcv_wup) or later, so a FIN or text that was taken already brings an ACK that counts. [M, K]
   */
  readonly leftEdge: 'RCV.NXT' | 'Last.ACK.sent';
  /**
   * Linux drops what has neither ACK, RST nor SYN before it looks at the window (tcp_rcv_established(),
   * tcp_rcv_state_process()); in SYN-RECEIVED of a passive open, tcp_check_req() answers it. [M, K]
   */
  readonly dropsWithoutAckFirst: boolean;
  /**
   * How far below SND.UNA an ACK may lie: RFC 5961 §5.2 says MAX.SND.WND. Linux's tcp_ack() takes the octets ever
   * acknowledged if they are fewer (a SYN of ours counts as one when it opened actively). [M, K]
   */
  readonly oldestAck: 'largest window' | 'no more than was acknowledged';
  /** B1: net.inet.tcp.insecure_rst: any RST in the window kills, as before RFC 5961. [S] */
  readonly anyResetInWindow: boolean;
  /** B2: net.inet.tcp.insecure_syn: a SYN in the window draws an RST, that of tcp_drop(), as before RFC 5961. [S] */
  readonly synInWindowResets: boolean;
  /** C2: in CLOSE-WAIT, CLOSING and LAST-ACK an RST at RCV.NXT − 1 kills: some peers reset with the number of their FIN. [M, K] */
  readonly resetAtFin: boolean;
  /** C3: an RST in CLOSE-WAIT shows as EPIPE, since only writing was left. [M] */
  readonly resetInCloseWait: ErrnoName;
  /** ACKs of unacceptable segments without text are limited to one per tcp_invalid_ratelimit. RFC 5961 §7. [K: 500 ms] */
  readonly limitsChallenges: boolean;

  // Closing

  /** Whether the FIN's number counts against RCV.WND. FreeBSD tells the room in its buffer, where no FIN lies (tcp_output()). */
  readonly finTakesWindow: boolean;
  /** A FIN at RCV.NXT or beyond when the peer's has been taken: tcp_rcv_state_process() does not look at it. [M, K] */
  readonly answersFinBeyondFin: boolean;
  /** A2: the answer to a FIN in FIN-WAIT-1: FreeBSD repeats its own FIN with the ACK. [S] */
  readonly finWait1RepeatsFin: boolean;
  /** The RST of an abort: §3.10.5 shows it bare; FreeBSD's tcp_drop() adds an ACK [S], Linux also the window it would tell [M]. */
  readonly abortCarries: 'nothing' | 'ACK' | 'ACK and window';

  // TIME-WAIT

  /**
   * What restarts 2 MSL besides a repeated FIN. `acknowledgment`: an ACK inside the window (§3.10.7.4, fifth).
   * `any ACK`: also a segment outside the window if it has an ACK: Linux [M]. `nothing else`: FreeBSD [S].
   */
  readonly timeWaitRestartedBy: 'nothing else' | 'acknowledgment' | 'any ACK';
  /** C5: an RST at RCV.NXT ends TIME-WAIT unless tcp_rfc1337 is set: §3.10.7.4, second, and Linux [M]. FreeBSD ignores it (RFC 1337). */
  readonly resetEndsTimeWait: boolean;
  /** An RST elsewhere in the window is challenged (RFC 5961 §3.2) or dropped (Linux, FreeBSD). [K] */
  readonly timeWaitChallengesReset: boolean;
  /** C6: whether a segment without ACK bit, such as a bare FIN, is answered: §3.10.7.4 drops it only at the fifth check. [M] */
  readonly timeWaitAnswersWithoutAck: 'always' | 'outside the window' | 'never';

  // Sending

  /** What a small segment waits for: that nothing is in flight (§3.7.4), or that nothing small is (Minshall, Linux). [K] */
  readonly nagle: 'anything in flight' | 'something small in flight';

  /** A zero-window probe carries one new octet (§3.8.6.1), or none and an old number (Linux). [K] */
  readonly windowProbe: 'one octet' | 'old number';
  /**
   * The wait before a window probe. §3.8.6.1: RTO at first, then twice as long each time. FreeBSD's begins with
   * 4 × SRTT + 8 × RTTVAR and stays between two bounds (persmin, persmax; tcp_setpersist). [F]
   */
  readonly windowProbeWait: 'RTO' | { readonly least: Micros; readonly most: Micros };
  /** §3.8.4 leaves it open how many probes may stay unanswered. Linux 9 [M], FreeBSD 8 (TCPTV_KEEPCNT). */
  readonly keepaliveProbes: number;
}
