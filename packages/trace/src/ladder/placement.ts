/**
 * Which record stands on which row. A packet takes a row where it sets out and one where it arrives; a call, a timer
 * that runs out and a note take one each; a change of state stands on the row of what caused it.
 * Next: scale.ts
 */
import type { Micros } from '@lastack/tcp';
import { LADDER_WORDS, type LadderWords } from './words.ts';
import { arrowLabel, stateNamer, type StateNamer } from './label.ts';
import type { Arrow, ArrowEnd, Bar, Mark, StateLabel } from './ladder.ts';
import type { LadderOptions } from './options.ts';
import { readTrace, transmissionOf, type Reading } from '../reading.ts';
import type { HostName, Packet, PacketId, SocketId, Trace, TraceRecord } from '../record.ts';
import type { RecordOf } from '../story/clause.ts';
import { callText, resultText } from '../story/call.ts';

type Draft<T> = { -readonly [Key in keyof T]: T[Key] };

/** The row of the event that a host is handling, to which a change of state belongs. */
interface Step {
  readonly at: Micros;
  readonly row: number;
  hasState: boolean;
}

export class Placement {
  /** The time of each row. */
  readonly times: Micros[] = [];
  readonly rowOf: (number | null)[] = [];
  readonly arrows: Draft<Arrow>[] = [];
  readonly states: StateLabel[] = [];
  readonly marks: Draft<Mark>[] = [];
  readonly bars: Draft<Bar>[] = [];
  readonly #reading: Reading;
  readonly #options: LadderOptions;
  readonly #words: LadderWords;
  readonly #columns: ReadonlyMap<HostName, number>;
  readonly #nameState: StateNamer;
  readonly #steps = new Map<HostName, Step>();
  readonly #byPacket = new Map<PacketId, Draft<Arrow>>();
  readonly #byIdentity = new Map<string, Draft<Arrow>>();
  readonly #calls = new Map<number, { readonly at: Micros; readonly mark: Draft<Mark> }>();

  constructor(trace: Trace, options: LadderOptions) {
    this.#reading = readTrace(trace);
    this.#options = options;
    this.#words = LADDER_WORDS[options.language ?? 'en'];
    this.#columns = new Map(trace.hosts.map((host, column) => [host.name, column]));
    this.#nameState = stateNamer(trace, this.#reading);
    this.#placeAll(trace);
  }

