/**
 * Plays a scenario's script: names instead of descriptors, and calls that wait for their name.
 * Next: world.ts
 */
import type { CallResult, SystemCall } from './call.ts';
import type { Host } from './host.ts';
import { filling, WHATEVER_IS_THERE } from './rules.ts';
import type { ScriptedCall } from './scenario.ts';
import { fromLinuxUnits } from './socket-option.ts';
import { systemCall } from './system-call.ts';
import { micros } from './time.ts';
import type { Universe } from './universe.ts';

type Named = Extract<ScriptedCall, { readonly socket: string }>;
type Opening = Extract<Named, { readonly call: 'socket' | 'bind' | 'listen' | 'connect' }>;

/** No descriptor at all: what a failed socket() leaves behind, and the next call answers with EBADF. */
const NO_FD = -1;

/** What one host's names stand for, and what waits for them. */
interface Names {
  readonly fds: Map<string, number>;
  readonly waiting: Map<string, Named[]>;
}

export function playScript(universe: Universe, script: readonly ScriptedCall[]): void {
  const names = new Map<Host, Names>();
  for (const call of script) {
    const host = universe.hosts.find(({ name }) => name === call.host);
    if (host === undefined) throw new Error(`The script names an unknown host: ${call.host}`);
    if (!names.has(host)) names.set(host, { fds: new Map(), waiting: new Map() });
    universe.soon(() => play(host, names.get(host)!, call), micros(call.at));
  }
}

function play(host: Host, names: Names, call: ScriptedCall): void {
  switch (call.call) {
    case 'note':
      host.universe.recorder?.note(host, call.text);
      return;
    case 'sysctl':
      systemCall(host, { call: 'sysctl', name: call.name, value: call.value });
      return;
    case 'exit':
      systemCall(host, { call: 'exit' });
      return;
    case 'socket':
    case 'bind':
    case 'listen':
    case 'connect':
      return playOpening(host, names, call);
    default:
      return whenNamed(host, names, call);
  }
}

/** listen() and connect() make what they need, as their programs would. */
function playOpening(host: Host, names: Names, call: Opening): void {
  const { socket: name } = call;
  if (!names.fds.has(name)) {
    const made = systemCall(host, { call: 'socket' }).result;
    names.fds.set(name, typeof made?.value === 'number' ? made.value : NO_FD);
    if (made?.error !== null) return;
    const port = call.call === 'connect' ? call.from : call.call === 'listen' ? call.port : undefined;
    const fd = names.fds.get(name)!;
    if (port !== undefined && systemCall(host, { call: 'bind', fd, port }).result?.error !== null) return;
  }
  const fd = names.fds.get(name)!;
  if (call.call === 'bind') systemCall(host, { call: 'bind', fd, port: call.port });
  if (call.call === 'listen') systemCall(host, { call: 'listen', fd, backlog: call.backlog ?? DEFAULT_BACKLOG });
  if (call.call === 'connect') systemCall(host, { call: 'connect', fd, address: call.to, port: call.port });
}

const DEFAULT_BACKLOG = 128;

/** A name that accept() has still to give: the call is made when it has. */
function whenNamed(host: Host, names: Names, call: Exclude<Named, Opening>): void {
  const fd = names.fds.get(call.socket);
  if (fd !== undefined) return make(host, names, call, fd);
  const waiting = names.waiting.get(call.socket) ?? [];
  names.waiting.set(call.socket, [...waiting, call]);
}

function make(host: Host, names: Names, call: Exclude<Named, Opening>, fd: number): void {
  if (call.call === 'accept') systemCall(host, { call: 'accept', fd }, (result) => named(host, names, call.as, result));
  else systemCall(host, callOn(call, fd));
}

/** accept() has returned. Its name holds from the next moment of the same instant on: no call runs inside another. */
function named(host: Host, names: Names, name: string, { value }: CallResult): void {
  host.universe.soon(() => {
    const fd = typeof value === 'number' ? value : NO_FD;
    names.fds.set(name, fd);
    const waiting = names.waiting.get(name) ?? [];
    names.waiting.delete(name);
    for (const call of waiting) if (!isOpening(call)) make(host, names, call, fd);
  });
}

const isOpening = (call: Named): call is Opening =>
  call.call === 'socket' || call.call === 'bind' || call.call === 'listen' || call.call === 'connect';

function callOn(call: Exclude<Named, Opening | { readonly call: 'accept' }>, fd: number): SystemCall {
  switch (call.call) {
    case 'send':
      return { call: 'send', fd, bytes: call.text ?? filling(call.bytes ?? 0) };
    case 'recv':
      return { call: 'recv', fd, count: call.bytes ?? WHATEVER_IS_THERE };
    case 'shutdown':
      return { call: 'shutdown', fd, how: 'SHUT_WR' };
    case 'setsockopt':
      return { call: 'setsockopt', fd, option: fromLinuxUnits(call.option) };
    case 'close':
    case 'abort':
      return { call: call.call, fd };
  }
}
