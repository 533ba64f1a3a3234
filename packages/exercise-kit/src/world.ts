/**
 * Two hosts and what befalls them, in a few lines that read like protocol. Each line is also a step of the story in
 * both languages, so that a failure needs no second telling.
 * Next: watched.ts
 */
import type { FaultSpec, HostSpec, PacketSelector, Scenario, ScriptedCall } from '@lastack/simulator';
import { text, type Text } from './text.ts';

/**
 * A host without timestamps, whose sequence numbers start at 0 for every connection, as TCPs once did: timestamps and
 * well-chosen initial numbers keep old segments out, too, and here the state under test has to do it alone.
 */
export const BARE_HOST = {
  profile: 'rfc9293',
  iss: 0,
  sysctls: { 'net.ipv4.tcp_timestamps': 0, 'net.ipv4.tcp_window_scaling': 0, 'net.ipv4.tcp_sack': 0 },
} as const satisfies HostSpec;

/** A connects, B listens. */
export type Who = 'A' | 'B';

export interface Play {
  readonly scenario: Scenario;
  readonly told: readonly Text[];
}

const NONE: Play = { scenario: { version: 1, hosts: {}, script: [], faults: [] }, told: [] };

/** Immutable: every line gives a new world. Sockets are called `a` and `b`; times are ms. */
export class World {
  readonly play: Play;

  constructor(play: Play) {
    this.play = play;
  }

  /** At 0 ms, A connects from port 40000 to B's port 80; at 100 ms it says `words`, which B reads at 200 ms. */
  opens(words = 'hello'): World {
    const calls: readonly ScriptedCall[] = [
      { at: 0, host: 'B', call: 'listen', socket: 'listener', port: 80 },
      { at: 0, host: 'B', call: 'accept', socket: 'listener', as: 'b' },
      { at: 0, host: 'A', call: 'connect', socket: 'a', to: 'B', port: 80, from: 40_000 },
      { at: 100, host: 'A', call: 'send', socket: 'a', text: words },
      { at: 200, host: 'B', call: 'recv', socket: 'b' },
    ];
    return this.calls(calls, text(`A connects to B and says "${words}"`, `A 连上 B，说了 “${words}”`));
  }

  /** close(): no more to send, nobody to read. */
  closes(at: number, host: Who): World {
    return this.#calls1(at, host, 'close', text(`${at} ms: ${host} closes`, `${at} ms：${host} 关闭`));
  }

  /** shutdown(SHUT_WR): no more to send. */
  shuts(at: number, host: Who): World {
    return this.#calls1(
      at,
      host,
      'shutdown',
      text(`${at} ms: ${host} shuts its writing half`, `${at} ms：${host} 关掉写方向`),
    );
  }

  says(at: number, host: Who, words: string): World {
    const call: ScriptedCall = { at, host, call: 'send', socket: host.toLowerCase(), text: words };
    const shown = words.length > 12 ? `${words.length} octets` : `"${words}"`;
    const chinese = words.length > 12 ? `${words.length} 字节` : `“${words}”`;
    return this.calls([call], text(`${at} ms: ${host} sends ${shown}`, `${at} ms：${host} 发 ${chinese}`));
  }

  reads(at: number, host: Who): World {
    return this.calls([{ at, host, call: 'recv', socket: host.toLowerCase() }], null);
  }

  /** Any calls; `told` is the step of the story, or null. */
  calls(calls: readonly ScriptedCall[], told: Text | null): World {
    const { scenario } = this.play;
    return this.#with({ ...scenario, script: [...scenario.script, ...calls] }, told);
  }

  /** Packets chosen by identity never arrive; `times` transmissions of them, from the first on. */
  loses(packet: PacketSelector, what: Text, times = 1): World {
    const faults = Array.from({ length: times }, (_, i): FaultSpec => ({
      packet: times === 1 ? packet : { ...packet, nth: (packet.nth ?? 1) + i },
      fate: 'drop',
    }));
    const often = times === 1 ? ['is lost', '丢了'] : [`is lost ${times} times in a row`, `接连丢了 ${times} 次`];
    return this.#faults(faults, text(`${what.en} ${often[0]}`, `${what['zh-Hans']}${often[1]}`));
  }

  /** The packet takes `by` ms longer. */
  delays(packet: PacketSelector, by: number, what: Text): World {
    const told = text(`${what.en} takes ${by / 1_000} s longer`, `${what['zh-Hans']}晚到 ${by / 1_000} 秒`);
    return this.#faults([{ packet, fate: 'delay', by }], told);
  }

  /** A copy arrives `by` ms after it. */
  doubles(packet: PacketSelector, by: number, what: Text): World {
    const told = text(
      `${what.en} arrives again, ${by / 1_000} s after the first`,
      `${what['zh-Hans']}隔了 ${by / 1_000} 秒又到了一遍`,
    );
    return this.#faults([{ packet, fate: 'duplicate', by }], told);
  }

  /** More of what happened, in words alone. */
  told(...steps: readonly Text[]): World {
    return new World({ ...this.play, told: [...this.play.told, ...steps] });
  }

  /** Ends at this moment; without it, when nothing is left to happen. */
  until(at: number): World {
    return this.#with({ ...this.play.scenario, until: at }, null);
  }

  #calls1(at: number, host: Who, call: 'close' | 'shutdown', told: Text): World {
    return this.calls([{ at, host, call, socket: host.toLowerCase() }], told);
  }

  #faults(faults: readonly FaultSpec[], told: Text): World {
    const { scenario } = this.play;
    return this.#with({ ...scenario, faults: [...(scenario.faults ?? []), ...faults] }, told);
  }

  #with(scenario: Scenario, step: Text | null): World {
    return new World({ scenario, told: step === null ? this.play.told : [...this.play.told, step] });
  }
}

/** Two hosts, 10 ms apart. */
export const world = (hosts: { readonly A: HostSpec; readonly B: HostSpec } = { A: BARE_HOST, B: BARE_HOST }): World =>
  new World({ ...NONE, scenario: { ...NONE.scenario, hosts } });
