/**
 * Lines for the shell, in backquotes. No shell is run: the few commands that public scripts use are understood as
 * questions to, or changes of, the simulated host. Any other command is refused by name.
 * Next: linux-sysctl.ts
 */
import type { Place } from './problem.ts';
import { unsupported, wrong } from './problem.ts';
import { SUITE_DEFAULTS } from './linux-sysctl.ts';
import { sysctlChanges } from './sysctl.ts';
import type { SysctlChange } from './sysctl.ts';

export type ShellCommand =
  /** `sysctl -w net.ipv4.tcp_fin_timeout=30`, `set_sysctls.py /proc/sys/net/ipv4/tcp_sack=0`, `../common/defaults.sh` */
  | { readonly type: 'sysctl'; readonly changes: readonly SysctlChange[] }
  /** `/tmp/sysctl_restore_${PPID}.sh`: what the sysctls were before the script. */
  | { readonly type: 'restore' }
  /** `sockstat … | grep -c TIME_WAIT | grep 1`: so many sockets stand in this state (as the tool spells it). */
  | { readonly type: 'count'; readonly tool: string; readonly state: string; readonly times: number }
  /** `tcpdrop -s TIME_WAIT`: connections in this state vanish; `null`: all of them. */
  | { readonly type: 'drop'; readonly state: string | null }
  /** `sleep 1`, `true`, `:` */
  | { readonly type: 'sleep'; readonly seconds: number };

const HELP =
  'Understood: sysctl -w NAME=VALUE, ../common/defaults.sh, set_sysctls.py, sysctl_restore, sleep N, tcpdrop [-s STATE], ' +
  'and sockstat|ss|netstat … | grep -c STATE | grep N.';
/** Output that nobody reads. */
const QUIETLY = /\s*(2>&1|[12]?>\s*\/dev\/null)/g;
const COUNTERS: readonly string[] = ['sockstat', 'ss', 'netstat'];