  #placeAll(trace: Trace): void {
    const { from = 0, until = trace.records.length - 1 } = this.#options;
    for (const [index, record] of trace.records.entries()) {
      if (index === from && from > 0) this.#inherit(trace.records.slice(0, from), record.at);
      const inside = index >= from && index <= until;
      if (inside) this.#place(record, index);
      this.rowOf.push(inside ? Math.max(0, this.times.length - 1) : null);
    }
  }

  /** What the range finds when it begins: the states of connections, or of the listener alone, and running clocks. */
  #inherit(before: readonly TraceRecord[], at: Micros): void {
    const states = new Map<SocketId, RecordOf<'state'>>();
    for (const record of before) if (record.type === 'state') states.set(record.socket, record);
    const living = [...states.values()].filter(({ to }) => to !== 'CLOSED');
    const connected = new Set(living.filter(({ to }) => to !== 'LISTEN').map(({ host }) => host));
    for (const { host, socket, to } of living) {
      if (to === 'LISTEN' && connected.has(host)) continue;
      this.#addState(this.#freeStep(host, at), host, socket, to, null);
    }
    for (const [index, record] of before.entries()) if (record.type === 'timer') this.#clock(record, index, at);
    const running = this.bars.filter((bar) => bar.to === null);
    this.bars.splice(0, this.bars.length, ...running);
  }

  #row(at: Micros): number {
    return this.times.push(at) - 1;
  }

  #begin(host: HostName, at: Micros): number {
    const row = this.#row(at);
    this.#steps.set(host, { at, row, hasState: false });
    return row;
  }

  /** The row of what the host is handling at this moment, or a new one. */
  #rowNow(host: HostName, at: Micros): number {
    const step = this.#steps.get(host);
    return step?.at === at ? step.row : this.#row(at);
  }

  /** The step that a state may join, or a new row when there is none at this moment. */
  #freeStep(host: HostName, at: Micros): Step {
    const step = this.#steps.get(host);
    if (step && step.at === at && !step.hasState) return step;
    // Hosts that begin together share a row: their states stand in different columns.
    const last = this.times.length - 1;
    const shared = last >= 0 && this.times[last] === at && !step && this.arrows.length === 0 && this.marks.length === 0;
    const fresh = { at, row: shared ? last : this.#row(at), hasState: false };
    this.#steps.set(host, fresh);
    return fresh;
  }

  #addState(step: Step, host: HostName, socket: number, state: StateLabel['state'], record: number | null): void {
    step.hasState = true;
    const label = this.#nameState(host, socket, state);
    this.states.push({ column: this.#column(host), row: step.row, socket, state, label, record });
  }

  #column(host: HostName): number {
    return this.#columns.get(host) ?? 0;
  }

  #mark(kind: Mark['kind'], host: HostName, row: number, text: string, record: number): Draft<Mark> {
    const mark = { kind, column: this.#column(host), row, text, record };
    this.marks.push(mark);
    return mark;
  }

  #place(record: TraceRecord, index: number): void {
    switch (record.type) {
      case 'transmit':
        return this.#transmit(record, index);
      case 'arrive':
        return this.#arrive(record, index);
      case 'drop':
        return this.#drop(record, index);
      case 'call':
        return this.#call(record, index);
      case 'result':
        return this.#result(record, index);
      case 'state':
        return this.#addState(this.#freeStep(record.host, record.at), record.host, record.socket, record.to, index);
      case 'timer':
        return this.#timer(record, index);
      case 'signal':
        if (record.signal === 'reset' || record.signal === 'refused' || record.signal === 'timed-out') {
          this.#mark('signal', record.host, this.#row(record.at), this.#words.signal[record.signal], index);
        }
        return;
      case 'note':
        this.#mark('note', record.host, this.#row(record.at), record.text, index);
        return;
      case 'socket':
      case 'queues':
      case 'descriptor':
        return;
    }
  }

  #newArrow(packet: Packet, from: ArrowEnd | null, copy: boolean): Draft<Arrow> {
    const sender = this.#reading.hostAt(packet.source.address);
    const receiver = this.#reading.hostAt(packet.destination.address);
    const start = from?.column ?? (sender === null ? 0 : this.#column(sender));
    const stranger = start === 0 ? this.#columns.size - 1 : 0;
    const arrow: Draft<Arrow> = {
      packet: packet.id,
      segment: packet.segment,
      label: arrowLabel(packet, this.#reading, copy, this.#options),
      transmission: transmissionOf(packet),
      copy,
      from,
      to: null,
      origin: start,
      towards: receiver === null ? stranger : this.#column(receiver),
      lost: null,
    };
    this.arrows.push(arrow);
    this.#byPacket.set(packet.id, arrow);
    return arrow;
  }

  #transmit({ at, host, packet }: RecordOf<'transmit'>, index: number): void {
    const from = { column: this.#column(host), row: this.#row(at), at, record: index };
    this.#byIdentity.set(packet.identity, this.#newArrow(packet, from, false));
  }

  /** The arrow of a packet that ends here: its own, or one from its original when the network made it. */
  #endingArrow(packet: Packet): Draft<Arrow> {
    const known = this.#byPacket.get(packet.id);
    if (known && known.to === null && known.lost === null) return known;
    const original = known ?? this.#byIdentity.get(packet.identity);
    return this.#newArrow(packet, original?.from ?? null, original !== undefined);
  }

  #arrive({ at, host, packet }: RecordOf<'arrive'>, index: number): void {
    const row = this.#begin(host, at);
    const arrow = this.#endingArrow(packet);
    arrow.to = { column: this.#column(host), row, at, record: index };
    // An address that several hosts have, such as 127.0.0.1, says nothing until the packet is there.
    arrow.towards = arrow.to.column;
  }

  #drop({ at, packet, reason }: RecordOf<'drop'>, index: number): void {
    const arrow = this.#endingArrow(packet);
    const row = arrow.from?.at === at ? arrow.from.row : this.#row(at);
    arrow.lost = { reason, row, at, record: index };
  }

  #call(record: RecordOf<'call'>, index: number): void {
    if (this.#options.calls === false) return;
    const mark = this.#mark('call', record.host, this.#begin(record.host, record.at), callText(record), index);
    this.#calls.set(record.id, { at: record.at, mark });
  }

  /** A result of the same moment completes the call's own mark, as strace prints it; a later one has its own. */
  #result(record: RecordOf<'result'>, index: number): void {
    if (this.#options.calls === false) return;
    const begun = this.#calls.get(record.id);
    if (begun?.at === record.at) {
      begun.mark.text += ` = ${resultText(record)}`;
      return;
    }
    const name = this.#reading.callOf(record.id)?.call ?? '?';
    this.#mark('result', record.host, this.#row(record.at), `${name}() = ${resultText(record)}`, index);
  }

  #timer(record: RecordOf<'timer'>, index: number): void {
    const { at, host, timer, action } = record;
    if (action === 'fired') this.#mark('timer', host, this.#begin(host, at), this.#words.runsOut[timer], index);
    this.#clock(record, index, at);
  }

  /** A bar begins or ends, at `at`: the record's own time, or the one at which the range begins. */
  #clock(record: RecordOf<'timer'>, index: number, at: Micros): void {
    const { host, socket, timer, action, deadline } = record;
    if (timer !== 'time-wait' && timer !== 'fin-wait-2') return;
    const running = this.bars.findLast((bar) => bar.socket === socket && bar.timer === timer && bar.to === null);
    if (action !== 'set') {
      if (running) running.to = this.#rowNow(host, at);
      return;
    }
    const from = this.#rowNow(host, at);
    if (running) running.to = from;
    const span = (deadline ?? at) - at;
    const column = this.#column(host);
    this.bars.push({ timer, column, socket, from, to: null, span, again: running !== undefined, record: index });
  }
}
