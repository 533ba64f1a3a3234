/**
 * The system calls that a confined subject may not make, as a classic BPF program for seccomp(2): what Node never needs
 * for computing and, for programs, for talking TCP on loopback. x86-64 only; on another architecture there is no filter
 * and the namespaces stand alone (`osIsolation` reports it).
 *
 * Refused calls return EPERM: the subject lives on and its failure is its own. Only a foreign ABI, by which the numbers
 * below would mean something else, kills at once.
 */

/** Offsets in struct seccomp_data. */
const NR = 0;
const ARCH = 4;
const ARG0 = 16;

const AUDIT_ARCH_X86_64 = 0xc000003e;
/** Numbers from here on are the x32 ABI's. */
const X32 = 0x40000000;

const ALLOW = 0x7fff0000;
const KILL = 0x80000000;
const refusing = (errno: number): number => 0x00050000 | errno;
const EPERM = 1;
const ENOSYS = 38;

const CLONE = 56;
const CLONE3 = 435;
const CLONE_THREAD = 0x10000;
const SOCKET = 41;
const AF_INET = 2;
const AF_INET6 = 10;

/** Processes, other processes' memory, mounts, namespaces, kernel keys, modules, and doors that were holes before. */
const DENIED: Readonly<Record<string, number>> = {
  fork: 57,
  vfork: 58,
  ptrace: 101,
  process_vm_readv: 310,
  process_vm_writev: 311,
  mount: 165,
  umount2: 166,
  pivot_root: 155,
  chroot: 161,
  unshare: 272,
  setns: 308,
  open_tree: 428,
  move_mount: 429,
  fsopen: 430,
  mount_setattr: 442,
  bpf: 321,
  perf_event_open: 298,
  userfaultfd: 323,
  io_uring_setup: 425,
  keyctl: 250,
  add_key: 248,
  request_key: 249,
  kexec_load: 246,
  kexec_file_load: 320,
  init_module: 175,
  finit_module: 313,
  delete_module: 176,
  open_by_handle_at: 304,
  memfd_create: 319,
  execveat: 322,
  personality: 135,
  swapon: 167,
  swapoff: 168,
  reboot: 169,
  syslog: 103,
  acct: 163,
  settimeofday: 164,
  clock_settime: 227,
  quotactl: 179,
};

type Instruction = readonly [code: number, jumpTrue: number, jumpFalse: number, k: number];

const load = (offset: number): Instruction => [0x20, 0, 0, offset];
const answer = (value: number): Instruction => [0x06, 0, 0, value];
/** Skips the next `n` instructions unless the loaded value is `k`. */
const unlessEqualSkip = (k: number, n: number): Instruction => [0x15, 0, n, k];
const ifEqualSkip = (k: number, n: number): Instruction => [0x15, n, 0, k];
const unlessAtLeastSkip = (k: number, n: number): Instruction => [0x35, 0, n, k];
const unlessBitsSkip = (k: number, n: number): Instruction => [0x45, 0, n, k];

/** `program`: sockets of the internet families are allowed, since the network it sees is loopback alone. */
function instructions(kind: 'function' | 'program'): Instruction[] {
  const sockets: Instruction[] =
    kind === 'function'
      ? [unlessEqualSkip(SOCKET, 1), answer(refusing(EPERM))]
      : [
          unlessEqualSkip(SOCKET, 5),
          load(ARG0),
          ifEqualSkip(AF_INET, 2),
          ifEqualSkip(AF_INET6, 1),
          answer(refusing(EPERM)),
          answer(ALLOW),
        ];
  return [
    load(ARCH),
    ifEqualSkip(AUDIT_ARCH_X86_64, 1),
    answer(KILL),
    load(NR),
    unlessAtLeastSkip(X32, 1),
    answer(KILL),
    // Its flags lie behind a pointer, where no filter sees them: without it, glibc takes clone.
    unlessEqualSkip(CLONE3, 1),
    answer(refusing(ENOSYS)),
    unlessEqualSkip(CLONE, 4),
    load(ARG0),
    unlessBitsSkip(CLONE_THREAD, 1),
    answer(ALLOW),
    answer(refusing(EPERM)),
    ...sockets,
    ...Object.values(DENIED).flatMap((nr) => [unlessEqualSkip(nr, 1), answer(refusing(EPERM))]),
    answer(ALLOW),
  ];
}

/** The program as struct sock_filter[], or `null` where this architecture has none. */
export function seccompFilter(kind: 'function' | 'program', arch: string = process.arch): Buffer | null {
  if (arch !== 'x64') return null;
  const program = instructions(kind);
  const bytes = Buffer.alloc(program.length * 8);
  program.forEach(([code, jumpTrue, jumpFalse, k], index) => {
    bytes.writeUInt16LE(code, index * 8);
    bytes.writeUInt8(jumpTrue, index * 8 + 2);
    bytes.writeUInt8(jumpFalse, index * 8 + 3);
    bytes.writeUInt32LE(k >>> 0, index * 8 + 4);
  });
  return bytes;
}
