/**
 * The walls around one subject, as one command line: rlimits, then bubblewrap (namespaces, a file system of five
 * entries, no capabilities, seccomp), then, when the grader is root, a uid of its own, then Node.
 *
 * What the subject sees: Node, its libraries, its own compiled file, an empty /tmp that it can fill a little. No network
 * (a program: loopback), no other process, no environment, none of the tests.
 */
import { lstatSync, readlinkSync, realpathSync } from 'node:fs';
import path from 'node:path';
import type { Limits } from '@lastack/exercise-kit';
import { VM_MODULES } from '../subject-side/realm.ts';

/** How a confined process is started; plain data, since it is started in another process. */
export interface Launch {
  readonly command: readonly string[];
  /** Of the launcher: bubblewrap's own environment can be read inside, at /proc/1/environ. */
  readonly env: Readonly<Record<string, string>>;
  /** A file with the seccomp program, to be opened as descriptor 5. */
  readonly seccomp: string | null;
  /** The compiled learner's file, as that process sees it. */
  readonly load: string;
  /** How many times the time limits it gets: 1, and more for an interpreter. */
  readonly slowness: number;
}

export interface Walls {
  readonly kind: 'function' | 'program';
  /** The folder made by prepareSubjectSide: hosts and the language. */
  readonly subjectSide: string;
  /** The compiled learner's file. */
  readonly file: string;
  readonly limits: Pick<Limits, 'cpuSeconds' | 'memoryMB'>;
  /** A uid that nothing else on this machine uses; only root can give one. */
  readonly uid: number | null;
  readonly seccomp: string | null;
}

const NODE = realpathSync(process.execPath);
/** Octets that may be written to one file, and to /tmp in all. */
const FILE_BYTES = 1 << 20;
const TMP_BYTES = 8 << 20;
/** What Node may have beside the learner's heap before even the kernel says no, in MB. */
const BACKSTOP_MB = 1_024;

export function confine(walls: Walls): Launch {
  return {
    command: [...rlimits(walls), 'bwrap', ...bubblewrap(walls), ...ownUid(walls), ...node(walls)],
    env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin' },
    seccomp: walls.seccomp,
    load: '/subject/subject.mjs',
    slowness: 1,
  };
}

function rlimits({ limits, uid }: Walls): string[] {
  const { cpuSeconds, memoryMB } = limits;
  return [
    'prlimit',
    `--cpu=${cpuSeconds}:${cpuSeconds + 1}`,
    `--fsize=${FILE_BYTES}`,
    '--nofile=256',
    '--core=0',
    // Behind the watch on resident memory, which looks ten times a second. Node 24 and later abort at start under it.
    ...(nodeMajor() < 24 ? [`--data=${(memoryMB + BACKSTOP_MB) * 1024 * 1024}`] : []),
    // Threads count, and a uid's previous subject may still be ending: low numbers kill honest code.
    ...(uid === null ? [] : ['--nproc=512']),
    '--',
  ];
}

const nodeMajor = (): number => Number(process.versions.node.split('.')[0]);

function bubblewrap({ kind, subjectSide, file, uid, seccomp }: Walls): string[] {
  return [
    ...(uid === null ? ['--unshare-user'] : []),
    ...['--unshare-ipc', '--unshare-pid', '--unshare-uts', '--unshare-cgroup-try'],
    // A program shares the network of the trusted test, which is a namespace with loopback alone: see network.ts.
    ...(kind === 'function' ? ['--unshare-net'] : []),
    ...['--die-with-parent', '--new-session', '--hostname', 'subject'],
    ...['--cap-drop', 'ALL'],
    // Given up again by setpriv before Node starts.
    ...(uid === null ? [] : ['--cap-add', 'CAP_SETUID', '--cap-add', 'CAP_SETGID']),
    // bubblewrap makes missing parents for its own uid alone; the subject's is another.
    ...['/usr', '/etc', '/subject'].flatMap((folder) => ['--perms', '0755', '--dir', folder]),
    ...libraries(),
    ...['--ro-bind', NODE, '/node'],
    ...(uid === null ? [] : ['--ro-bind', realpathSync('/usr/bin/setpriv'), '/setpriv']),
    ...['--ro-bind', subjectSide, '/subject', '--ro-bind', file, '/subject/subject.mjs'],
    ...(kind === 'program' ? ['--ro-bind', path.join(subjectSide, 'hosts'), '/etc/hosts'] : []),
    ...['--proc', '/proc', '--dev', '/dev', '--size', String(TMP_BYTES), '--perms', '1777', '--tmpfs', '/tmp'],
    ...['--remount-ro', '/', '--chdir', '/subject'],
    ...['--clearenv', '--setenv', 'TZ', 'UTC', '--setenv', 'LANG', 'C.UTF-8'],
    ...(seccomp === null ? [] : ['--seccomp', '5']),
    '--',
  ];
}

/** What the dynamic linker needs, at the same names: a folder, or the link that newer distributions have there. */
function libraries(): string[] {
  return ['/usr/lib', '/usr/lib64', '/lib', '/lib64', '/etc/ld.so.cache'].flatMap((name) => {
    const stat = lstatSync(name, { throwIfNoEntry: false });
    if (stat === undefined) return [];
    return stat.isSymbolicLink() ? ['--symlink', readlinkSync(name), name] : ['--ro-bind', name, name];
  });
}

function ownUid({ uid }: Walls): string[] {
  if (uid === null) return [];
  return ['/setpriv', `--reuid=${uid}`, `--regid=${uid}`, '--clear-groups', '--inh-caps=-all', '--no-new-privs', '--'];
}

function node({ kind, limits }: Walls): string[] {
  return [
    '/node',
    `--max-old-space-size=${limits.memoryMB}`,
    ...['--no-addons', '--no-warnings', '--disable-proto=delete'],
    ...(kind === 'function' ? [VM_MODULES] : []),
    kind === 'function' ? '/subject/host-function.mjs' : '/subject/host-program.mjs',
  ];
}
