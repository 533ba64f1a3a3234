/** A person at a terminal: a real pseudo-terminal, a real screen, and waiting for what appears on it. */
import { spawn, type IPty } from '@lydell/node-pty';
import xterm from '@xterm/headless';
import { onTestFinished } from 'vitest';
import { BIN, ENGLISH } from './lastack.ts';

/** ms after which nothing will appear any more: a limit for what hangs, not a time to keep. */
const GIVE_UP = 60_000;

export interface Seat {
  readonly cwd: string;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly columns?: number;
  readonly rows?: number;
  /** Node's own options: `--require FILE`. */
  readonly node?: readonly string[];
}

export class Person {
  readonly #pty: IPty;
  readonly #screen: InstanceType<typeof xterm.Terminal>;
  #raw = '';
  #watchers: (() => void)[] = [];
  #exit: number | null = null;

  constructor({ cwd, args = [], env = {}, columns = 80, rows = 24, node = [] }: Seat) {
    const { PATH = '', HOME = '/', TMPDIR } = process.env;
    this.#screen = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true });
    this.#pty = spawn(process.execPath, [...node, BIN, ...args], {
      name: env['TERM'] ?? 'xterm-256color',
      cols: columns,
      rows,
      cwd,
      env: { PATH, HOME, ...(TMPDIR === undefined ? {} : { TMPDIR }), ...ENGLISH, ...env },
    });
    this.#pty.onData((data) => {
      this.#raw += data;
      this.#screen.write(data, () => this.#look());
    });
    this.#pty.onExit(({ exitCode }) => {
      this.#exit = exitCode;
      this.#screen.write('', () => this.#look());
    });
    onTestFinished(() => {
      if (this.#exit === null) this.#pty.kill('SIGKILL');
    });
  }

  get pid(): number {
    return this.#pty.pid;
  }

  /** Everything that was ever written, escape sequences and all. */
  get raw(): string {
    return this.#raw;
  }

  /** What stands on the screen, a line each, without blanks at their ends. */
  get lines(): string[] {
    const { active } = this.#screen.buffer;
    return Array.from(
      { length: this.#screen.rows },
      (_, row) => active.getLine(active.viewportY + row)?.translateToString(true) ?? '',
    );
  }

  get text(): string {
    return this.lines.join('\n');
  }

  /** Which of the terminal's two screens is shown. */
  get screen(): 'normal' | 'alternate' {
    return this.#screen.buffer.active.type;
  }

  get cursorShown(): boolean {
    return this.#raw.lastIndexOf('\u001b[?25h') >= this.#raw.lastIndexOf('\u001b[?25l');
  }

  type(keys: string): void {
    this.#pty.write(keys);
  }

  resize(columns: number, rows: number): void {
    this.#screen.resize(columns, rows);
    this.#pty.resize(columns, rows);
  }

  /** Until the screen shows it; fails with what it showed instead. */
  async sees(what: string | RegExp): Promise<void> {
    const isThere = (): boolean => (typeof what === 'string' ? this.text.includes(what) : what.test(this.text));
    await this.#until(isThere, () => `waited for ${String(what)}; the screen shows\n${this.text}`);
  }

  /** Until the command has ended: its exit code. */
  async leaves(): Promise<number> {
    await this.#until(
      () => this.#exit !== null,
      () => `waited for the end; the screen shows\n${this.text}`,
    );
    return this.#exit!;
  }

  #look(): void {
    for (const watcher of [...this.#watchers]) watcher();
  }

  #until(isSo: () => boolean, complaint: () => string): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => done(new Error(complaint())), GIVE_UP);
      const watcher = (): void => {
        if (isSo()) done(null);
        else if (this.#exit !== null && this.#exit >= 0 && !isSo())
          done(new Error(`it ended with ${this.#exit}; ${complaint()}`));
      };
      const done = (error: Error | null): void => {
        clearTimeout(timer);
        this.#watchers = this.#watchers.filter((each) => each !== watcher);
        if (error) reject(error);
        else resolve();
      };
      this.#watchers.push(watcher);
      watcher();
    });
  }
}

export const sit = (seat: Seat): Person => new Person(seat);
export const KEY = { ctrlC: '\u0003', escape: '\u001b', enter: '\r', down: '\u001b[B', right: '\u001b[C' } as const;
