/**
 * What a schema cannot see: names that nobody has, times that do not fit, values that a sysctl does not take.
 * Next: names.ts
 */
import { nameFindings } from './names.ts';
import type { Finding, Path } from './problem.ts';
import type { HostSpec, LinkSpec, ProgramSpec, Scenario } from '../scenario.ts';
import { DEFAULT_HOST_SYSCTLS, SYSCTL_NAMES, withSysctl } from '../sysctls.ts';
import { didYouMean } from './suggest.ts';

export const finding = (path: Path, message: string, help: string, at: Finding['at'] = 'value'): Finding => ({
  path,
  at,
  message,
  help,
});

export function meaningFindings(scenario: Scenario): Finding[] {
  const hosts = Object.keys(scenario.hosts);
  const none = finding(['hosts'], 'There is no host', 'Write "hosts": {"A": {}, "B": {}}.');
  return [
    ...(hosts.length === 0 ? [none] : []),
    ...Object.entries(scenario.hosts).flatMap(([name, host]) => hostFindings(name, host)),
    ...addressFindings(scenario),
    ...(scenario.links ?? []).flatMap((link, i) => linkFindings(link, ['links', i], hosts)),
    ...nameFindings(scenario, hosts),
    ...scenario.script.flatMap((call, i) => callFindings(call, ['script', i])),
    ...(scenario.faults ?? []).flatMap((fault, i) => faultFindings(fault, ['faults', i], hosts)),
  ];
}

export const unknownHost = (path: Path, name: string, hosts: readonly string[]): Finding[] =>
  hosts.includes(name) ? [] : [finding(path, `No host is called "${name}"`, didYouMean(name, hosts))];

function hostFindings(name: string, host: HostSpec): Finding[] {
  const path = ['hosts', name];
  return [
    ...Object.entries(host.sysctls ?? {}).flatMap(([key, value]) =>
      sysctlFindings(key, value, [...path, 'sysctls', key]),
    ),
    ...(host.programs ?? []).flatMap((program, i) => programFindings(program, [...path, 'programs', i])),
  ];
}

function sysctlFindings(name: string, value: number | string, path: Path, at: Finding['at'] = 'key'): Finding[] {
  if (!SYSCTL_NAMES.includes(name)) {
    return [finding(path, `There is no sysctl "${name}" here`, didYouMean(name, SYSCTL_NAMES), at)];
  }
  if (withSysctl(DEFAULT_HOST_SYSCTLS, name, value) !== null) return [];
  const help = 'Write it as sysctl -w takes it; spans in the unit of the sysctl, which is seconds for most.';
  return [finding(at === 'key' ? path : [...path.slice(0, -1), 'value'], `${name} does not take ${value}`, help)];
}

function programFindings(program: ProgramSpec, path: Path): Finding[] {
  if ('program' in program) return [];
  const { on, call, prefix, count } = program;
  const findings = payloadFindings(program, path);
  if (on !== 'readable' && prefix !== undefined) findings.push(onlyReadable(path, 'prefix'));
  if (on !== 'readable' && count !== undefined) findings.push(onlyReadable(path, 'count'));
  if (call === 'accept' && on !== 'incoming') {
    findings.push(finding([...path, 'call'], 'Only "incoming" can be accepted', 'Write "on": "incoming".'));
  }
  return findings;
}

const onlyReadable = (path: Path, key: string): Finding =>
  finding([...path, key], `"${key}" asks what waits to be read`, 'It goes with "on": "readable" alone.', 'key');

interface Payload {
  readonly call: string;
  readonly text?: string;
  readonly bytes?: number;
}

/** send() needs octets, one way or the other, and octets are characters up to U+00FF. */
function payloadFindings({ call, text, bytes }: Payload, path: Path): Finding[] {
  const findings: Finding[] = [];
  if (call === 'send' && text === undefined && bytes === undefined) {
    findings.push(
      finding(path, 'send() has nothing to send', 'Give "text", or "bytes" for so many octets of filling.'),
    );
  }
  if (text !== undefined && bytes !== undefined) {
    findings.push(finding([...path, 'bytes'], '"text" and "bytes" exclude each other', 'Take one away.', 'key'));
  }
  if (call === 'send' && text !== undefined && [...text].some((c) => c.codePointAt(0)! > 0xff)) {
    const help =
      'One character stands for one octet; write others as their UTF-8 octets: "\\u00e9" as "\\u00c3\\u00a9".';
    findings.push(finding([...path, 'text'], 'A character beyond U+00FF is no octet', help));
  }
  return findings;
}

function callFindings(call: Scenario['script'][number], path: Path): Finding[] {
  if (call.call === 'send') return payloadFindings(call, path);
  if (call.call === 'sysctl') return sysctlFindings(call.name, call.value, [...path, 'name'], 'value');
  return [];
}

/** Four decimal octets, or something with colons that may be IPv6. */
export const isAddress = (text: string): boolean =>
  /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!$)|$)){4}$/.test(text) || /^(?=.*:.*:)[\da-f:.]{2,39}$/i.test(text);

function addressFindings({ hosts }: Scenario): Finding[] {
  const taken = new Map<string, string>();
  return Object.entries(hosts).flatMap(([name, { address }]) => {
    const path = ['hosts', name, 'address'];
    if (address === undefined) return [];
    if (!isAddress(address) || address === '127.0.0.1') {
      return [finding(path, `${address} is no address for a host`, 'Write an IPv4 address: "10.0.0.1".')];
    }
    const owner = taken.get(address);
    taken.set(address, name);
    return owner === undefined ? [] : [finding(path, `${address} belongs to ${owner}`, 'Give each host its own.')];
  });
}

function linkFindings({ between: [one, other] }: LinkSpec, path: Path, hosts: readonly string[]): Finding[] {
  const help = 'A link joins two hosts; a host reaches itself without one.';
  return [
    ...unknownHost([...path, 'between', 0], one, hosts),
    ...unknownHost([...path, 'between', 1], other, hosts),
    ...(one === other ? [finding([...path, 'between', 1], `A link from ${one} to itself`, help)] : []),
  ];
}

const FLAGS = ['SYN', 'FIN', 'RST', 'PSH', 'ACK'];

function faultFindings(
  { packet, fate, by }: NonNullable<Scenario['faults']>[number],
  path: Path,
  hosts: readonly string[],
) {
  const findings: Finding[] = [];
  for (const key of ['from', 'to'] as const) {
    if (packet[key] !== undefined) findings.push(...unknownHost([...path, 'packet', key], packet[key], hosts));
  }
  for (const key of ['flags', 'has'] as const) {
    const wrong = packet[key]?.split(',').find((flag) => !FLAGS.includes(flag));
    if (wrong === undefined) continue;
    findings.push(finding([...path, 'packet', key], `There is no flag "${wrong}"`, didYouMean(wrong, FLAGS)));
  }
  if ((fate === 'delay' || fate === 'hold') && by === undefined) {
    const help = fate === 'hold' ? 'ms: the moment until which it is held.' : 'ms: how much later it arrives.';
    findings.push(finding(path, `"by" is missing: a fault that ${fate}s needs it`, help));
  }
  if (fate === 'drop' && by !== undefined) {
    findings.push(finding([...path, 'by'], 'A packet that is dropped needs no "by"', 'Take it away.', 'key'));
  }
  return findings;
}
