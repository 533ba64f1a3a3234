/**
 * Who a packet is, whatever else happens in the run: connection, direction, flags, SEQ relative to the sender's ISN,
 * octets of text, and which transmission of the same it is. Read from packets alone.
 * Next: fault.ts
 */
import { distance, flagNames, type Segment, type Seq } from '@lastack/tcp';

export interface Identity {
  /** `A:40000>B:80 FIN,ACK seq=101 len=0 #1`; `(2)` behind the ports from a four-tuple's second connection on. */
  readonly text: string;
  readonly from: string;
  readonly to: string;
  readonly flags: string;
  readonly seq: number;
  readonly length: number;
  readonly nth: number;
}

/** One direction of a four-tuple. */
interface Flow {
  isn: Seq;
  /** How many connections this four-tuple has seen. */
  incarnation: number;
  /** It has sent more than its SYN: a SYN from now on is another connection's, even with the same ISN. */
  established: boolean;
  readonly sent: Map<string, number>;
}

export class Identities {
  #flows = new Map<string, Flow>();

  /** Names `segment`, which `from` sends now: asking counts as one transmission. */
  of(from: string, fromPort: number, to: string, toPort: number, segment: Segment): Identity {
    const way = `${from}:${fromPort}>${to}:${toPort}`;
    const flow = this.#flow(way, segment);
    const flags = flagNames(segment);
    const seq = distance(flow.isn, segment.seq);
    const length = segment.text.length;
    const what = `${flags} seq=${seq} len=${length}`;
    const nth = (flow.sent.get(what) ?? 0) + 1;
    flow.sent.set(what, nth);
    const again = flow.incarnation > 1 ? `(${flow.incarnation})` : '';
    return { text: `${way}${again} ${what} #${nth}`, from, to, flags, seq, length, nth };
  }

  #flow(way: string, segment: Segment): Flow {
    const flow = this.#flows.get(way);
    if (flow === undefined) {
      // What never sent a SYN (the RST of a closed port) counts from its own number.
      const first: Flow = {
        isn: segment.seq,
        incarnation: segment.syn ? 1 : 0,
        established: false,
        sent: new Map(),
      };
      this.#flows.set(way, first);
      return first;
    }
    if (segment.syn && (segment.seq !== flow.isn || flow.incarnation === 0 || flow.established)) {
      flow.isn = segment.seq;
      flow.incarnation += 1;
      flow.established = false;
      flow.sent.clear();
    }
    if (!segment.syn && !segment.rst) flow.established = true;
    return flow;
  }
}
