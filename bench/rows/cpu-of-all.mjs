/**
 * CPU time of a command and of everything it starts, what it kills and leaves behind included: in a pid namespace of its
 * own, whose first process waits for them all.
 */
import { spawnSync } from 'node:child_process';

const NAMESPACE = [
  ...(process.getuid?.() === 0 ? [] : ['--user', '--map-root-user']),
  '--pid',
  '--fork',
  '--mount-proc',
];

/** What this machine lacks for it, or `null`. */
export function cpuLacks() {
  const { status } = spawnSync('unshare', [...NAMESPACE, 'bash', '-c', 'true']);
  return status === 0 ? null : { missing: 'a pid namespace', install: 'run as root, on Linux' };
}

/** Seconds. The command's own exit code is not looked at: a starter fails. */
export async function cpuSeconds(run, folder, command) {
  // A second for the last of them to be gone. "0m1.23s 0m0.45s" in the second line of `times`: all that was waited for.
  const script = `cd "$0" && { ${command} ; } >/dev/null 2>&1; sleep 1; kept=$(mktemp); times >"$kept"; tail -n 1 "$kept" |
    sed -E 's/([0-9]+)m([0-9.]+)s ([0-9]+)m([0-9.]+)s/[\\1,\\2,\\3,\\4]/'; rm "$kept"`;
  const [m1, s1, m2, s2] = await run('unshare', [...NAMESPACE, 'bash', '-c', script, folder]);
  return 60 * (m1 + m2) + s1 + s2;
}
