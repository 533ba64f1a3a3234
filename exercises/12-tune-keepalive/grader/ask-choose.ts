/** Asks for settings, and runs them: a quiet connection, each death, and an outage, at the worst moments. */
import { asking, boolean, nullable, object, oneOf, Story, text, whole, type Shape } from '@lastack/exercise-kit';
import type { Config, Needs, Settings } from '#subject';
import { judgeSettings } from './judge.ts';
import { RULES } from './rules.ts';

export type Choose = (needs: Needs) => Settings;

const SET = object({
  api: oneOf('setsockopt'),
  SO_KEEPALIVE: boolean,
  TCP_KEEPIDLE: nullable(whole),
  TCP_KEEPINTVL: nullable(whole),
  TCP_KEEPCNT: nullable(whole),
  TCP_USER_TIMEOUT: whole,
});
const NODE = object({ api: oneOf('node'), enable: boolean, initialDelay: whole });

/** One of the two, by its `api`. */
const CONFIG: Shape<Config> = {
  name: `${SET.name} | ${NODE.name}`,
  misfit: (value) =>
    typeof value === 'object' && value !== null && Reflect.get(value, 'api') === 'node'
      ? NODE.misfit(value)
      : SET.misfit(value),
};
const SHAPE = object({
  socket: CONFIG,
  heartbeat: nullable(object({ every: whole, replyWithin: nullable(whole) })),
});

export function chooses(choose: Choose, needs: Needs, seed?: number): void {
  const story = new Story({ ...(seed === undefined ? {} : { seed }), before: tell(needs) });
  const ask = asking({ name: 'choose', subject: choose, shape: SHAPE, rules: RULES, twice: seed !== undefined });
  const settings = ask(story, needs) as Settings;
  judgeSettings(story, needs, settings);
}

function tell({ api, balancer, notice, outage, packetsPerHour }: Needs) {
  const steps = [text(`the program can call: ${api}`, `程序能用的接口：${api}`)];
  if (balancer !== null) {
    const { forgetsAfter, counts } = balancer;
    steps.push(
      text(
        `a balancer between them forgets after ${forgetsAfter} ms without ${counts === 'packets' ? 'a packet' : 'an octet of data'}`,
        `中间的负载均衡，${forgetsAfter} ms 里${counts === 'packets' ? '没有包' : '没有数据字节'}就忘掉连接`,
      ),
    );
  }
  for (const [within, en, zh] of [
    [notice.idle, 'a peer that is gone while nobody sends', '空闲时对端消失'],
    [notice.sending, 'a peer that is gone while the program sends', '发送时对端消失'],
    [notice.hung, 'a program that hangs behind its kernel', '内核还在、程序卡住'],
  ] as const) {
    if (within !== null) steps.push(text(`to be known within ${within} ms: ${en}`, `要在 ${within} ms 内发现：${zh}`));
  }
  if (outage > 0) steps.push(text(`an outage of ${outage} ms must kill nothing`, `断网 ${outage} ms 不能弄死连接`));
  steps.push(text(`at most ${packetsPerHour} packets an hour when quiet`, `闲着时每小时至多 ${packetsPerHour} 个包`));
  return steps;
}
