// variant: the kernel’s host as an object, asked about one attempt
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

class Host {
  readonly #sysctls: Sysctls;
  readonly #now: number;

  constructor(sysctls: Sysctls, now: number) {
    this.#sysctls = sysctls;
    this.#now = now;
  }

  verdict(old: Old, attempt: Attempt): Rule {
    return this.#whether(old, attempt) ?? this.#when(old);
  }

  /** Everything that has nothing to do with time; `null` leaves it to the clock. */
  #whether(old: Old, attempt: Attempt): Rule | null {
    const pairs: [Endpoint, Endpoint][] = [
      [old.local, attempt.local],
      [old.peer, attempt.peer],
    ];
    if (!pairs.every(([a, b]) => a.address === b.address && a.port === b.port)) return 'other-tuple';
    if (old.state !== 'TIME-WAIT') return 'not-waiting';
    if (attempt.direction === 'syn') return 'incoming';
    if (!old.timestamps) return 'no-timestamps';
    if (attempt.port === 'bound') return 'bound';
    const { tcp_tw_reuse } = this.#sysctls;
    if (tcp_tw_reuse === 1) return null;
    if (tcp_tw_reuse === 0) return 'off';
    return Host.#local(old.local) || Host.#local(old.peer) ? null : 'not-loopback';
  }

  #when(old: Old): Rule {
    return this.#now - old.since - this.#sysctls.tcp_tw_reuse_delay > 0 ? 'reuse' : 'too-young';
  }

  static #local({ address }: Endpoint): boolean {
    const ipv4 = address.startsWith('::ffff:') ? address.slice(7) : address;
    return ipv4 === '::1' || ipv4.slice(0, 4) === '127.';
  }
}

const SAYS_YES: readonly Rule[] = ['reuse', 'bound'];

export function mayReuse(old: Old, attempt: Attempt, sysctls: Sysctls, now: number): { reuse: boolean; rule: Rule } {
  const rule = new Host(sysctls, now).verdict(old, attempt);
  return { reuse: SAYS_YES.includes(rule), rule };
}
