/** Events and answers as sentences. */
import { text, type Text } from '@lastack/exercise-kit';
import type { Answer, Segment } from '#subject';
import type { Call } from './requirements.ts';

/** What happens to the connection, with the segment's number as the rules see it: relative to RCV.NXT. */
export function eventText({ connection, event, settings: { now, msl, rfc1337 } }: Call): Text {
  switch (event.type) {
    case 'enter':
      return text(
        `${now} ms: enters TIME-WAIT. Our FIN left at ${event.finSent}, the peer's came at ${event.finReceived}; msl = ${msl}`,
        `${now} ms：进入 TIME-WAIT。我方 FIN 于 ${event.finSent} 发出，对端 FIN 于 ${event.finReceived} 到达；msl = ${msl}`,
      );
    case 'timeout':
      return text(
        `${now} ms: a clock rings; expires = ${connection.expires}`,
        `${now} ms：定时器响了；expires = ${connection.expires}`,
      );
    case 'segment': {
      const words = segmentWords(event.segment, connection.rcvNxt);
      const also = event.segment.rst ? [`, rfc1337 = ${rfc1337}`, `，rfc1337 = ${rfc1337}`] : ['', ''];
      return text(`${now} ms: ${words} arrives${also[0]}`, `${now} ms：收到 ${words}${also[1]}`);
    }
  }
}

/** `<SEQ=301><ACK=900><LEN=100><CTL=FIN,ACK> (SEQ = RCV.NXT − 101)`. */
function segmentWords({ seq, ack, length, syn, fin, rst }: Segment, rcvNxt: number): string {
  const control = [syn && 'SYN', fin && 'FIN', rst && 'RST', ack !== null && 'ACK'].filter(Boolean).join(',');
  const acknowledgment = ack === null ? '' : `<ACK=${ack}>`;
  const ahead = (seq - rcvNxt) | 0;
  const relative = ahead === 0 ? 'RCV.NXT' : `RCV.NXT ${ahead < 0 ? '−' : '+'} ${Math.abs(ahead)}`;
  return `<SEQ=${seq}>${acknowledgment}<LEN=${length}><CTL=${control}> (SEQ = ${relative})`;
}

/** What the learner's function answered. */
export function answerText({ connection, transmit }: Answer): Text {
  const sent = transmit === null ? null : `<SEQ=${transmit.seq}><ACK=${transmit.ack}><CTL=ACK>`;
  const state =
    connection === null
      ? 'connection: null'
      : `expires = ${connection.expires}, sndNxt = ${connection.sndNxt}, rcvNxt = ${connection.rcvNxt}, rcvWnd = ${connection.rcvWnd}`;
  return text(`${state}; ${sent ?? 'nothing sent'}`, `${state}；${sent === null ? '什么也没发' : `发了 ${sent}`}`);
}
