/** Asks when a failure is noticed, and runs the same failure in a world: the truth is what happens there. */
import {
  asking,
  ladderOf,
  nullable,
  object,
  oneOf,
  Story,
  text,
  verbatim,
  whole,
  type Rule,
} from '@lastack/exercise-kit';
import type { Config, Detection, Failure } from '#subject';
import { CONNECTED, live, type Life } from './life.ts';
import { configText } from './options.ts';
import { RULES } from './rules.ts';

export type Detect = (config: Config, failure: Failure) => Detection;

const SHAPE = object({ atMs: nullable(whole), error: nullable(oneOf('ETIMEDOUT', 'ECONNRESET')) });

/** ms. For the way there and back. */
const TOLERANCE = 300;

/** The least that tcp_retries2 = 15 takes, ip-sysctl. What a run takes depends on its round trips. */
const LEAST_OF_RETRIES2 = 924_600;

/** ms. More than any clock here takes. */
const FOR_EVER = 400_000_000;

export function detects(detect: Detect, config: Config, failure: Failure, rule: Rule, seed?: number): void {
  const life = happen(config, failure);
  const story = new Story({
    ...(seed === undefined ? {} : { seed }),
    before: tell(config, failure),
    ladder: () => ladderOf(life.trace),
  });
  const ask = asking({ name: 'detect', subject: detect, shape: SHAPE, rules: RULES, twice: seed !== undefined });
  const got = ask(story, config, failure);
  const right = truth(life);
  const answers = { expected: answerText(right), got: answerText(got) };
  if (!isInTime(got.atMs, right.atMs, failure)) story.fail(rule, answers);
  if (got.error !== right.error) story.fail(RULES.error, answers);
}

/** The peer hears the end of the handshake, and then nothing more. */
function happen(config: Config, { then, sentMs }: Failure): Life {
  return live({
    settings: { socket: config, heartbeat: null },
    fate: (now) => (now <= CONNECTED + 10 ? 'well' : then === 'silence' ? 'silent' : 'reset'),
    sends: sentMs === null ? [] : [CONNECTED + sentMs],
    until: FOR_EVER,
  });
}

const truth = ({ end }: Life): Detection =>
  end === null
    ? { atMs: null, error: null }
    : { atMs: Math.round(end.at) - CONNECTED, error: end.error === 'ECONNRESET' ? 'ECONNRESET' : 'ETIMEDOUT' };

function isInTime(got: number | null, right: number | null, { sentMs }: Failure): boolean {
  if (got === null || right === null) return got === right;
  // Only retransmission takes so long after a sending; a bound from below is as right as the run.
  const least = sentMs !== null && right - sentMs > LEAST_OF_RETRIES2 ? sentMs + LEAST_OF_RETRIES2 : right;
  return got >= least - TOLERANCE && got <= right + TOLERANCE;
}

function tell(config: Config, { then, sentMs }: Failure) {
  return [
    text(`the client sets ${configText(config)}`, `客户端设置 ${configText(config)}`),
    then === 'silence'
      ? text('from the peer’s last word on, nothing arrives any more', '对端说完最后一句之后，什么都到不了了')
      : text(
          'from the peer’s last word on, its host no longer knows the connection, and answers RST',
          '对端说完最后一句之后，它的主机就不认识这条连接了，来包一律回 RST',
        ),
    sentMs === null
      ? text('the client sends nothing, and waits in recv()', '客户端什么都不发，等在 recv() 里')
      : text(
          `${sentMs} ms after it the client sends 7 octets, if it still can`,
          `${sentMs} ms 之后客户端发 7 字节，如果连接还在`,
        ),
  ];
}

const answerText = ({ atMs, error }: Detection) =>
  verbatim(`{ atMs: ${atMs}, error: ${error === null ? null : `'${error}'`} }`);
