/**
 * A network for a trusted test and the program it judges: a namespace with loopback alone. bubblewrap makes it, brings
 * `lo` up, and changes nothing else: the trusted process inside it sees the machine as it is.
 */
export function inOwnNetwork(command: readonly string[]): readonly string[] {
  return ['bwrap', '--unshare-net', '--dev-bind', '/', '/', '--die-with-parent', '--', ...command];
}
