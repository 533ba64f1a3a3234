/** What becomes of a connection with these settings, in one world for each need. */
import { ladderOf, text, type Rule, type Story, type Text } from '@lastack/exercise-kit';
import type { Config, Needs, Settings } from '#subject';
import { CONNECTED, live, type Life } from './life.ts';
import { configText } from './options.ts';
import type { Fate, Heard } from './peer.ts';
import { RULES } from './rules.ts';

/** ms. */
const TOLERANCE = 300;
const SOON = 1_000;
/** A balancer's clock is its own: it may be so much early. */
const EARLY = 0.95;

export function judgeSettings(story: Story, needs: Needs, settings: Settings): void {
  story.tell(
    text(`choose() answers: ${settingsText(settings).en}`, `choose() 的回答：${settingsText(settings)['zh-Hans']}`),
  );
  const objection = objectionTo(needs, settings);
  if (objection !== null) {
    story.fail(RULES.settings, {
      expected: text('what Linux takes, of the api that the program has', 'Linux 接受的数值，程序现有的接口'),
      got: objection,
      ladder: ladderOf(live({ settings: HARMLESS, fate: () => 'well', sends: [], until: CONNECTED }).trace),
    });
  }
  const trial = new Trial(story, needs, settings);
  const quiet = trial.staysQuiet();
  trial.noticesDeath(quiet);
  trial.survivesOutage(quiet);
}

const HARMLESS: Settings = { socket: { api: 'node', enable: false, initialDelay: 0 }, heartbeat: null };

class Trial {
  readonly #story: Story;
  readonly #needs: Needs;
  readonly #settings: Settings;

  constructor(story: Story, needs: Needs, settings: Settings) {
    this.#story = story;
    this.#needs = needs;
    this.#settings = settings;
  }

  /** Long enough for the balancer to forget, twice, and for two dozen packets. Then a request must be answered. */
  staysQuiet(): Life {
    const { balancer, packetsPerHour } = this.#needs;
    const dozens = Math.round((24 * HOUR) / packetsPerHour);
    const asks = CONNECTED + Math.max(TEN_MINUTES, 2 * (balancer?.forgetsAfter ?? 0), dozens);
    const told = text(`quiet until ${asks} ms, then a request`, `一直闲到 ${asks} ms，然后发一个请求`);
    const life = this.#live('well', [asks], asks + 10 * SOON);
    if (life.end !== null || (life.heardAt ?? 0) < asks) {
      this.#fail(RULES.survives, life, told, [text('the request is answered', '请求得到回答'), this.#ending(life)]);
    }
    const sent = life.trace.records.filter(
      ({ type, host, at }) => type === 'transmit' && host === 'client' && at > CONNECTED * 1_000 && at < asks * 1_000,
    ).length;
    const most = Math.ceil((packetsPerHour * asks) / HOUR) + 1;
    if (sent > most) {
      this.#fail(RULES.traffic, life, told, [
        text(`at most ${most} packets in this time`, `这段时间里至多 ${most} 个包`),
        text(`${sent} packets`, `${sent} 个包`),
      ]);
    }
    return life;
  }

  /** The peer dies right after it has answered the first probe or ping: it takes longest then. */
  noticesDeath(quiet: Life): void {
    const { idle, sending, hung } = this.#needs.notice;
    const dies = firstAfterHandshake(quiet, 'arrive') + 100;
    if (idle !== null) this.#notices(RULES.noticesIdle, 'silent', { dies, within: idle, sends: [] });
    if (sending !== null) this.#notices(RULES.noticesSending, 'silent', { dies, within: sending, sends: [dies] });
    if (hung !== null) this.#notices(RULES.noticesHung, 'hung', { dies, within: hung, sends: [] });
  }

  #notices(
    rule: Rule,
    fate: 'silent' | 'hung',
    { dies, within, sends }: { readonly dies: number; readonly within: number; readonly sends: readonly number[] },
  ): void {
    const life = this.#live((now) => (now < dies ? 'well' : fate), sends, dies + within + TOLERANCE);
    if (life.end !== null) return;
    const told = DEATH[fate](dies, sends.length > 0);
    this.#fail(rule, life, told, [
      text(`known by ${dies + within} ms`, `${dies + within} ms 之前知道`),
      this.#ending(life),
    ]);
  }

  /** It begins just before the first probe or ping, and swallows it: it hurts most then. Once idle, once with a request. */
  survivesOutage(quiet: Life): void {
    const { outage } = this.#needs;
    if (outage === 0) return;
    const begins = firstAfterHandshake(quiet, 'transmit') - 1;
    const ends = begins + outage;
    const after = ends + outage + 5 * SOON;
    for (const sends of [[after], [begins, after]]) {
      const life = this.#live((now) => (now >= begins && now < ends ? 'silent' : 'well'), sends, after + 10 * SOON);
      if (life.end === null && (life.heardAt ?? 0) >= after) continue;
      const told = text(
        `nothing arrives from ${begins} ms to ${ends} ms${sends.length > 1 ? ', and a request is on its way' : ''}; the next request at ${after} ms`,
        `${begins} ms 到 ${ends} ms 什么都到不了${sends.length > 1 ? '，途中还有一个请求' : ''}；${after} ms 再发一个请求`,
      );
      this.#fail(RULES.outage, life, told, [text('the request is answered', '请求得到回答'), this.#ending(life)]);
    }
  }

  #live(what: 'well' | ((now: number) => Fate), sends: readonly number[], until: number): Life {
    const fate = (now: number, heard: Heard): Fate => {
      const befallen = what === 'well' ? 'well' : what(now);
      return befallen === 'well' && this.#isForgotten(now, heard) ? 'reset' : befallen;
    };
    return live({ settings: this.#settings, fate, sends, until });
  }

  #isForgotten(now: number, heard: Heard): boolean {
    const { balancer } = this.#needs;
    if (balancer === null) return false;
    const last = balancer.counts === 'packets' ? heard.packet : heard.octets;
    return now - last >= EARLY * balancer.forgetsAfter;
  }

  #ending({ end }: Life): Text {
    if (end === null) return text('the program still knows of nothing', '程序到这时还什么都不知道');
    if (end.error === 'heartbeat') return text(`the heartbeat gives up at ${end.at} ms`, `心跳在 ${end.at} ms 放弃`);
    return text(`recv() fails with ${end.error} at ${end.at} ms`, `recv() 在 ${end.at} ms 返回 ${end.error}`);
  }

  #fail(rule: Rule, { trace }: Life, told: Text, [expected, got]: readonly [Text, Text]): never {
    this.#story.tell(told);
    const packets = trace.records.flatMap((record, index) => (record.type === 'transmit' ? [index] : []));
    this.#story.fail(rule, { expected, got, ladder: ladderOf(trace, { from: packets.at(-MOST_DRAWN) ?? 0 }) });
  }
}

