/** A socket table as one of the three tools prints it. Next: path.ts */
import { formatNetstat } from './netstat.ts';
import { formatProc } from './proc.ts';
import { formatSs } from './ss.ts';
import type { SocketRow } from './table.ts';

export const TABLE_FORMATS = ['ss', 'netstat', 'proc'] as const;
/** `ss -tan`, `netstat -ant`, and /proc/net/tcp. */
export type TableFormat = (typeof TABLE_FORMATS)[number];

/** Lines as the tool writes them, its blanks at their ends included, without a line end after the last. */
export function formatTable(rows: readonly SocketRow[], format: TableFormat): string {
  switch (format) {
    case 'ss':
      return formatSs(rows);
    case 'netstat':
      return formatNetstat(rows);
    case 'proc':
      return formatProc(rows);
  }
}
