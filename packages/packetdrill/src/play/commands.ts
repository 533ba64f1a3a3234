/**
 * Shell lines, as questions to the simulated host.
 * Next: tcp-info.ts
 */
import { STATE_SPELLINGS } from '@lastack/trace';
import { STATES } from '@lastack/tcp';
import type { State } from '@lastack/tcp';
import type { ShellCommand } from '../parse/shell.ts';
import { Difference } from './result.ts';
import type { Subject } from './subject.ts';

/** Plays one command. `last`: nothing comes after it that could notice what it does. */
export function playCommand(subject: Subject, command: ShellCommand, last: boolean): void {
  switch (command.type) {
    case 'sysctl':
      for (const change of command.changes)
        if (!subject.change(change))
          throw new Difference('command', `the host does not take ${JSON.stringify(change)}`);
      return;
    case 'restore':
      if (!last) throw new Difference('command', 'sysctls can be restored only where the script ends');
      return;
    case 'count':
      return count(subject, command.state, command.times);
    case 'drop':
      return drop(subject, command.state, last);
    case 'sleep':
      return subject.advance(subject.now + Math.round(command.seconds * 1_000_000));
  }
}

function count(subject: Subject, spelling: string, times: number): void {
  const state = stateSpelled(spelling);
  if (state === null) throw new Difference('command', `no state is spelled ${spelling}`);
  const sockets = subject.sockets();
  const got = sockets.filter((socket) => socket.state === state).length;
  if (got === times) return;
  const all = sockets.map((socket) => socket.state).join(', ');
  throw new Difference('command', `${got} sockets in ${state}, not ${times}`, {
    expected: `${spelling}: ${times}`,
    got: `${spelling}: ${got} (${all === '' ? 'no sockets' : all})`,
  });
}

/** ss, netstat, FreeBSD's sockstat, and tcpdrop(8) each have their own spelling. */
const FREEBSD: Partial<Record<State, string>> = {
  'SYN-RECEIVED': 'SYN_RCVD',
  'FIN-WAIT-1': 'FIN_WAIT_1',
  'FIN-WAIT-2': 'FIN_WAIT_2',
  CLOSED: 'CLOSED',
};

export function stateSpelled(spelling: string): State | null {
  const found = STATES.find((state) => {
    const { ss, netstat } = STATE_SPELLINGS[state];
    return [ss, netstat, state, FREEBSD[state]].includes(spelling);
  });
  return found ?? null;
}

/** tcpdrop(8) at the end cleans up; before that the host would have to lose a connection without a word. */
function drop(subject: Subject, spelling: string | null, last: boolean): void {
  const state = spelling === null ? null : stateSpelled(spelling);
  if (spelling !== null && state === null) throw new Difference('command', `no state is spelled ${spelling}`);
  const any = subject.sockets().some((socket) => (state === null ? socket.state !== 'LISTEN' : socket.state === state));
  if (any && !last) throw new Difference('command', 'not supported: tcpdrop of a connection that is there');
}
