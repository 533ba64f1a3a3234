/**
 * A terminal taken over and given back: alternate screen, raw keys, hidden cursor. However the command ends, the
 * terminal is as it was before. Next: ../commands/watch.ts
 */
import type { Terminal } from '../terminal.ts';
import type { Paint, Size } from './draw.ts';
import { keysOf } from './keys.ts';

const ENTER = '\u001b[?1049h\u001b[?25l\u001b[?7l';
const LEAVE = '\u001b[?7h\u001b[?25h\u001b[?1049l';
/** Terminals that know mode 2026 show a drawing at once; the others ignore it. */
const [BEGIN, END] = ['\u001b[?2026h', '\u001b[?2026l'];

export interface FullScreen {
  readonly size: Size;
  readonly paint: Paint;
  show(lines: readonly string[]): void;
  close(): void;
}

export interface Handlers {
  readonly onKey: (key: string) => void;
  readonly onResize: () => void;
  /** A signal that ends the command: HUP, INT, TERM. */
  readonly onSignal: (code: number) => void;
}

const SIGNALS = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;

function paintFor({ style, coloured }: Terminal): Paint {
  if (!coloured) return { style, link: (_, words) => words };
  // OSC 8: a link in terminals that know it, plain words in the others.
  return { style, link: (path, words) => `\u001b]8;;file://${encodeURI(path)}\u001b\\${words}\u001b]8;;\u001b\\` };
}

/** Who has the terminal: this screen, or whoever called the command. */
class Taken {
  #open = false;

  get isOpen(): boolean {
    return this.#open;
  }

  enter(): void {
    this.#open = true;
    process.stdin.setRawMode(true);
    process.stdout.write(ENTER);
  }

  /** As often as one likes: when the command ends, when it is stopped, and when this process goes. */
  readonly leave = (): void => {
    if (!this.#open) return;
    this.#open = false;
    process.stdout.write(LEAVE);
    process.stdin.setRawMode(false);
  };
}

/** Ctrl-Z: the shell gets its terminal, and `fg` brings the screen back. */
function suspend(taken: Taken, onBack: () => void): void {
  taken.leave();
  process.once('SIGCONT', () => {
    taken.enter();
    onBack();
  });
  process.kill(0, 'SIGTSTP');
}

export function openFullScreen(terminal: Terminal, { onKey, onResize, onSignal }: Handlers): FullScreen {
  const { stdin, stdout } = process;
  const taken = new Taken();
  const onData = (chunk: string): void => {
    for (const key of keysOf(chunk)) {
      if (!taken.isOpen) return;
      if (key === 'ctrl-z' && process.platform !== 'win32') suspend(taken, onResize);
      else if (key === 'ctrl-l') onResize();
      else onKey(key);
    }
  };
  const ends = Object.entries(SIGNALS).map(([name, code]) => [name, () => onSignal(code)] as const);
  stdin.setEncoding('utf8').on('data', onData).resume();
  stdout.on('resize', onResize);
  for (const [name, act] of ends) process.on(name, act);
  // Whatever else ends this process, a bug of ours included.
  process.on('exit', taken.leave);
  taken.enter();
  return {
    get size() {
      return { columns: Math.max(20, stdout.columns ?? 80), rows: Math.max(4, stdout.rows ?? 24) };
    },
    paint: paintFor(terminal),
    // Each line is cleared before it is written: after a full line the cursor still stands on its last column.
    show(lines) {
      if (taken.isOpen) stdout.write(`${BEGIN}\u001b[H${lines.map((line) => `\u001b[2K${line}`).join('\r\n')}${END}`);
    },
    close() {
      taken.leave();
      stdin.off('data', onData).pause();
      stdout.off('resize', onResize);
      for (const [name, act] of ends) process.off(name, act);
    },
  };
}
