// variant: nested questions, from the sysctl inwards
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

const yes = (rule: Rule): { reuse: boolean; rule: Rule } => ({ reuse: true, rule });
const no = (rule: Rule): { reuse: boolean; rule: Rule } => ({ reuse: false, rule });

const blocks = (a: Endpoint, b: Endpoint): boolean => a.port === b.port && a.address === b.address;

function inLoopback(address: string): boolean {
  if (address === '::1') return true;
  const [first] = address.replace('::ffff:', '').split('.');
  return Number(first) === 127;
}

function afterDelay(old: Old, delay: number, now: number): { reuse: boolean; rule: Rule } {
  return old.since + delay < now ? yes('reuse') : no('too-young');
}

export function mayReuse(old: Old, attempt: Attempt, sysctls: Sysctls, now: number): { reuse: boolean; rule: Rule } {
  if (blocks(old.local, attempt.local) && blocks(old.peer, attempt.peer)) {
    if (old.state === 'TIME-WAIT') {
      if (attempt.direction === 'connect') {
        if (old.timestamps) {
          if (attempt.port === 'bound') return yes('bound');
          switch (sysctls.tcp_tw_reuse) {
            case 0:
              return no('off');
            case 1:
              return afterDelay(old, sysctls.tcp_tw_reuse_delay, now);
            case 2:
              return inLoopback(old.peer.address) || inLoopback(old.local.address)
                ? afterDelay(old, sysctls.tcp_tw_reuse_delay, now)
                : no('not-loopback');
          }
        }
        return no('no-timestamps');
      }
      return no('incoming');
    }
    return no('not-waiting');
  }
  return no('other-tuple');
}
