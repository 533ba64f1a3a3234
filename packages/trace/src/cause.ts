/**
 * What moved a connection, in the word that a state record's `cause` holds: `FIN,ACK`, `close`, `time-wait`.
 * Next: language.ts
 */
import { flagNames, type TcpEvent } from '@lastack/tcp';

export function causeOf(event: TcpEvent): string {
  switch (event.type) {
    case 'segment':
      return flagNames(event.segment);
    case 'call':
      return event.call.type;
    case 'timeout':
      return event.timer;
    case 'icmp':
      return event.message.kind;
  }
}
