/** Failures and needs of chance. Every draw of needs can be met, with time to spare. */
import type { Random, Rule } from '@lastack/exercise-kit';
import type { Config, Failure, Needs, SocketOptions } from '#subject';
import { RULES } from './rules.ts';

export interface FailureCase {
  readonly config: Config;
  readonly failure: Failure;
  /** The rule that decides it. */
  readonly rule: Rule;
}

export function failureAtRandom(random: Random): FailureCase {
  const node = random.oneIn(4);
  const config = node ? nodeCallAtRandom(random) : optionsAtRandom(random);
  const then = random.oneIn(4) ? 'reset' : 'silence';
  // No whole number of seconds: nothing is sent in the very moment in which something else ends.
  const sentMs = random.oneIn(2) ? null : random.integer(0, 40) * 1_000 + random.integer(350, 650);
  return { config, failure: { then, sentMs }, rule: ruleFor(config, { then, sentMs }) };
}

function ruleFor(config: Config, { then, sentMs }: Failure): Rule {
  if (then === 'reset') return RULES.reset;
  if (sentMs !== null) return RULES.inFlight;
  if (config.api === 'node') return RULES.node;
  if (!config.SO_KEEPALIVE) return RULES.off;
  return config.TCP_USER_TIMEOUT > 0 ? RULES.userTimeout : RULES.idle;
}

const nodeCallAtRandom = (random: Random): Config => ({
  api: 'node',
  enable: !random.oneIn(5),
  initialDelay: random.oneIn(5) ? random.integer(0, 999) : random.integer(1, 90) * 1_000 + random.integer(0, 999),
});

function optionsAtRandom(random: Random): SocketOptions {
  const unset = random.oneIn(8);
  return {
    api: 'setsockopt',
    SO_KEEPALIVE: !random.oneIn(6),
    TCP_KEEPIDLE: unset ? null : random.integer(1, 60),
    TCP_KEEPINTVL: unset && random.oneIn(2) ? null : random.integer(1, 20),
    TCP_KEEPCNT: random.oneIn(8) ? null : random.integer(1, 9),
    TCP_USER_TIMEOUT: random.oneIn(2) ? 0 : random.integer(1, 90) * 1_000 + random.pick([0, 500]),
  };
}

type Death = keyof Needs['notice'];

export function needsAtRandom(random: Random): Needs {
  const forgetsAfter = random.pick([60_000, 240_000, 350_000, 600_000]);
  const within = random.integer(40, 120) * 1_000;
  const kind = random.pick(['packets', 'octets', 'none'] as const);
  const wanted = random.pick<readonly Death[]>([
    ['idle'],
    ['sending'],
    ['idle', 'sending'],
    ['hung'],
    ['idle', 'hung'],
  ]);
  const notice = (which: Death): number | null => (wanted.includes(which) ? within : null);
  return {
    api: random.pick(['setsockopt', 'node'] as const),
    balancer: kind === 'none' ? null : { forgetsAfter, counts: kind },
    notice: { idle: notice('idle'), sending: notice('sending'), hung: notice('hung') },
    outage: random.pick([0, 2_000, 5_000, 12_000]),
    packetsPerHour: Math.ceil(28_800_000 / Math.min(within, forgetsAfter)),
  };
}
