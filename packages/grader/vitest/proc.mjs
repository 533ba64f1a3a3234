/** What /proc says about a process and everything below it. Linux only; elsewhere everything is nothing. */
import { readFileSync } from 'node:fs';

const PAGE = 4096;
/** ms of one clock tick: USER_HZ is 100 on every architecture that Linux speaks of today. */
const TICK_MS = 10;

/** What Node needs beside the learner's heap, in MB. */
export const NODE_MB = 192;
/** Who used little of the CPU was starved by others, or sleeps: it gets this many times its limit of wall time. */
export const PATIENCE = 4;

/** `pid` itself and all below it, parents first. A process that ends meanwhile is left out. @param {number} pid @returns {number[]} */
export function descendantsOf(pid) {
  try {
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean);
    return [pid, ...children.flatMap((child) => descendantsOf(Number(child)))];
  } catch {
    return [];
  }
}

/** Resident bytes and CPU time of these processes together. @param {readonly number[]} pids */
export function usageOf(pids) {
  let bytes = 0;
  let cpuMs = 0;
  for (const pid of pids) {
    try {
      bytes += Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]) * PAGE;
      // The name in parentheses may hold anything. From the 12th field after it: utime, stime, and the same of children
      // that have ended.
      const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
      cpuMs += fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0) * TICK_MS;
    } catch {
      // It has ended.
    }
  }
  return { bytes, cpuMs };
}