/** The commands of one backquoted text, in order: separated by `;`, `&&` or new lines. */
export function parseShell(text: string, place: Place): ShellCommand[] {
  const lines = text
    .replace(/\\\n/g, ' ')
    .split(/;|&&|\n/)
    .map((line) =>
      line
        .replace(/(^|\s)#.*$/, '')
        .replace(QUIETLY, '')
        .trim(),
    )
    .filter((line) => line !== '');
  if (lines.length === 0) throw wrong(place, 'this command is empty', HELP);
  return lines.flatMap((line) => parseLine(line, place));
}

function parseLine(line: string, place: Place): ShellCommand[] {
  const stages = line.split('|').map((stage) => wordsOf(stage));
  const [command, ...args] = stages[0]!;
  const refused = unsupported(place, `the shell command '${line}'`, HELP);
  if (command === undefined) throw refused;
  const name = command.slice(command.lastIndexOf('/') + 1);
  if (COUNTERS.includes(name)) return [parseCount(name, stages.slice(1), refused)];
  if (stages.length > 1) throw refused;
  if (changesNothing(name, args)) return [{ type: 'sleep', seconds: 0 }];
  if (name === 'sysctl') return [parseSysctl(args, place, refused)];
  if (name === 'defaults.sh') return parseDefaults(args, place);
  if (name === 'set_sysctls.py')
    return [{ type: 'sysctl', changes: args.flatMap((arg) => procSetting(arg, place, refused)) }];
  if (/^sysctl_restore_.*\.sh$/.test(name) && args.length === 0) return [{ type: 'restore' }];
  if (name === 'tcpdrop') return [parseDrop(args, refused)];
  if (name === 'sleep' && args.length === 1 && /^\d+(\.\d+)?$/.test(args[0]!))
    return [{ type: 'sleep', seconds: Number(args[0]) }];
  if ((name === 'true' || name === ':') && args.length === 0) return [{ type: 'sleep', seconds: 0 }];
  throw refused;
}

/** No cache of metrics, no offloading, no queue before the wire: lines that say so change nothing here. */
function changesNothing(name: string, args: readonly string[]): boolean {
  const line = args.join(' ');
  if (name === 'ip') return /^tcp_metrics flush( all)?$/.test(line);
  if (name === 'ethtool') return /^-K \w+( (tso|gso|gro|lro|tx|rx|sg) (on|off))+$/.test(line);
  return name === 'tc' && /^qdisc (add|replace|change) dev \w+ root (pfifo|pfifo_fast|bfifo|noqueue)$/.test(line);
}

/** `defaults.sh` may carry another command as its arguments: `../common/defaults.sh ../common/set_sysctls.py …`. */
function parseDefaults(args: readonly string[], place: Place): ShellCommand[] {
  const rest = args.length === 0 ? [] : parseLine(args.map(shellQuoted).join(' '), place);
  const changes = SUITE_DEFAULTS.flatMap(([name, value]) => sysctlChanges(name, value, place));
  return [{ type: 'sysctl', changes }, ...rest];
}

function parseSysctl(args: readonly string[], place: Place, refused: Error): ShellCommand {
  const changes: SysctlChange[] = [];
  let settings = 0;
  for (const arg of args) {
    if (/^-[weqn]+$/.test(arg)) continue;
    if (!arg.includes('=')) throw refused;
    changes.push(...setting(arg, place));
    settings += 1;
  }
  if (settings === 0) throw refused;
  return { type: 'sysctl', changes };
}

function setting(text: string, place: Place): readonly SysctlChange[] {
  const at = text.indexOf('=');
  const value = text
    .slice(at + 1)
    .replace(PRODUCT, (_whole, factors: string) =>
      String(factors.split('*').reduce((product, factor) => product * Number(factor), 1)),
    );
  return sysctlChanges(text.slice(0, at).replaceAll('/', '.'), value.trim(), place);
}

function procSetting(text: string, place: Place, refused: Error): readonly SysctlChange[] {
  if (!text.startsWith('/proc/sys/') || !text.includes('=')) throw refused;
  const at = text.indexOf('=');
  return setting(text.slice('/proc/sys/'.length, at).replaceAll('/', '.') + text.slice(at), place);
}

/** `$((15*1024*1024))` */
const PRODUCT = /\$\(\((\d+(?:\s*\*\s*\d+)*)\)\)/g;

/** `grep WORD` in between narrows to this program's sockets, which are the only ones there are. */
function parseCount(tool: string, stages: readonly string[][], refused: Error): ShellCommand {
  const counting = stages.findIndex((stage) => stage[0] === 'grep' && stage.some((word) => /^-\w*c\w*$/.test(word)));
  const last = stages.at(-1);
  if (counting < 0 || counting !== stages.length - 2 || last?.[0] !== 'grep') throw refused;
  if (!stages.every((stage) => stage[0] === 'grep')) throw refused;
  const state = stages[counting]!.at(-1)!;
  const times = last.at(-1)!.replace(/^\^|\$$/g, '');
  if (!/^\d+$/.test(times) || !/^[A-Za-z][\w-]*$/.test(state)) throw refused;
  return { type: 'count', tool, state, times: Number(times) };
}

function parseDrop(args: readonly string[], refused: Error): ShellCommand {
  if (args.length === 1 && args[0] === '-a') return { type: 'drop', state: null };
  if (args.length === 2 && args[0] === '-s') return { type: 'drop', state: args[1]! };
  throw refused;
}

const WORD = /"((?:\\.|[^"\\])*)"|'([^']*)'|((?:[^\s"']|"[^"]*"|'[^']*')+)/g;

function wordsOf(text: string): string[] {
  return [...text.matchAll(WORD)].map((found) => found[1] ?? found[2] ?? found[3]!.replace(/["']/g, ''));
}

const shellQuoted = (word: string): string => (/\s/.test(word) ? `"${word}"` : word);
