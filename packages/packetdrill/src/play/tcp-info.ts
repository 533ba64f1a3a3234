/**
 * tcp_info, as far as a Tcb tells it: what `%{ assert tcpi_… }%` may ask. linux/tcp.h, struct tcp_info.
 * Next: condition.ts
 */
import { distance } from '@lastack/tcp';
import type { Connection } from '@lastack/tcp';
import { stateNumber } from '../parse/tcp-info-names.ts';
import type { Field } from '../parse/tcp-info-names.ts';
import type { Descriptors } from './descriptors.ts';
import { Difference } from './result.ts';
import type { Subject } from './subject.ts';

/** One field, asked of the connection under test. */
export function tcpInfo(subject: Subject, descriptors: Descriptors, field: Field): number {
  const descriptor = descriptors.tested();
  const view = descriptor && subject.viewOf(descriptor.live);
  if (!view) throw new Difference('assertion', 'the connection under test has no descriptor to ask');
  if (field === 'tcpi_state') return stateNumber(view.state, subject.profile);
  const { tcb } = view;
  if (tcb === null || tcb.state === 'TIME-WAIT')
    throw new Difference('assertion', `${field} cannot be asked in ${view.state}`);
  if (field === 'tcpi_total_retrans') return subject.retransmissions(view.socket);
  if (field === 'tcpi_pmtu') return subject.mtu;
  return fieldOf(field, tcb);
}

type OfTcb = Exclude<Field, 'tcpi_state' | 'tcpi_total_retrans' | 'tcpi_pmtu'>;

/** TCP_INFINITE_SSTHRESH */
const NO_THRESHOLD = 0x7fff_ffff;

function fieldOf(name: OfTcb, { snd, rcv, mss }: Connection): number {
  switch (name) {
    case 'tcpi_ca_state':
      return congestionState(snd);
    case 'tcpi_retransmits':
    case 'tcpi_backoff':
      return snd.retransmissions;
    case 'tcpi_probes':
      return snd.probes;
    case 'tcpi_options':
      return (rcv.tsRecent === null ? 0 : 1) + (snd.sackPermitted ? 2 : 0) + (snd.scaling ? 4 : 0);
    case 'tcpi_snd_wscale':
      return snd.windowShift;
    case 'tcpi_rcv_wscale':
      return rcv.windowShift;
    case 'tcpi_rto':
      return snd.rto;
    case 'tcpi_snd_mss':
      return snd.mss;
    case 'tcpi_unacked':
      return Math.ceil(distance(snd.una, snd.nxt) / snd.mss);
    case 'tcpi_sacked':
      return snd.sacked.reduce((sum, [left, right]) => sum + Math.ceil(distance(left, right) / snd.mss), 0);
    case 'tcpi_rtt':
      return snd.srtt ?? 0;
    case 'tcpi_rttvar':
      return snd.rttvar;
    case 'tcpi_snd_ssthresh':
      return snd.ssthresh >= NO_THRESHOLD ? NO_THRESHOLD : Math.floor(snd.ssthresh / snd.mss);
    case 'tcpi_snd_cwnd':
      return Math.floor(snd.cwnd / snd.mss);
    case 'tcpi_advmss':
      return mss;
    case 'tcpi_bytes_received':
      return distance(rcv.irs, rcv.nxt) - 1;
    case 'tcpi_notsent_bytes':
      return snd.buffer.length - Math.min(snd.buffer.length, distance(snd.una, snd.nxt));
  }
}

/** tcp_ca_state: Open, Disorder, Recovery, Loss. */
function congestionState(snd: Connection['snd']): number {
  if (snd.recover !== null) return 3;
  if (snd.retransmissions > 0 || snd.resend !== snd.nxt) return 4;
  return snd.duplicateAcks > 0 || snd.sacked.length > 0 ? 1 : 0;
}
