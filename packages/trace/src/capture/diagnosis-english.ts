/** A diagnosis in English. Its twin is diagnosis-chinese.ts: the same facts in the same order. Next: diagnosis-chinese.ts */
import { endpointText } from '../reading.ts';
import type { ConnectionFacts } from './diagnosis.ts';

const times = (n: number): string => (n === 1 ? 'once' : n === 2 ? 'twice' : `${n} times`);

const segments = (n: number): string => (n === 1 ? 'one segment' : `${n} segments`);

function opening({ opened, ends: [a, b] }: ConnectionFacts): string {
  const who = `${a.host} (${endpointText(a.endpoint)}) and ${b.host} (${endpointText(b.endpoint)})`;
  if (opened === 'before the capture') return `${who} were connected before the capture began.`;
  return opened === 'never' ? `${who}: ${a.host} asked, and no connection came about.` : `${a.host} opened: ${who}.`;
}

function closing({ closedFirst, closingSegments, ending }: ConnectionFacts): string | null {
  if (closedFirst === null) return null;
  const who = closedFirst === 'both' ? 'Both closed at once: the FINs crossed' : `${closedFirst} closed first`;
  if (ending === 'closed') return `${who}; the close took ${segments(closingSegments)}.`;
  if (ending === 'half-closed') return `${who}; its peer has not closed.`;
  return ending === 'last ACK missing' ? `${who}; the last ACK is not in the capture.` : `${who}.`;
}

function resetting({ reset, closedFirst }: ConnectionFacts): string | null {
  if (reset === null) return null;
  switch (reset.reason) {
    case 'refused':
      return `${reset.by} answered the SYN with RST: nobody listens there.`;
    case 'no-connection':
      return `${reset.by} answered with RST: it had no such connection any more.`;
    case 'keepalive':
      return `${reset.by} gave up after unanswered probes, and sent RST.`;
    case 'abort':
      return closedFirst === null ? `${reset.by} ended it with RST, without a FIN.` : `${reset.by} ended it with RST.`;
  }
}

function probing({ probes }: ConnectionFacts): string | null {
  if (probes === null) return null;
  const answers = probes.answered === probes.sent ? 'all were answered' : `${probes.answered} of them answered`;
  return `${probes.by} probed the idle connection ${times(probes.sent)}, ${answers}.`;
}

const repeating = ({ repeatedFins }: ConnectionFacts): string | null =>
  repeatedFins === 0 ? null : `A FIN was sent again ${times(repeatedFins)}: it, or its ACK, was lost or late.`;

const staying = ({ ending }: ConnectionFacts): string | null =>
  ending === 'open' ? 'No FIN and no RST: it was never closed while the capture ran.' : null;

/** Sentences, most important first. */
export const diagnosisInEnglish = (facts: ConnectionFacts): string[] =>
  [opening, closing, resetting, repeating, probing, staying].flatMap((part) => part(facts) ?? []);
