/**
 * Can this machine confine a subject? Asked once, by confining Node itself exactly as a subject would be; what is
 * missing is named with the command that mends it.
 * Next: confinement.ts
 */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import type { Text } from '@lastack/exercise-kit';
import { MachineLacks } from '../machine-lacks.ts';
import { prepareSubjectSide } from '../subject-side.ts';
import { confine } from './confinement.ts';
import { seccompFilter } from './seccomp.ts';

export interface OsIsolation {
  readonly ok: true;
  /** The uid of confined processes; `null`: the grader's own, in a user namespace. */
  readonly uid: number | null;
  /** false on an architecture without a filter. */
  readonly seccomp: boolean;
}

/** A machine that lacks something: exit code 3 of the command. */
export interface OsMissing {
  readonly ok: false;
  readonly why: Text;
  /** The command that mends it. */
  readonly command: string;
}

/** Below the ranges that distributions give to people and to containers, above those of services. */
const SUBJECT_UID = 64_999;

let known: Promise<OsIsolation | OsMissing> | null = null;

/** What `os` isolation is on this machine. The answer is kept for the life of the process. */
export function probeOs(): Promise<OsIsolation | OsMissing> {
  known ??= probe();
  return known;
}

/** The same, for those who cannot go on without it. Throws `MachineLacks`. */
export async function requireOs(): Promise<OsIsolation> {
  const os = await probeOs();
  if (os.ok) return os;
  throw new MachineLacks(os.why, os.command);
}

async function probe(): Promise<OsIsolation | OsMissing> {
  if (process.platform !== 'linux') {
    return missing('os isolation needs Linux', 'os 隔离需要 Linux', 'use a Linux machine, or --isolation interpreter');
  }
  for (const [program, debian] of Object.entries(PROGRAMS)) {
    if (!onPath(program)) {
      return missing(`${program} is not installed`, `没有安装 ${program}`, `sudo apt-get install ${debian}`);
    }
  }
  const seccomp = seccompFilter('function') !== null;
  const root = process.getuid?.() === 0;
  if (root && onPath('setpriv') && (await trial(SUBJECT_UID)) === null) return { ok: true, uid: SUBJECT_UID, seccomp };
  const problem = await trial(null);
  if (problem === null) return { ok: true, uid: null, seccomp };
  return missing(
    `bubblewrap cannot create namespaces here: ${problem}`,
    `bubblewrap 在这台机器上无法创建命名空间：${problem}`,
    'sudo sysctl -w kernel.unprivileged_userns_clone=1 kernel.apparmor_restrict_unprivileged_userns=0',
  );
}

const PROGRAMS = { bwrap: 'bubblewrap', prlimit: 'util-linux' };

const onPath = (name: string): boolean =>
  ['/usr/bin', '/bin', '/usr/sbin', '/sbin'].some((folder) => existsSync(`${folder}/${name}`));

/** `null` when Node starts behind the walls; otherwise the last line of what went wrong. */
async function trial(uid: number | null): Promise<string | null> {
  const { folder } = await prepareSubjectSide();
  const { command, env } = confine({
    kind: 'function',
    subjectSide: folder,
    file: `${folder}/hosts`,
    limits: { cpuSeconds: 10, memoryMB: 256 },
    uid,
    seccomp: null,
  });
  const [program = '', ...args] = [...command.slice(0, command.lastIndexOf('/node') + 1), '--version'];
  return new Promise((resolve) => {
    execFile(program, args, { env: { ...env }, timeout: 20_000 }, (error, _out, stderr) =>
      resolve(error ? (stderr.trim().split('\n').at(-1) ?? error.message) : null),
    );
  });
}

const missing = (en: string, zh: string, command: string): OsMissing => ({
  ok: false,
  why: { en, 'zh-Hans': zh },
  command,
});
