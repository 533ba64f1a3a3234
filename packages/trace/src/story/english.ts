/** The story in English. Its twin is chinese.ts: the same keys in the same order. Next: chinese.ts */
import type { DropReasonWords, SignalWords, StateWords, TimerWords } from './words.ts';
import { formatTime } from '../time.ts';
import { endpointText } from '../reading.ts';
import { does, its, own, type Clause, type Clauses, type Scene, type Teller } from './clause.ts';
import { callText, isEndOfFile, resultText } from './call.ts';
import { said, type Said } from './wire.ts';
import type { HostName, Packet } from '../record.ts';

const states: StateWords = {
  CLOSED: 'nothing is left of the connection',
  LISTEN: 'it waits for a SYN',
  'SYN-SENT': 'its SYN is on the way',
  'SYN-RECEIVED': 'both SYNs have been sent, its own is not acknowledged yet',
  ESTABLISHED: 'both sides may send',
  'FIN-WAIT-1': 'its FIN is sent and not acknowledged yet',
  'FIN-WAIT-2': 'its own half is closed, the other half is still open',
  'CLOSE-WAIT': 'its peer has finished, its own application has not closed yet',
  CLOSING: 'the FINs crossed, its own is not acknowledged yet',
  'LAST-ACK': 'its FIN is sent too, only the last ACK is missing',
  'TIME-WAIT': 'both halves are closed, and it waits 2 MSL for stragglers',
};

const drops: DropReasonWords = {
  fault: 'dropped here on purpose (an injected fault)',
  loss: 'the link dropped it by chance',
  ttl: 'its hop limit reached 0',
  mtu: 'it was larger than the MTU',
  'no-host': 'no host has that address',
};

const timers: TimerWords = {
  retransmission: 'retransmission timer',
  persist: 'persist timer',
  'delayed-ack': 'delayed-ACK timer',
  'time-wait': '2 MSL timer',
  'fin-wait-2': 'FIN-WAIT-2 timer',
  keepalive: 'keepalive timer',
  user: 'user timeout',
};

const signals: SignalWords = {
  established: 'tells its application that the connection is up',
  'peer-closed': 'tells its application that the peer has finished (end of file)',
  reset: 'tells its application that the peer reset the connection',
  refused: 'tells its application that nobody listens there',
  'timed-out': 'tells its application that it has given up',
  closed: 'tells its application that the connection is closed',
};

const octets = (count: number): string => (count === 1 ? '1 octet' : `${count} octets`);

/** `SYN,ACK (SEQ 0, ACK 1)`, `100 octets and FIN (SEQ 1–100, ACK 1)`, `ACK 102`. */
function what(word: Said, withAck: boolean): string {
  const numbers = withAck && word.ack !== null ? `(${word.seq}, ${word.ack})` : `(${word.seq})`;
  switch (word.kind) {
    case 'ACK':
      return word.ack ?? 'an empty segment';
    case 'data':
      return `${octets(word.octets)}${word.fin ? ' and FIN' : ''} ${numbers}`;
    case 'SYN':
    case 'SYN,ACK':
    case 'FIN':
    case 'RST':
      return `${word.kind} ${numbers}`;
  }
}

const ordinal = (n: number): string => (n === 2 ? 'once more' : `for the ${n}${n === 3 ? 'rd' : 'th'} time`);

function sends(packet: Packet, { reading, before }: Scene): string {
  const word = said(packet, reading);
  const again = word.transmission > 1 && word.kind !== 'ACK' ? ` ${ordinal(word.transmission)}` : '';
  return `${before?.type === 'arrive' ? 'answers' : 'sends'} ${what(word, true)}${again}`;
}

function whose(host: HostName, packet: Packet, { reading }: Scene): string {
  const sender = reading.senderOf(packet);
  return `${sender === host ? 'its own' : `${sender}’s`} ${what(said(packet, reading), true)}`;
}

const clauses: Clauses = {
  socket: ({ local, remote, parent }) => {
    const from = local ? ` at ${endpointText(local)}` : '';
    const to = remote && remote.port !== 0 ? ` towards ${endpointText(remote)}` : '';
    return does(parent === null ? `has a socket${from}${to}` : `has a new connection${from}${to}`);
  },
  state: ({ to }) => does(to === 'CLOSED' ? 'is CLOSED' : `enters ${to}`),
  transmit: ({ packet }, scene) => does(sends(packet, scene)),
  arrive: ({ host, packet }, scene) => does(`takes ${whose(host, packet, scene)}`),
  drop: ({ packet, reason }, scene) => own(`${whose('', packet, scene)} is lost: ${drops[reason]}`),
  call: (record) => does(`calls ${callText(record)}`),
  result: (record, { reading }) => {
    const call = reading.callOf(record.id);
    const name = call ? `${call.call}()` : 'call';
    return its(`${name} returns ${resultText(record)}${isEndOfFile(call, record) ? ' (end of file)' : ''}`);
  },
  timer: ({ timer, action, deadline, at }) => {
    const name = timers[timer];
    if (action === 'fired') return its(`${name} runs out`);
    if (action === 'stopped') return does(`stops its ${name}`);
    return does(`starts its ${name}${deadline === null ? '' : ` (${formatTime(deadline - at)})`}`);
  },
  signal: ({ signal }) => does(signals[signal]),
  queues: ({ recvQ, sendQ }) => its(`Recv-Q is ${recvQ} and its Send-Q ${sendQ}`),
  descriptor: ({ fd, action }) =>
    does(action === 'opened' ? `opens descriptor ${fd} for it` : `gives descriptor ${fd} back`),
  note: ({ text }) => own(text),
};

const endsItself = /[.!?…]$/;

function sentence(at: string, host: string, parts: readonly Clause[]): string {
  const [first, ...rest] = parts;
  if (!first) return `At ${at}, ${host} does nothing.`;
  if (first.subject === 'own') return `At ${at}: ${first.text}${endsItself.test(first.text) ? '' : '.'}`;
  const begin = `At ${at}, ${host}${first.subject === 'its' ? '’s' : ''} ${first.text}`;
  const texts = [begin];
  for (const [index, { subject, text }] of rest.entries()) {
    const subjectChanges = parts[index]!.subject === 'its';
    texts.push(subject === 'its' ? `its ${text}` : subjectChanges ? `it ${text}` : text);
  }
  const last = texts.pop()!;
  return texts.length === 0 ? `${last}.` : `${texts.join(', ')} and ${last}.`;
}

export const english: Teller = {
  clauses,
  states,
  sentence,
  explained: (told, meaning) => `${told.slice(0, -1)}: ${meaning}.`,
};
