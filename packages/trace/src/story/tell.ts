/**
 * The story of a trace: what the page shows, the screen reader says and the terminal prints.
 * `tellStory` has a sentence for every record; `tellMoments` has one for all that a host does at one moment.
 * Next: ../ladder/ladder.ts
 */
import type { Language } from '../language.ts';
import { readTrace, type Reading } from '../reading.ts';
import type { HostName, ResultRecord, Trace, TraceRecord } from '../record.ts';
import { formatTime } from '../time.ts';
import type { Micros } from '@lastack/tcp';
import { isEndOfFile } from './call.ts';
import { chinese } from './chinese.ts';
import type { Clause, Clauses, Scene, Teller } from './clause.ts';
import { english } from './english.ts';

const TELLERS: { readonly [language in Language]: Teller } = { en: english, 'zh-Hans': chinese };

/** The record before `index` at the same host and moment, passing over the ones that no clause answers. */
function recordBefore(trace: Trace, index: number): TraceRecord | null {
  const { at, host } = trace.records[index]!;
  for (let i = index - 1; i >= 0 && trace.records[i]!.at === at; i -= 1) {
    const record = trace.records[i]!;
    if (record.host !== host) continue;
    if (record.type === 'arrive' || record.type === 'transmit' || record.type === 'call') return record;
    if (record.type === 'timer' && record.action === 'fired') return record;
  }
  return null;
}

/** A union of record kinds meets a table of functions by kind: the one place where the compiler must be told. */
function clauseOf(clauses: Clauses, record: TraceRecord, scene: Scene): Clause {
  const clause = clauses[record.type] as (record: TraceRecord, scene: Scene) => Clause;
  return clause(record, scene);
}

function clauseAt(teller: Teller, reading: Reading, index: number): Clause {
  const scene = { reading, index, before: recordBefore(reading.trace, index) };
  return clauseOf(teller.clauses, reading.trace.records[index]!, scene);
}

/** One record as one sentence. `index` must be one of the trace's; relative sequence numbers, a SYN's is 0. */
export function tellRecord(trace: Trace, index: number, language: Language): string {
  const record = trace.records[index];
  if (!record) throw new RangeError(`The trace has ${trace.records.length} records; there is none at ${index}.`);
  const teller = TELLERS[language];
  const clause = clauseAt(teller, readTrace(trace), index);
  const told = teller.sentence(formatTime(record.at), record.host, [clause]);
  return record.type === 'state' ? teller.explained(told, teller.states[record.to]) : told;
}

/** Every record as a sentence; the nth sentence tells the nth record. */
export const tellStory = (trace: Trace, language: Language): string[] =>
  trace.records.map((_, index) => tellRecord(trace, index, language));

/** All that one host does at one moment, as one sentence. */
export interface Moment {
  readonly at: Micros;
  readonly host: HostName;
  /** The first and the last record that the sentence covers. */
  readonly first: number;
  readonly last: number;
  readonly sentence: string;
}

/** Bookkeeping that a listener does not need: it can be seen in the tables, or goes without saying. */
function isAside(record: TraceRecord, reading: Reading): boolean {
  switch (record.type) {
    case 'queues':
    case 'descriptor':
    case 'socket':
      return true;
    case 'timer':
      return record.action === 'stopped' || (record.action === 'set' && record.timer !== 'time-wait');
    case 'signal':
      return record.signal === 'closed' || record.signal === 'established';
    case 'result':
      return isTrivial(record, reading);
    case 'state':
    case 'transmit':
    case 'arrive':
    case 'drop':
    case 'call':
    case 'note':
      return false;
  }
}

/** A call that succeeds at once and returns nothing worth saying, as close() does. */
function isTrivial(record: ResultRecord, reading: Reading): boolean {
  const call = reading.callOf(record.id);
  return record.error === null && !record.value && call?.at === record.at && !isEndOfFile(call, record);
}

/** An event from outside begins a new sentence; what follows from it at the same moment is told along with it. */
const begins = (record: TraceRecord): boolean =>
  record.type === 'arrive' || record.type === 'call' || (record.type === 'timer' && record.action === 'fired');

/** The story in as few sentences as a listener needs: a cause and what follows from it at once are one sentence. */
export function tellMoments(trace: Trace, language: Language): Moment[] {
  const teller = TELLERS[language];
  const reading = readTrace(trace);
  const moments: { at: Micros; host: HostName; first: number; last: number; clauses: Clause[] }[] = [];
  for (const [index, record] of trace.records.entries()) {
    if (isAside(record, reading)) continue;
    const clause = clauseAt(teller, reading, index);
    const open = moments.at(-1);
    const joins =
      open?.at === record.at &&
      open.host === record.host &&
      !begins(record) &&
      clause.subject !== 'own' &&
      open.clauses.at(-1)?.subject !== 'own';
    if (open && joins) {
      open.clauses.push(clause);
      open.last = index;
    } else {
      moments.push({ at: record.at, host: record.host, first: index, last: index, clauses: [clause] });
    }
  }
  return moments.map(({ clauses, ...moment }) => ({
    ...moment,
    sentence: teller.sentence(formatTime(moment.at), moment.host, clauses),
  }));
}
