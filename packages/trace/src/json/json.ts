/** A trace to JSON and back, without losing a microsecond. Next: ../pcap/write.ts */
import * as v from 'valibot';
import type { Trace, TraceRecord } from '../record.ts';
import { TraceSchema } from './schema.ts';

/** A trace as plain data with its times in milliseconds: what `JSON.stringify` takes. */
export type TraceJson = v.InferInput<typeof TraceSchema>;

export interface TraceProblem {
  /** Where in the document: `records[3].packet.segment.seq`; empty for the document itself. */
  readonly path: string;
  readonly message: string;
}

export type TraceResult =
  { readonly ok: true; readonly trace: Trace } | { readonly ok: false; readonly problems: readonly TraceProblem[] };

const milliseconds = (time: number): number => time / 1_000;

function recordToJson(record: TraceRecord): object {
  const at = milliseconds(record.at);
  if (record.type !== 'timer') return { ...record, at };
  return { ...record, at, deadline: record.deadline === null ? null : milliseconds(record.deadline) };
}

export const traceToJson = (trace: Trace): TraceJson =>
  ({ ...trace, records: trace.records.map(recordToJson), end: milliseconds(trace.end) }) as TraceJson;

const pathText = (path: readonly { readonly key: unknown }[] = []): string =>
  path.reduce<string>((text, { key }) => {
    if (typeof key === 'number') return `${text}[${key}]`;
    return text === '' ? String(key) : `${text}.${String(key)}`;
  }, '');

const problemOf = ({ path, message }: v.InferIssue<typeof TraceSchema>): TraceProblem => ({
  path: pathText(path as readonly { readonly key: unknown }[] | undefined),
  message,
});

/** What the schema cannot say: records in order of time, at hosts that there are. */
function problemsOf(trace: Trace): TraceProblem[] {
  const hosts = new Set(trace.hosts.map(({ name }) => name));
  return trace.records.flatMap((record, index) => {
    const problems: TraceProblem[] = [];
    const path = `records[${index}]`;
    const before = trace.records[index - 1];
    if (before && record.at < before.at) {
      problems.push({
        path: `${path}.at`,
        message: `is earlier than the record before it (${milliseconds(before.at)} ms)`,
      });
    }
    if (!hosts.has(record.host)) {
      problems.push({
        path: `${path}.host`,
        message: `there is no host “${record.host}”; the hosts are ${[...hosts].join(', ')}`,
      });
    }
    return problems;
  });
}

/** From what `JSON.parse` gave. Never throws: whatever is wrong with the document is in `problems`. */
export function traceFromJson(value: unknown): TraceResult {
  const parsed = v.safeParse(TraceSchema, value);
  if (!parsed.success) return { ok: false, problems: parsed.issues.map(problemOf) };
  // The schema has checked that sequence numbers are on the circle; only their brand is missing.
  const trace = parsed.output as unknown as Trace;
  const problems = problemsOf(trace);
  return problems.length === 0 ? { ok: true, trace } : { ok: false, problems };
}
