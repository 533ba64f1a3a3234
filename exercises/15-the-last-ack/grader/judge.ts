/** What must hold of a connection that is over, whoever closed first and whatever was lost. In the order of the telling. */
import { text, verbatim, type Found, type Text, type Watched, type Who } from '@lastack/exercise-kit';
import type { TraceRecord } from '@lastack/trace';
import { RULES } from './rules.ts';
import type { Plan } from './worlds.ts';

type Sent = Extract<TraceRecord, { readonly type: 'transmit' }>;

const HOSTS: readonly Who[] = ['A', 'B'];
/** A learner's function counts in whole ones, µs. */
const A_MILLISECOND = 1_000;
/** More than two ends with a few words between them ever need. */
const TOO_MANY = 400;

export function judgeWorld(seen: Watched, plan: Plan, msl: number, seed?: number): void {
  const watched = new Judged(seen, seed);
  watched.silence();
  for (const host of HOSTS) watched.oneFin(host);
  for (const host of HOSTS) watched.backoff(host);
  watched.noReset(msl);
  for (const host of HOSTS) watched.text(host, plan);
  for (const host of HOSTS) watched.ends(host);
  for (const host of HOSTS) watched.twoMsl(host, msl);
}

class Judged {
  readonly #seen: Watched;
  readonly #seed: number | undefined;

  constructor(seen: Watched, seed: number | undefined) {
    this.#seen = seen;
    this.#seed = seed;
  }

