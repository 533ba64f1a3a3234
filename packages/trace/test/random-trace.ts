/**
 * Random traces that could have happened: two or three hosts, packets that arrive, are lost, copied, overtake each
 * other or are still on their way, with states, calls, clocks and notes between.
 */
import fc from 'fast-check';
import { STATES, type State } from '@lastack/tcp';
import type { Endpoint, Packet, Trace, TraceRecord } from '../src/index.ts';
import { Scribe } from './traces.ts';

const NAMES = ['A', 'B', 'C'] as const;
const endpoint = (host: number): Endpoint => ({ address: `10.0.0.${host + 1}`, port: 4_000 + host });

const flight = fc.record({
  kind: fc.constant('flight' as const),
  from: fc.nat(2),
  to: fc.nat(2),
  octets: fc.nat(1_500),
  fate: fc.constantFrom('arrives', 'lost', 'copied', 'under way'),
  delay: fc.constantFrom(0, 1, 10_000, 10_001, 25_000, 900_000),
});

const aside = fc.record({
  kind: fc.constantFrom('state', 'call', 'clock', 'note', 'queues'),
  host: fc.nat(2),
  state: fc.constantFrom(...STATES),
  words: fc.string({ unit: 'grapheme', maxLength: 60 }),
  span: fc.constantFrom(40_000, 60_000_000),
});

type Event =
  typeof flight extends fc.Arbitrary<infer F> ? F | (typeof aside extends fc.Arbitrary<infer A> ? A : never) : never;
const event = fc.record({ wait: fc.constantFrom(0, 0, 1_000, 10_000, 60_000_000), what: fc.oneof(flight, aside) });

let template: Packet | null = null;
function packetOf(id: number, nth: number, from: number, to: number, octets: number): Packet {
  template ??= new Scribe().packet('A', { fin: true }, 1, 1);
  const segment = { ...template.segment, text: 'x'.repeat(octets), fin: octets % 2 === 0 };
  return {
    id,
    source: endpoint(from),
    destination: endpoint(to),
    segment,
    identity: `${from}>${to} ${octets} #${nth}`,
  };
}

class Writer {
  readonly records: TraceRecord[] = [];
  #ids = 0;
  readonly #hosts: number;
  readonly #states = new Map<number, State>();

  constructor(hosts: number) {
    this.#hosts = hosts;
  }

  write(at: number, what: Event): void {
    if (what.kind === 'flight') this.#flight(at, what.from % this.#hosts, what.to % this.#hosts, what);
    else this.#aside(at, what.host % this.#hosts, what);
  }

  #flight(
    at: number,
    from: number,
    to: number,
    { octets, fate, delay }: { octets: number; fate: string; delay: number },
  ): void {
    const id = (this.#ids += 1);
    const packet = packetOf(id, id, from, to, octets);
    const [sender, receiver] = [NAMES[from]!, NAMES[to]!];
    this.records.push({ at, host: sender, type: 'transmit', socket: from + 1, packet });
    const arrives = (later: number, arriving: Packet): TraceRecord => ({
      at: later,
      host: receiver,
      type: 'arrive',
      socket: to + 1,
      packet: arriving,
    });
    if (fate === 'lost')
      this.records.push({ at: at + (delay >> 1), host: sender, type: 'drop', packet, reason: 'loss' });
    if (fate === 'arrives' || fate === 'copied') this.records.push(arrives(at + delay, packet));
    if (fate === 'copied') this.records.push(arrives(at + delay + 7_000, { ...packet, id: (this.#ids += 1) }));
  }

  #aside(at: number, host: number, what: Exclude<Event, { kind: 'flight' }>): void {
    const base = { at, host: NAMES[host]! };
    const socket = host + 1;
    switch (what.kind) {
      case 'state': {
        const from = this.#states.get(host) ?? 'CLOSED';
        this.#states.set(host, what.state);
        this.records.push({ ...base, type: 'state', socket, from, to: what.state, cause: '' });
        return;
      }
      case 'call': {
        const id = (this.#ids += 1);
        this.records.push({ ...base, type: 'call', id, call: 'send', fd: 3, args: [what.words] });
        this.records.push({ ...base, at: at + what.span, type: 'result', id, value: what.words, error: null });
        return;
      }
      case 'clock': {
        const clock = { ...base, type: 'timer', socket, timer: 'time-wait' } as const;
        this.records.push({ ...clock, action: 'set', deadline: at + what.span });
        this.records.push({ ...clock, at: at + what.span, action: 'fired', deadline: null });
        return;
      }
      case 'note':
        this.records.push({ ...base, type: 'note', text: what.words });
        return;
      case 'queues':
        this.records.push({ ...base, type: 'queues', socket, recvQ: what.span, sendQ: 1 });
    }
  }
}

/** Records in order of time; those of one moment stay in the order in which they were written. */
export const randomTrace: fc.Arbitrary<Trace> = fc
  .record({ hosts: fc.integer({ min: 1, max: 3 }), events: fc.array(event, { maxLength: 25 }) })
  .map(({ hosts, events }) => {
    const writer = new Writer(hosts);
    let now = 0;
    for (const { wait, what } of events) writer.write((now += wait), what);
    const records = writer.records
      .map((record, index) => ({ record, index }))
      .sort((a, b) => a.record.at - b.record.at || a.index - b.index)
      .map(({ record }) => record);
    return {
      version: 1,
      seed: 1,
      hosts: NAMES.slice(0, hosts).map((name, index) => ({
        name,
        address: endpoint(index).address,
        profile: 'rfc9293',
      })),
      records,
      end: records.at(-1)?.at ?? 0,
    };
  });
