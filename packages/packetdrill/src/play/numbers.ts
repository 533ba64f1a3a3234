/**
 * Script numbers and live numbers. A script counts from each side's ISN; a segment with SYN shows its numbers as they
 * are. packetdrill's socket.h: "similar to tcpdump output".
 * Next: compare.ts
 */
import { add, NO_OPTIONS, seq } from '@lastack/tcp';
import type { Bytes, Segment, SegmentOptions, Seq } from '@lastack/tcp';
import type { PacketSpec } from '../parse/packet.ts';
import type { TcpOption, TcpOptions } from '../parse/tcp-option.ts';
import { Difference } from './result.ts';

/** Where the socket under test stands, as far as a script can tell. */
export type Stage =
  'new' | 'listening' | 'packet-received' | 'synack-sent' | 'synack-acked' | 'connecting' | 'syn-sent' | 'syn-acked';

export class Numbers {
  stage: Stage;
  /** `null` until a connecting socket has sent its SYN. */
  localPort: number | null;
  remotePort: number;
  #remoteIsn = 0;
  #localIsn = 0;
  #scriptLocalIsn = 0;
  /** TSval of the script → live TSval, as they went out. */
  readonly #echoes = new Map<number, number>();
  #firstTs: { readonly script: number; readonly live: number } | null = null;

  constructor(stage: Stage, localPort: number | null, remotePort: number) {
    this.stage = stage;
    this.localPort = localPort;
    this.remotePort = remotePort;
  }

  #localOffset(syn: boolean): number {
    return syn ? this.#localIsn - this.#scriptLocalIsn : this.#localIsn;
  }

  /** A number of the local side, counted from its ISN. */
  localToLive(script: number): Seq {
    return seq(script + this.#localOffset(false));
  }

  #remoteOffset(syn: boolean): number {
    return syn ? 0 : this.#remoteIsn;
  }

  /** Before a packet is injected: what it teaches about the remote side. */
  noteInbound({ flags, seq: number }: PacketSpec): void {
    if (this.stage === 'packet-received') return;
    if (this.stage === 'synack-sent' && flags.ack) this.stage = 'synack-acked';
    else if (this.stage === 'syn-sent' && flags.syn && flags.ack) {
      this.stage = 'syn-acked';
      this.#remoteIsn = number ?? 0;
    }
  }

  /** The first packet to a listener, or to no socket at all. */
  noteFirstInbound({ seq: number }: PacketSpec): void {
    this.#remoteIsn = number ?? 0;
  }

  /** When the script expects a packet, and the live one is there: which ISN the local side has chosen. */
  noteOutbound(spec: PacketSpec, live: Segment): void {
    const opens = this.stage === 'connecting' && spec.flags.syn && !spec.flags.ack;
    const answers = this.stage === 'packet-received' && spec.flags.syn && spec.flags.ack;
    if (!opens && !answers) return;
    this.stage = opens ? 'syn-sent' : 'synack-sent';
    this.#scriptLocalIsn = spec.seq ?? 0;
    this.#localIsn = live.seq;
  }

  /** The segment to inject. Its text is zeros, as packetdrill's. */
  toLive(spec: PacketSpec, tsEcrScaled: boolean): Segment {
    const { flags } = spec;
    return {
      seq: seq((spec.seq ?? 0) + this.#remoteOffset(flags.syn)),
      ack: flags.ack ? seq((spec.ack ?? 0) + this.#localOffset(flags.syn)) : null,
      wnd: spec.window ?? 0,
      syn: flags.syn,
      fin: flags.fin,
      rst: flags.rst,
      psh: flags.psh,
      text: '\0'.repeat(spec.length),
      options: this.#liveOptions(spec, tsEcrScaled),
    };
  }

  #liveOptions({ options, flags }: PacketSpec, tsEcrScaled: boolean): SegmentOptions {
    if (options === 'unchecked' || options.length === 0) return NO_OPTIONS;
    const live: { -readonly [K in keyof SegmentOptions]: SegmentOptions[K] } = {};
    for (const option of options) {
      if (option.kind === 'mss') live.mss = option.value;
      else if (option.kind === 'wscale') live.windowScale = option.value;
      else if (option.kind === 'sackOK') live.sackPermitted = true;
      else if (option.kind === 'sack') live.sack = this.#shifted(option.blocks, this.#localOffset(flags.syn));
      else if (option.kind === 'TS')
        live.timestamps = { val: option.val, ecr: flags.ack ? this.#liveEcho(option.ecr, tsEcrScaled) : option.ecr };
    }
    return live;
  }

  #shifted(blocks: readonly (readonly [number, number])[], by: number): (readonly [Seq, Seq])[] {
    return blocks.map(([left, right]) => [seq(left + by), seq(right + by)] as const);
  }

  #liveEcho(script: number, scaled: boolean): number {
    const known = this.#echoes.get(script);
    if (known !== undefined) return known;
    if (scaled && this.#firstTs !== null) return (script - this.#firstTs.script + this.#firstTs.live) >>> 0;
    throw new Difference('packet', `no packet has carried TS val ${script}, so ecr ${script} echoes nothing`);
  }

  /** A live segment in the script's numbers; `like` names the TSval that the script expected. */
  toScript(live: Segment, like: PacketSpec | null): ScriptedPacket {
    const { syn } = live;
    return {
      direction: 'outbound',
      ports: null,
      flags: { syn, fin: live.fin, rst: live.rst, psh: live.psh, ack: live.ack !== null },
      seq: add(live.seq, -this.#localOffset(syn)),
      length: live.text.length,
      ack: live.ack === null ? null : add(live.ack, -this.#remoteOffset(syn)),
      window: live.wnd,
      options: this.#scriptOptions(live, like?.options ?? []),
      text: live.text,
    };
  }

  #scriptOptions(live: Segment, like: TcpOptions): readonly TcpOption[] {
    const { mss, windowScale, sackPermitted, sack, timestamps } = live.options;
    const options: TcpOption[] = [];
    if (mss !== undefined) options.push({ kind: 'mss', value: mss });
    if (windowScale !== undefined) options.push({ kind: 'wscale', value: windowScale });
    if (sackPermitted) options.push({ kind: 'sackOK' });
    if (timestamps !== undefined) options.push(this.#scriptTimestamps(timestamps, like));
    if (sack !== undefined)
      options.push({
        kind: 'sack',
        blocks: this.#shifted(
          sack.map(([left, right]) => [left, right]),
          -this.#remoteOffset(live.syn),
        ),
      });
    return options;
  }

  #scriptTimestamps(live: { readonly val: number; readonly ecr: number }, like: TcpOptions): TcpOption {
    const expected = like === 'unchecked' ? undefined : like.find((option) => option.kind === 'TS');
    if (expected !== undefined) {
      this.#echoes.set(expected.val, live.val);
      this.#firstTs ??= { script: expected.val, live: live.val };
    }
    const { script, live: first } = this.#firstTs ?? { script: live.val, live: live.val };
    return { kind: 'TS', val: (live.val - first + script) >>> 0, ecr: live.ecr };
  }
}

/** A packet as the script would write it, with the octets that it carried. */
export interface ScriptedPacket extends PacketSpec {
  readonly seq: number;
  readonly window: number;
  readonly options: readonly TcpOption[];
  readonly text: Bytes;
}