  silence(): void {
    const sent = this.#indexed((record) => record.type === 'transmit');
    const last = sent[TOO_MANY];
    if (last === undefined) return;
    this.#fail(
      'silence',
      sent[40] ?? last,
      text('both ends fall silent', '两端安静下来'),
      text(`${sent.length} segments, and no end`, `${sent.length} 个报文段，还没完`),
    );
  }

  oneFin(host: Who): void {
    const fins = this.#fins(host);
    const first = fins[0];
    const other = fins.find((fin) => numberOf(fin) !== numberOf(first ?? fin));
    if (first === undefined || other === undefined) return;
    const [syn] = this.#indexed((record) => record.type === 'transmit' && record.host === host);
    const iss = syn?.record.type === 'transmit' ? syn.record.packet.segment.seq : 0;
    const relative = (fin: typeof first): number => (numberOf(fin) - iss) >>> 0;
    this.#fail(
      'sameNumber',
      other,
      text(
        `the FIN of ${host} is number ${relative(first)} each time`,
        `${host} 的 FIN 每次都是 ${relative(first)} 号`,
      ),
      text(`number ${relative(other)}`, `${relative(other)} 号`),
    );
  }

  /** Two repetitions without anything new between them: the second waits twice as long as the first. */
  backoff(host: Who): void {
    const fins = this.#fins(host);
    for (let i = 2; i < fins.length; i += 1) {
      const [a, b, c] = [fins[i - 2]!, fins[i - 1]!, fins[i]!];
      if (
        a.record.packet.segment.seq !== c.record.packet.segment.seq ||
        b.record.packet.segment.seq !== c.record.packet.segment.seq
      )
        continue;
      const [before, after] = [b.record.at - a.record.at, c.record.at - b.record.at];
      if (after === Math.min(2 * before, 60_000_000)) continue;
      // The first wait may be longer than an RTO: the clock restarts with each new acknowledgment.
      if (i === 2 && after < 2 * before && after >= before) continue;
      this.#fail(
        'backoff',
        c,
        text(`${(2 * before) / 1_000} ms after the last`, `上一次之后 ${(2 * before) / 1_000} ms`),
        text(`${after / 1_000} ms`, `${after / 1_000} ms`),
      );
    }
  }

  /** Who has waited 2 MSL after the last FIN that came has done what it can: there is no guarantee. */
  noReset(msl: number): void {
    const rst = this.#indexed((record) => record.type === 'transmit' && record.packet.segment.rst).find((found) =>
      this.#harms(found),
    );
    if (rst === undefined) return;
    const who = rst.record.host as Who;
    if (this.#waited(who) >= 2 * msl * 1_000 - A_MILLISECOND) return;
    this.#fail(
      'noReset',
      rst,
      text('no RST', '没有 RST'),
      text(`${who} does not know the connection any more`, `${who} 已经不认得这条连接`),
    );
  }

  text(host: Who, { says }: Plan): void {
    const from: Who = host === 'A' ? 'B' : 'A';
    const said = says[from].map(([, words]) => words).join('');
    const reads = this.#indexed(
      (record) => record.type === 'result' && record.host === host && typeof record.value === 'string',
    );
    let read = '';
    let wrong: Found = null;
    for (const found of reads) {
      read += found.record.type === 'result' ? String(found.record.value) : '';
      if (!said.startsWith(read)) wrong ??= found;
    }
    if (read === said) return;
    // What never came is seen at the end alone.
    const [right, got] = [shortened(said), shortened(read)];
    this.#fail('text', wrong, text(`${host} reads ${right.en}`, `${host} 读到${right['zh-Hans']}`), got);
  }

  ends(host: Who): void {
    const moves = this.#indexed((record) => record.type === 'state' && record.host === host && record.to !== 'LISTEN');
    const last = moves.at(-1);
    const state = last?.record.type === 'state' ? last.record.to : 'CLOSED';
    if (state === 'CLOSED') {
      const gaveUp = this.#seen.first(
        (record) => record.type === 'signal' && record.host === host && record.signal === 'timed-out',
      );
      if (gaveUp === null) return;
      this.#fail(
        'ends',
        gaveUp,
        text(`${host} is answered`, `${host} 等到回应`),
        text(`${host} gives up`, `${host} 放弃了`),
      );
    }
    this.#fail(
      'ends',
      last ?? null,
      text(`${host} comes to CLOSED`, `${host} 走到 CLOSED`),
      text(`${host} stays in ${state}`, `${host} 停在 ${state}`),
    );
  }

  /** Other old segments may restart the clock, as on Linux: it ends 2 MSL after the last FIN at the earliest. */
  twoMsl(host: Who, msl: number): void {
    const entered = this.#seen.moves(host, { to: 'TIME-WAIT' });
    const left = this.#seen.moves(host, { from: 'TIME-WAIT' });
    if (entered === null || left === null) return;
    const due = 2 * msl * 1_000;
    const earliest = Math.max(entered.record.at, this.#heard(left, true)) + due - A_MILLISECOND;
    const latest = Math.max(entered.record.at, this.#heard(left, false)) + due;
    if (left.record.at >= earliest && left.record.at <= latest) return;
    this.#fail(
      'twoMsl',
      left,
      text(`${host} leaves at ${earliest / 1_000_000} s`, `${host} 在 ${earliest / 1_000_000} s 离开`),
      verbatim(`${left.record.at / 1_000_000} s`),
    );
  }

  /** To an end in TIME-WAIT or CLOSED an RST says nothing new: that end has told the other everything. */
  #harms({ index, record }: NonNullable<Found>): boolean {
    const moves = this.#seen.trace.records.filter(
      (one, i) => i < index && one.type === 'state' && one.host !== record.host && one.to !== 'LISTEN',
    );
    const last = moves.at(-1);
    return last?.type === 'state' && last.to !== 'TIME-WAIT' && last.to !== 'CLOSED';
  }

  /** From the last FIN that came to a host in TIME-WAIT until it left, µs; −1: it was never there. */
  #waited(host: Who): number {
    const entered = this.#seen.moves(host, { to: 'TIME-WAIT' });
    const left = this.#seen.moves(host, { from: 'TIME-WAIT' });
    return entered === null || left === null
      ? -1
      : left.record.at - Math.max(entered.record.at, this.#heard(left, true));
  }

  /** When the last segment (or FIN) came before a host left, µs. One that comes at the same moment may come too late. */
  #heard(left: NonNullable<Found>, fin: boolean): number {
    const { host } = left.record;
    const heard = this.#indexed(
      (one) => one.type === 'arrive' && one.host === host && (!fin || one.packet.segment.fin),
    ).findLast(({ index }) => index < left.index);
    return heard?.record.at ?? 0;
  }

  #fins(host: Who): readonly { readonly index: number; readonly record: Sent }[] {
    return this.#indexed(
      (record) => record.type === 'transmit' && record.host === host && record.packet.segment.fin,
    ) as {
      index: number;
      record: Sent;
    }[];
  }

  #indexed(fits: (record: TraceRecord) => boolean): NonNullable<Found>[] {
    return this.#seen.trace.records.flatMap((record, index) => (fits(record) ? [{ record, index }] : []));
  }

  #fail(rule: keyof typeof RULES, at: Found, expected: ReturnType<typeof text>, got: ReturnType<typeof text>): never {
    return this.#seen.fail(RULES[rule], at, {
      expected,
      got,
      ...(this.#seed === undefined ? {} : { seed: this.#seed }),
    });
  }
}

const shortened = (words: string): Text =>
  words.length <= 20
    ? text(`"${words}"`, `“${words}”`)
    : text(
        `${words.length} octets, "${words.slice(0, 8)} … ${words.slice(-8)}"`,
        `${words.length} 字节，“${words.slice(0, 8)} … ${words.slice(-8)}”`,
      );

/** The number that the FIN holds. */
const numberOf = ({ record }: { readonly record: Sent }): number =>
  (record.packet.segment.seq + record.packet.segment.text.length) >>> 0;
