// mutant: it compares addresses and forgets ports
// fails: whom it concerns > another four-tuple is another connection
// code: may-i-reuse/other-tuple
interface Endpoint {
  readonly address: string;
  readonly port: number;
}
interface Old {
  readonly state: 'TIME-WAIT' | 'FIN-WAIT-2' | 'ESTABLISHED' | 'CLOSE-WAIT' | 'LAST-ACK';
  readonly local: Endpoint;
  readonly peer: Endpoint;
  readonly openedAt: number;
  readonly since: number;
  readonly timestamps: boolean;
}

interface Attempt {
  readonly direction: 'connect' | 'syn';
  readonly local: Endpoint;
  readonly peer: Endpoint;
  readonly port: 'bound' | 'chosen';
}
interface Sysctls {
  readonly tcp_tw_reuse: 0 | 1 | 2;
  readonly tcp_tw_reuse_delay: number;
  readonly tcp_timestamps: 0 | 1;
}

type Rule =
  | 'other-tuple'
  | 'not-waiting'
  | 'incoming'
  | 'no-timestamps'
  | 'bound'
  | 'off'
  | 'not-loopback'
  | 'too-young'
  | 'reuse';

export function mayReuse(old: Old, attempt: Attempt, sysctls: Sysctls, now: number): { reuse: boolean; rule: Rule } {
  const rule = decide(old, attempt, sysctls, now);
  return { reuse: rule === 'bound' || rule === 'reuse', rule };
}

function decide(old: Old, attempt: Attempt, { tcp_tw_reuse, tcp_tw_reuse_delay }: Sysctls, now: number): Rule {
  if (!same(old.local, attempt.local) || !same(old.peer, attempt.peer)) return 'other-tuple';
  if (old.state !== 'TIME-WAIT') return 'not-waiting';
  if (attempt.direction === 'syn') return 'incoming';
  if (!old.timestamps) return 'no-timestamps';
  if (attempt.port === 'bound') return 'bound';
  if (tcp_tw_reuse === 0) return 'off';
  if (tcp_tw_reuse === 2 && !isLoopback(old.local) && !isLoopback(old.peer)) return 'not-loopback';
  return now - old.since > tcp_tw_reuse_delay ? 'reuse' : 'too-young';
}

const same = (a: Endpoint, b: Endpoint): boolean => a.address === b.address;
const isLoopback = ({ address }: Endpoint): boolean => address === '::1' || /^(::ffff:)?127\./.test(address);
