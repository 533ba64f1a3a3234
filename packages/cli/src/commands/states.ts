/** `lastack states`: what ss, netstat or /proc/net/tcp listed, counted, and what stands out in it. */
import type { Run } from '../command.ts';
import { EXIT, wrongCall } from '../refusal.ts';
import { readText } from '../run/files.ts';
import { advice } from '../said.ts';
import { censusOf } from '../states/census.ts';
import { findingsOf } from '../states/findings.ts';
import { readListing } from '../states/read.ts';
import { listingLines, unreadLines } from '../states/show.ts';
import type { Terminal } from '../terminal.ts';

async function standardInput(): Promise<string> {
  if (process.stdin.isTTY)
    throw wrongCall(
      'give a file, or pipe a listing into it: ss -tanp | lastack states',
      '请给一个文件，或用管道送入列表：ss -tanp | lastack states',
    );
  const parts: Buffer[] = [];
  for await (const part of process.stdin) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8');
}

function refuse(file: string, listing: ReturnType<typeof readListing>, terminal: Terminal): never {
  const [first] = listing.unread;
  const message = first ? advice({ message: first.why, help: first.help }, terminal) : '';
  throw wrongCall(
    `${file}:${first?.line ?? 1}: ${message || 'it is empty. Try: ss -tanp | lastack states'}`,
    `${file}:${first?.line ?? 1}: ${message || '内容为空。试试：ss -tanp | lastack states'}`,
  );
}

export const run: Run = async (call, terminal) => {
  const [word = '-'] = call.words;
  const file = word === '-' ? 'stdin' : word;
  const text = word === '-' ? await standardInput() : readText(word, terminal.cwd);
  const listing = readListing(text);
  if (listing.format === null) refuse(file, listing, terminal);
  const census = censusOf(listing.sockets);
  const findings = findingsOf(listing.sockets);
  if (call.has('json'))
    terminal.print(JSON.stringify({ format: listing.format, ...census, findings, unread: listing.unread }));
  else listingLines(census, findings, terminal).forEach((line) => terminal.print(line));
  unreadLines(listing, file, terminal).forEach((line) => terminal.note(line));
  // A line that was not read is missing from the counts: they are not the answer then.
  return listing.unread.length === 0 ? EXIT.well : EXIT.no;
};
