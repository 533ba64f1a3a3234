/**
 * Segments in the words of an exercise: numbers from 0 to 2^32 − 1, octets counted, control bits.
 * Next: plain-state.ts
 */
import { NO_OPTIONS, seq, type Segment, type Tcb } from '@lastack/tcp';

/** A segment as a learner's function gets it. */
export interface PlainSegment {
  readonly seq: number;
  /** `null` when the ACK bit is off. */
  readonly ack: number | null;
  /** Octets of text. A SYN or a FIN is not counted here; each takes one number of its own. */
  readonly length: number;
  readonly syn: boolean;
  readonly fin: boolean;
  readonly rst: boolean;
}

export const plainSegment = ({ seq, ack, text, syn, fin, rst }: Segment): PlainSegment => ({
  seq,
  ack,
  length: text.length,
  syn,
  fin,
  rst,
});

/** From `a` to `b` on the circle of 2^32 numbers: −2^31 … 2^31 − 1. */
export const ahead = (a: number, b: number): number => (b - a) | 0;

/** `n` after `number`, on the circle. */
export const onward = (number: number, n: number): number => (number + n) >>> 0;

/** `FIN,ACK`. */
export const controlBits = ({ syn, fin, rst, ack }: Pick<PlainSegment, 'syn' | 'fin' | 'rst' | 'ack'>): string =>
  [syn && 'SYN', fin && 'FIN', rst && 'RST', ack !== null && 'ACK'].filter(Boolean).join(',') || 'none';

/** `<SEQ=301><ACK=900><LEN=100><CTL=FIN,ACK>`; LEN only where there is text. */
export function segmentWords(segment: PlainSegment): string {
  const acknowledgment = segment.ack === null ? '' : `<ACK=${segment.ack}>`;
  const length = segment.length === 0 ? '' : `<LEN=${segment.length}>`;
  return `<SEQ=${segment.seq}>${acknowledgment}${length}<CTL=${controlBits(segment)}>`;
}

/** `SEQ = RCV.NXT − 101`: a number as the rules see it. */
export function relativeWords(name: string, number: number, base: string, from: number): string {
  const distance = ahead(from, number);
  return `${name} = ${distance === 0 ? base : `${base} ${distance < 0 ? '−' : '+'} ${Math.abs(distance)}`}`;
}

export interface Said {
  readonly seq: number;
  readonly ack: number;
  readonly text?: string;
  readonly fin?: boolean;
}

/** What a learner's function wants to send, as this connection would send it: its window, no options. */
export function segmentFrom(tcb: Tcb, { seq: number, ack, text = '', fin = false }: Said): Segment {
  const { wnd, windowShift } = tcb.state === 'TIME-WAIT' ? { wnd: tcb.rcvWnd, windowShift: tcb.windowShift } : tcb.rcv;
  return {
    seq: seq(number),
    ack: seq(ack),
    wnd: Math.min(wnd >> windowShift, 0xffff),
    syn: false,
    fin,
    rst: false,
    psh: text.length > 0,
    text,
    options: NO_OPTIONS,
  };
}
