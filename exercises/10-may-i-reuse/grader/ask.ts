/** Puts one question to the learner's function. The cases begin with a connection that may be reused, and change it. */
import { asking, boolean, object, oneOf, Story, text, verbatim } from '@lastack/exercise-kit';
import type { Attempt, Endpoint, Old, Rule, Sysctls } from '#subject';
import { RULE_OF, RULES } from './rules.ts';

export type MayReuse = (old: Old, attempt: Attempt, sysctls: Sysctls, now: number) => { reuse: boolean; rule: Rule };

export interface Question {
  readonly old: Old;
  readonly attempt: Attempt;
  readonly sysctls: Sysctls;
  readonly now: number;
}

const SHAPE = object({ reuse: boolean, rule: oneOf(...(Object.keys(RULE_OF) as [Rule, ...Rule[]])) });

const LOCAL: Endpoint = { address: '10.0.0.2', port: 40_000 };
const PEER: Endpoint = { address: '10.0.1.1', port: 443 };
const NOW = 600_000;

/** What a case changes. `local` and `peer` are those of both connections. */
export interface Change {
  readonly local?: Endpoint;
  readonly peer?: Endpoint;
  readonly old?: Partial<Old>;
  readonly attempt?: Partial<Attempt>;
  readonly sysctls?: Partial<Sysctls>;
  /** How long it has been in its state, and how much longer it lived before; ms. */
  readonly age?: number;
  readonly lived?: number;
}

/** Five seconds in TIME-WAIT, timestamps used, tcp_tw_reuse = 1: connect() may have it. */
export function question({ local = LOCAL, peer = PEER, age = 5_000, lived = 2_000, ...change }: Change = {}): Question {
  const since = NOW - age;
  return {
    old: { state: 'TIME-WAIT', local, peer, openedAt: since - lived, since, timestamps: true, ...change.old },
    attempt: { direction: 'connect', local, peer, port: 'chosen', ...change.attempt },
    sysctls: { tcp_tw_reuse: 1, tcp_tw_reuse_delay: 1_000, tcp_timestamps: 1, ...change.sysctls },
    now: NOW,
  };
}

/** The answer must be this rule's: `bound` and `reuse` say yes, all others no. */
export function decides(mayReuse: MayReuse, { old, attempt, sysctls, now }: Question, rule: Rule, seed?: number): void {
  const told = new Story({ ...(seed === undefined ? {} : { seed }), before: tell({ old, attempt, sysctls, now }) });
  const ask = asking({ name: 'mayReuse', subject: mayReuse, shape: SHAPE, rules: RULES, twice: seed !== undefined });
  const answer = ask(told, old, attempt, sysctls, now);
  const right = { reuse: rule === 'bound' || rule === 'reuse', rule };
  if (answer.reuse === right.reuse && answer.rule === rule) return;
  told.fail(RULE_OF[rule], { expected: answerText(right), got: answerText(answer) });
}

const ends = (local: Endpoint, peer: Endpoint): string =>
  [local, peer]
    .map(({ address, port }) => (address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`))
    .join(' → ');

function tell({ old, attempt, sysctls, now }: Question) {
  const { tcp_tw_reuse, tcp_tw_reuse_delay, tcp_timestamps } = sysctls;
  const names = `tcp_tw_reuse = ${tcp_tw_reuse}, tcp_tw_reuse_delay = ${tcp_tw_reuse_delay}, tcp_timestamps = ${tcp_timestamps}`;
  const call = attempt.direction === 'syn' ? 'SYN' : attempt.port === 'bound' ? 'bind(), connect()' : 'connect()';
  return [
    text(
      `old: ${ends(old.local, old.peer)}, ${old.state} for ${now - old.since} ms, opened ${now - old.openedAt} ms ago, timestamps ${old.timestamps ? 'used' : 'not used'}`,
      `旧连接：${ends(old.local, old.peer)}，${old.state} 已有 ${now - old.since} ms，${now - old.openedAt} ms 前建立，${old.timestamps ? '用了' : '没用'}时间戳`,
    ),
    text(
      `attempt: ${call}, ${ends(attempt.local, attempt.peer)}`,
      `新连接：${call}，${ends(attempt.local, attempt.peer)}`,
    ),
    verbatim(names),
  ];
}

const answerText = ({ reuse, rule }: { readonly reuse: boolean; readonly rule: Rule }) =>
  verbatim(`{ reuse: ${reuse}, rule: '${rule}' }`);