const TEN_MINUTES = 600_000;
const HOUR = 3_600_000;
/** Packets of the end, in a failure's ladder. */
const MOST_DRAWN = 12;

const DEATH = {
  silent: (at: number, sends: boolean): Text =>
    text(
      `from ${at} ms on nothing arrives any more${sends ? ', and the client sends a request' : ''}`,
      `${at} ms 起什么都到不了${sends ? '，客户端这时发出一个请求' : ''}`,
    ),
  hung: (at: number): Text =>
    text(`from ${at} ms on the peer’s program hangs, its kernel acknowledges`, `${at} ms 起对端程序卡住，内核照样确认`),
};

/** ms. The first probe or ping, or the first answer to it; without either, a second after the handshake. */
function firstAfterHandshake({ trace }: Life, type: 'transmit' | 'arrive'): number {
  const quietSince = (CONNECTED + 50) * 1_000;
  const first = trace.records.find(
    (record) => record.type === type && record.host === 'client' && record.at > quietSince,
  );
  return (first?.at ?? (CONNECTED + SOON) * 1_000) / 1_000;
}

/** setsockopt() answers EINVAL to these, and a heartbeat must be one. */
function objectionTo({ api }: Needs, { socket, heartbeat }: Settings): Text | null {
  if (socket.api !== api) return text(`api is '${socket.api}'`, `api 写的是 '${socket.api}'`);
  for (const [name, value, least, most] of rangesOf(socket)) {
    if (value !== null && (value < least || value > most)) {
      return text(
        `${name} = ${value}, outside of ${least} to ${most}`,
        `${name} = ${value}，不在 ${least} 到 ${most} 之间`,
      );
    }
  }
  if (heartbeat !== null && (heartbeat.every < SOON || (heartbeat.replyWithin ?? 1) < 1)) {
    return text('a ping more than once a second, or a deadline of 0', 'ping 一秒不止一次，或者时限为 0');
  }
  return null;
}

type Range = readonly [name: string, value: number | null, least: number, most: number];

function rangesOf(socket: Config): readonly Range[] {
  if (socket.api === 'node') return [['initialDelay', socket.initialDelay, 0, 32_767_999]];
  return [
    ['TCP_KEEPIDLE', socket.TCP_KEEPIDLE, 1, 32_767],
    ['TCP_KEEPINTVL', socket.TCP_KEEPINTVL, 1, 32_767],
    ['TCP_KEEPCNT', socket.TCP_KEEPCNT, 1, 127],
    ['TCP_USER_TIMEOUT', socket.TCP_USER_TIMEOUT, 0, 2_147_483_647],
  ];
}

function settingsText({ socket, heartbeat }: Settings): Text {
  const set = configText(socket);
  if (heartbeat === null) return text(`${set}; no heartbeat`, `${set}；没有心跳`);
  const { every, replyWithin } = heartbeat;
  return text(
    `${set}; a ping every ${every} ms, ${replyWithin === null ? 'no deadline for the reply' : `the reply within ${replyWithin} ms`}`,
    `${set}；每 ${every} ms 一次 ping，${replyWithin === null ? '不限时等回答' : `${replyWithin} ms 内要有回答`}`,
  );
}
