/**
 * Tells when one file has new contents. Editors save in many ways (vim writes a new file and renames it over the old
 * one, VS Code truncates and writes), so the folder is watched, and only contents that are new and whole count. Where
 * a system has no events for a folder (WSL, NFS, containers) a slow look at the file finds the change.
 * Next: judge.ts
 */
import { readFileSync, watch, type FSWatcher } from 'node:fs';
import { dirname } from 'node:path';

/** ms of quiet before a file is read: between a truncation and the write after it. */
const QUIET = 15;
/** ms that an empty or a missing file is waited for, should its editor not be done. */
const PATIENCE = 150;
/** ms between two looks, where events fail. */
const LOOK = 500;

export interface FileWatch {
  close(): void;
}

const contentsOf = (path: string): string | null => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
};

/** Calls `onSaved` for every change of contents; never for the first contents, nor for a touch that changes nothing. */
export function watchFile(path: string, onSaved: () => void): FileWatch {
  let known = contentsOf(path);
  let timer: NodeJS.Timeout | null = null;
  const read = (patience: number): void => {
    timer = null;
    const now = contentsOf(path);
    if (now === known) return;
    if ((now === null || now === '') && patience > 0) {
      timer = setTimeout(() => read(0), patience);
      return;
    }
    known = now;
    onSaved();
  };
  const soon = (): void => {
    if (timer !== null) clearTimeout(timer);
    timer = setTimeout(() => read(PATIENCE), QUIET);
  };
  const events = open(dirname(path), soon);
  const looks = setInterval(() => timer ?? read(PATIENCE), LOOK);
  return {
    close() {
      events?.close();
      clearInterval(looks);
      if (timer !== null) clearTimeout(timer);
    },
  };
}

/** `null` where the system has no more watches (inotify's limit) or no such folder: the looks remain. */
function open(folder: string, onEvent: () => void): FSWatcher | null {
  try {
    const watcher = watch(folder, onEvent);
    watcher.on('error', () => watcher.close());
    return watcher;
  } catch {
    return null;
  }
}
