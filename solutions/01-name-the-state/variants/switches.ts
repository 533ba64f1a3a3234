// variant: switches over what differs; the rest follows from the RFC's name
type State =
  | 'CLOSED'
  | 'LISTEN'
  | 'SYN-SENT'
  | 'SYN-RECEIVED'
  | 'ESTABLISHED'
  | 'FIN-WAIT-1'
  | 'FIN-WAIT-2'
  | 'CLOSE-WAIT'
  | 'CLOSING'
  | 'LAST-ACK'
  | 'TIME-WAIT';
type Dialect = 'rfc' | 'ss' | 'netstat' | 'proc';
export function spell(state: State, dialect: Dialect): string {
  switch (dialect) {
    case 'rfc':
      return state;
    case 'ss':
      return inSs(state);
    case 'netstat':
      return inNetstat(state);
    case 'proc':
      return inProc(state);
  }
}

function inSs(state: State): string {
  if (state === 'CLOSED') return 'UNCONN';
  if (state === 'ESTABLISHED') return 'ESTAB';
  return state === 'SYN-RECEIVED' ? 'SYN-RECV' : state;
}

function inNetstat(state: State): string {
  if (state === 'CLOSED') return 'CLOSE';
  return state
    .replace('RECEIVED', 'RECV')
    .replace(/-(?=\d)/, '')
    .replaceAll('-', '_');
}

function inProc(state: State): string {
  switch (state) {
    case 'ESTABLISHED':
      return '01';
    case 'SYN-SENT':
      return '02';
    case 'SYN-RECEIVED':
      return '03';
    case 'FIN-WAIT-1':
      return '04';
    case 'FIN-WAIT-2':
      return '05';
    case 'TIME-WAIT':
      return '06';
    case 'CLOSED':
      return '07';
    case 'CLOSE-WAIT':
      return '08';
    case 'LAST-ACK':
      return '09';
    case 'LISTEN':
      return '0A';
    case 'CLOSING':
      return '0B';
  }
}

export function parse(text: string): State | null {
  switch (text.toUpperCase()) {
    case 'ESTABLISHED':
    case 'ESTAB':
    case '01':
      return 'ESTABLISHED';
    case 'SYN-SENT':
    case 'SYN_SENT':
    case '02':
      return 'SYN-SENT';
    case 'SYN-RECEIVED':
    case 'SYN-RECV':
    case 'SYN_RECV':
    case '03':
      return 'SYN-RECEIVED';
    case 'FIN-WAIT-1':
    case 'FIN_WAIT1':
    case '04':
      return 'FIN-WAIT-1';
    case 'FIN-WAIT-2':
    case 'FIN_WAIT2':
    case '05':
      return 'FIN-WAIT-2';
    case 'TIME-WAIT':
    case 'TIME_WAIT':
    case '06':
      return 'TIME-WAIT';
    case 'CLOSED':
    case 'UNCONN':
    case 'CLOSE':
    case '07':
      return 'CLOSED';
    case 'CLOSE-WAIT':
    case 'CLOSE_WAIT':
    case '08':
      return 'CLOSE-WAIT';
    case 'LAST-ACK':
    case 'LAST_ACK':
    case '09':
      return 'LAST-ACK';
    case 'LISTEN':
    case '0A':
      return 'LISTEN';
    case 'CLOSING':
    case '0B':
      return 'CLOSING';
    default:
      return null;
  }
}
