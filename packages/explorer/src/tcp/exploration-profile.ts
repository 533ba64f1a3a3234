/**
 * A TCP that is small enough to be explored whole: RFC 9293's, with a minute for a tick, an MSL of two ticks and an RTO
 * of one that neither doubles nor is measured. Delayed ACKs go at once, nobody gives up, no option but the MSS is used,
 * and text is far below the MSS, so no congestion window is ever in its way. RSTs do not end TIME-WAIT (RFC 1337).
 * Next: scope.ts
 */
import { DEFAULT_SYSCTLS, PROFILES, type Micros, type Profile, type Sysctls } from '@lastack/tcp';

/** A tick: one minute, so that MSL is RFC 9293's two minutes, and above every RTO that RFC 6298 knows by number. */
export const TICK: Micros = 60_000_000;

/** How long the network of an exploration lets a segment live, in ticks. §3.4.2. */
export const MSL_TICKS = 2;

const NEVER = 1_000_000_000;

const PROFILE: Profile = {
  ...PROFILES.rfc9293,
  name: 'exploration',
  msl: MSL_TICKS * TICK,
  initialRto: TICK,
  minRto: TICK,
  maxRto: TICK, // bounds backoff and measurement alike
  delayedAck: 0,
  giveUp: { by: 'count', data: NEVER, syn: NEVER },
  resetEndsTimeWait: false,
};
export const EXPLORATION = Object.freeze(PROFILE);

export const EXPLORATION_SYSCTLS: Sysctls = Object.freeze({
  ...DEFAULT_SYSCTLS,
  tcp_orphan_retries: NEVER,
  tcp_retries2: NEVER,
  tcp_sack: false,
  tcp_timestamps: false,
  tcp_window_scaling: false,
});
