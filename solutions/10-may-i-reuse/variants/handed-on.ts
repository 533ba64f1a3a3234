// variant: each rule a function that answers or hands the question on, linked from the last to the first

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
/** Each rule is a function of everything that answers itself or hands on to the next one: a chain of responsibility, folded from the right. */
interface Question {
  readonly old: Old;
  readonly attempt: Attempt;
  readonly sysctls: Sysctls;
  readonly now: number;
}
type Answer = { reuse: boolean; rule: Rule };
type Link = (next: (q: Question) => Answer) => (q: Question) => Answer;
const link =
  (rule: Rule, applies: (q: Question) => boolean): Link =>
  (next) =>
  (q) =>
    applies(q) ? { rule, reuse: /^(?:bound|reuse)$/.test(rule) } : next(q);
const four = ({ local, peer }: { local: Endpoint; peer: Endpoint }): string =>
  `${local.address} ${local.port} ${peer.address} ${peer.port}`;
const LOOPBACK = /^(?:::ffff:)?127\.|^::1$/;
const chain = [
  link('other-tuple', ({ old, attempt }) => four(old) !== four(attempt)),
  link('not-waiting', ({ old: { state } }) => state !== 'TIME-WAIT'),
  link('incoming', ({ attempt: { direction } }) => direction === 'syn'),
  link('no-timestamps', ({ old: { timestamps } }) => !timestamps),
  link('bound', ({ attempt: { port } }) => port === 'bound'),
  link('off', ({ sysctls }) => sysctls.tcp_tw_reuse === 0),
  link(
    'not-loopback',
    ({ sysctls, old }) =>
      sysctls.tcp_tw_reuse === 2 && ![old.local, old.peer].some(({ address }) => LOOPBACK.test(address)),
  ),
  link('too-young', ({ old, now, sysctls }) => now <= old.since + sysctls.tcp_tw_reuse_delay),
].reduceRight<(q: Question) => Answer>(
  (next, each) => each(next),
  () => ({ reuse: true, rule: 'reuse' }),
);

export function mayReuse(old: Old, attempt: Attempt, sysctls: Sysctls, now: number): { reuse: boolean; rule: Rule } {
  return chain({ old, attempt, sysctls, now });
}
