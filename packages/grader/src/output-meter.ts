/** Collects what a process prints, up to a limit, and calls out when there is more. */
import type { ChildProcess } from 'node:child_process';
import type { Readable } from 'node:stream';

export class OutputMeter {
  readonly #limit: number;
  readonly #flood: () => void;
  readonly #off: (() => void)[] = [];
  /** Standard output and standard error apart: two pipes arrive in no fixed order, and a verdict has one. */
  readonly #chunks: [Buffer[], Buffer[]] = [[], []];
  #bytes = 0;

  constructor({ stdout, stderr }: Pick<ChildProcess, 'stdout' | 'stderr'>, limit: number, flood: () => void) {
    this.#limit = limit;
    this.#flood = flood;
    if (stdout) this.#listen(stdout, this.#chunks[0]);
    if (stderr) this.#listen(stderr, this.#chunks[1]);
  }

  #listen(stream: Readable, chunks: Buffer[]): void {
    const onData = (chunk: Buffer): void => {
      const room = this.#limit - this.#bytes;
      this.#bytes += chunk.length;
      if (room > 0) chunks.push(chunk.subarray(0, room));
      if (this.#bytes > this.#limit) this.#flood();
    };
    stream.on('data', onData);
    this.#off.push(() => stream.off('data', onData));
  }

  /** What was printed up to now. Octets that are not UTF-8 become U+FFFD. */
  soFar(): string {
    return Buffer.concat(this.#chunks.flat()).toString('utf8');
  }

  /** What was printed; stops listening. */
  take(): string {
    for (const off of this.#off) off();
    return this.soFar();
  }
}
