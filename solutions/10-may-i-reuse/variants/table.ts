// variant: a table of rules in order; the first that applies decides
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

interface Asked {
  readonly old: Old;
  readonly attempt: Attempt;
  readonly sysctls: Sysctls;
  readonly now: number;
}

const key = ({ local, peer }: { local: Endpoint; peer: Endpoint }): string =>
  [local.address, local.port, peer.address, peer.port].join('|');

const LOOPBACK = ['127.', '::ffff:127.'];
const loops = (address: string): boolean => address === '::1' || LOOPBACK.some((prefix) => address.startsWith(prefix));

const TABLE: readonly (readonly [rule: Rule, reuse: boolean, applies: (asked: Asked) => boolean])[] = [
  ['other-tuple', false, ({ old, attempt }) => key(old) !== key(attempt)],
  ['not-waiting', false, ({ old }) => old.state !== 'TIME-WAIT'],
  ['incoming', false, ({ attempt }) => attempt.direction !== 'connect'],
  ['no-timestamps', false, ({ old }) => !old.timestamps],
  ['bound', true, ({ attempt }) => attempt.port === 'bound'],
  ['off', false, ({ sysctls }) => !sysctls.tcp_tw_reuse],
  [
    'not-loopback',
    false,
    ({ old, sysctls }) => sysctls.tcp_tw_reuse === 2 && ![old.local, old.peer].some(({ address }) => loops(address)),
  ],
  ['too-young', false, ({ old, sysctls, now }) => now <= old.since + sysctls.tcp_tw_reuse_delay],
  ['reuse', true, () => true],
];

export function mayReuse(old: Old, attempt: Attempt, sysctls: Sysctls, now: number): { reuse: boolean; rule: Rule } {
  const [rule, reuse] = TABLE.find(([, , applies]) => applies({ old, attempt, sysctls, now })) ?? ['reuse', true];
  return { rule, reuse };
}
