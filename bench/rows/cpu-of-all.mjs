/**
 * CPU time of a command and of everything it starts, what it kills and leaves behind included: in a cgroup of its own,
 * where the kernel adds it up. What a process knows of its children is too little: a confined subject that is killed with
 * its namespace is waited for by nobody, and its time is in nobody's sum.
 */
import { mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';

/** ms for what was left behind to end by itself. */
const LEAVE_MS = 2_000;
const LOOK_MS = 50;
/** A hundred submissions, on a machine that is busy many times over. */
const LONGEST_MS = 1_800_000;
let made = 0;

/** Where cgroup version 2 is mounted: alone, or beside version 1. */
const MOUNTS = ['/sys/fs/cgroup', '/sys/fs/cgroup/unified'];

/** A new cgroup below our own; throws where there can be none. */
function makeGroup() {
  const own = /^0::(.*)$/m.exec(readFileSync('/proc/self/cgroup', 'utf8'))?.[1] ?? '/';
  const mount = MOUNTS.find((folder) => isGroup(join(folder, own)));
  if (mount === undefined) throw new Error('cgroup version 2 is not mounted');
  const group = join(mount, own, `lastack-bench-${process.pid}-${++made}`);
  mkdirSync(group);
  return group;
}

function isGroup(folder) {
  try {
    return readFileSync(join(folder, 'cgroup.procs')).length >= 0;
  } catch {
    return false;
  }
}

/** What this machine lacks for it, or `null`. */
export function cpuLacks() {
  try {
    rmdirSync(makeGroup());
    return null;
  } catch {
    return { missing: 'a cgroup (version 2) of our own', install: 'run as root, on Linux' };
  }
}

/** Seconds. The command's own exit code is not looked at: a starter fails. */
export async function cpuSeconds(run, folder, command) {
  const group = makeGroup();
  try {
    const script = `echo $$ >"$1/cgroup.procs"; cd "$0" && { ${command} ; } >/dev/null 2>&1; echo 0`;
    await run('bash', ['-c', script, folder, group], LONGEST_MS);
    await emptied(group, LEAVE_MS);
    const [, micros] = /^usage_usec (\d+)$/m.exec(readFileSync(join(group, 'cpu.stat'), 'utf8'));
    return Number(micros) / 1e6;
  } finally {
    await emptied(group, 0);
    rmdirSync(group);
  }
}

/** Resolves when nothing is left in it, not even what has ended and is still being cleared away. */
async function emptied(group, patience) {
  const populated = () => /^populated 1$/m.test(readFileSync(join(group, 'cgroup.events'), 'utf8'));
  for (let waited = 0; waited < patience && populated(); waited += LOOK_MS) await sleep(LOOK_MS);
  if (populated()) writeFileSync(join(group, 'cgroup.kill'), '1');
  while (populated()) await sleep(LOOK_MS);
}
