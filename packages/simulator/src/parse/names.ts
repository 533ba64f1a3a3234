/**
 * Hosts and sockets that a script names, and whether they are there when it does.
 * Next: parse-scenario.ts
 */
import type { Scenario, ScriptedCall } from '../scenario.ts';
import { finding, isAddress, unknownHost } from './meaning.ts';
import type { Finding, Path } from './problem.ts';
import { didYouMean } from './suggest.ts';

interface Made {
  readonly at: number;
  readonly index: number;
}

/** By host and socket name: the first call that makes it. */
type Sockets = Map<string, Map<string, Made>>;

export function nameFindings(scenario: Scenario, hosts: readonly string[]): Finding[] {
  const sockets = socketsOf(scenario.script);
  return scenario.script.flatMap((call, index) => {
    const path = ['script', index];
    const host = unknownHost([...path, 'host'], call.host, hosts);
    if (host.length > 0) return host;
    const found = 'socket' in call ? socketFindings(call, { at: call.at, index }, path, sockets) : [];
    return call.call === 'connect' ? [...found, ...destinationFindings(call.to, [...path, 'to'], hosts)] : found;
  });
}

function socketsOf(script: readonly ScriptedCall[]): Sockets {
  const sockets: Sockets = new Map();
  script.forEach((call, index) => {
    const name = nameMade(call);
    if (name === null) return;
    const ofHost = sockets.get(call.host) ?? new Map<string, Made>();
    sockets.set(call.host, ofHost);
    const made = { at: call.at, index };
    const known = ofHost.get(name);
    if (known === undefined || isBefore(made, known)) ofHost.set(name, made);
  });
  return sockets;
}

const nameMade = (call: ScriptedCall): string | null =>
  call.call === 'accept'
    ? call.as
    : call.call === 'socket' || call.call === 'listen' || call.call === 'connect'
      ? call.socket
      : null;

const isBefore = (one: Made, other: Made): boolean =>
  one.at < other.at || (one.at === other.at && one.index < other.index);

type Named = Extract<ScriptedCall, { readonly socket: string }>;

function socketFindings(call: Named, here: Made, path: Path, sockets: Sockets): Finding[] {
  const ofHost = sockets.get(call.host) ?? new Map<string, Made>();
  const made = ofHost.get(call.socket);
  const makes = made?.index === here.index;
  if (made === undefined) {
    const help = didYouMean(call.socket, [...ofHost.keys()]);
    return [finding([...path, 'socket'], `${call.host} has no socket called "${call.socket}"`, help)];
  }
  if (!makes && isBefore(here, made)) {
    const message = `"${call.socket}" is used at ${here.at} ms and made at ${made.at} ms`;
    return [finding([...path, 'socket'], message, 'Make it first, or call later.')];
  }
  if (call.call === 'listen' && makes && call.port === undefined) {
    return [finding(path, '"port" is missing', 'A whole number from 1 to 65535.')];
  }
  return [];
}

function destinationFindings(to: string, path: Path, hosts: readonly string[]): Finding[] {
  return to === 'localhost' || isAddress(to) ? [] : unknownHost(path, to, hosts);
}
