// variant: a doctor who examines line after line and notes findings as they come
interface Incident {
  readonly before: readonly string[];
  readonly after: readonly string[];
  readonly descriptors: { readonly [program: string]: { readonly used: number; readonly limit: number } };
  readonly portRange: readonly [number, number];
}

type Cause = 'forgets-close' | 'stops-reading' | 'not-accepting' | 'out-of-descriptors' | 'out-of-ports' | 'peer-gone';

type Action = 'mend-the-program' | 'raise-the-limit' | 'reuse-connections' | 'set-a-user-timeout';

interface Finding {
  readonly cause: Cause;
  readonly lines: readonly number[];
  readonly action: Action;
}

class Report {
  readonly #lines = new Map<Cause, number[]>();

  note(cause: Cause, line: number): void {
    const lines = this.#lines.get(cause);
    if (lines) lines.push(line);
    else this.#lines.set(cause, [line]);
  }

  findings(): Finding[] {
    return [...this.#lines].map(([cause, lines]) => ({ cause, lines, action: Report.#action(cause) }));
  }

  static #action(cause: Cause): Action {
    switch (cause) {
      case 'forgets-close':
      case 'stops-reading':
      case 'not-accepting':
        return 'mend-the-program';
      case 'out-of-descriptors':
        return 'raise-the-limit';
      case 'out-of-ports':
        return 'reuse-connections';
      case 'peer-gone':
        return 'set-a-user-timeout';
    }
  }
}

const fields = (line: string): string[] => line.trim().split(/\s+/);
const ownerOf = (line: string): string | undefined => /"(.+?)"/.exec(line)?.[1];

class Doctor {
  readonly #incident: Incident;
  readonly #report = new Report();
  readonly #leaking = new Set<string>();

  constructor(incident: Incident) {
    this.#incident = incident;
  }

  examine(): Finding[] {
    const { after } = this.#incident;
    after.forEach((line, at) => this.#closeWait(line, at));
    // Only now is it known who leaks.
    after.forEach((line, at) => this.#listener(line, at));
    after.forEach((line, at) => this.#retransmission(line, at));
    this.#ports();
    return this.#report.findings();
  }

  #wasThere(line: string): string | undefined {
    const [state, , , local, peer] = fields(line);
    return this.#incident.before.find((earlier) => {
      const [was, , , from, to] = fields(earlier);
      return was === state && from === local && to === peer;
    });
  }

  #closeWait(line: string, at: number): void {
    const owner = ownerOf(line);
    if (!line.startsWith('CLOSE-WAIT') || owner === undefined || this.#wasThere(line) === undefined) return;
    this.#leaking.add(owner);
    this.#report.note(fields(line)[1] === '0' ? 'forgets-close' : 'stops-reading', at);
  }

  #listener(line: string, at: number): void {
    const queue = (text: string | undefined): number => Number(fields(text ?? '')[1] ?? 0);
    if (!line.startsWith('LISTEN') || queue(line) === 0 || queue(this.#wasThere(line)) === 0) return;
    const owner = ownerOf(line) ?? '';
    const descriptors = this.#incident.descriptors[owner];
    if (descriptors === undefined || descriptors.used < descriptors.limit) this.#report.note('not-accepting', at);
    else if (!this.#leaking.has(owner)) this.#report.note('out-of-descriptors', at);
  }

  #retransmission(line: string, at: number): void {
    const [, times] = /timer:\(on,.*,(\d+)\)/.exec(line) ?? [];
    if (Number(times ?? 0) >= 5) this.#report.note('peer-gone', at);
  }

  #ports(): void {
    const [first, last] = this.#incident.portRange;
    const used: Record<string, number[]> = {};
    this.#incident.after.forEach((line, at) => {
      const [state, , , local = '', peer] = fields(line);
      const [address, port] = local.split(':');
      if (state === 'LISTEN' || !(Number(port) >= first && Number(port) <= last)) return;
      (used[`${address} to ${peer}`] ??= []).push(at);
    });
    for (const lines of Object.values(used)) {
      if (lines.length === 1 + last - first) for (const at of lines) this.#report.note('out-of-ports', at);
    }
  }
}

export const diagnose = (incident: Incident): readonly Finding[] => new Doctor(incident).examine();
