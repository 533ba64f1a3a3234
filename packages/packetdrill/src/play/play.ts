/**
 * `playScript`: the script's events in order, against the simulated host, until the end or the first difference.
 * Next: ../index.ts
 */
import type { Machine, Micros, ProfileName } from '@lastack/tcp';
import { ladderText } from '@lastack/trace';
import type { Place } from '../parse/problem.ts';
import { printEvent, seconds } from '../parse/print.ts';
import type { Script, ScriptEvent } from '../parse/script.ts';
import type { CallSpec } from '../parse/system-call.ts';
import type { PlannedCall } from '../parse/plan.ts';
import { beginCall, judge } from './calls.ts';
import { playCommand } from './commands.ts';
import { checkAssertions } from './condition.ts';
import { tolerance } from './compare.ts';
import { Descriptors } from './descriptors.ts';
import { expectPacket, injectIcmp, injectPacket, unexpected } from './packets.ts';
import { Difference } from './result.ts';
import type { ScriptFailure, ScriptResult } from './result.ts';
import { Subject } from './subject.ts';

export interface PlayOptions {
  /** Whose habits the host has; `linux` by default. */
  readonly profile?: ProfileName;
  /** A packet that is sent and that the script does not expect is a failure at the end. Default false, as packetdrill. */
  readonly strict?: boolean;
  /** The TCP under test in place of the reference; flags of a profile cannot be changed by sysctl then. */
  readonly machine?: Machine;
}

/** A call that has not returned when its event was over. */
interface Blocked {
  readonly call: CallSpec;
  readonly planned: PlannedCall;
  readonly end: Micros;
  readonly slack: Micros;
}

/**
 * Plays a script against the simulated TCP.
 *
 * @param script what `parseScript` gave
 * @returns whether it passed; if not, the first difference with its line, both sides, and the ladder. A result is a
 *   pure function of the arguments: the same script and TCP give the same result.
 */
export function playScript(script: Script, options: PlayOptions = {}): ScriptResult {
  const player = new Player(script, options);
  const failure = player.play();
  return {
    file: script.file,
    ok: failure === null,
    failure,
    played: player.played,
    events: script.events.length,
    trace: player.subject.trace(),
  };
}

class Player {
  readonly subject: Subject;
  played = 0;
  readonly #script: Script;
  readonly #strict: boolean;
  readonly #descriptors = new Descriptors();
  readonly #blocked = new Set<Blocked>();
  /** What a blocking call has answered wrongly, or too late or early; told when the next event begins. */
  #late: Difference | null = null;
  /** The scripted time of the event before. */
  #last: Micros = 0;
  #anchor: Micros | null = null;

  constructor(script: Script, options: PlayOptions) {
    this.#script = script;
    this.#strict = options.strict ?? false;
    this.subject = new Subject(script.options, options.profile ?? 'linux', options.machine);
  }

  play(): ScriptFailure | null {
    const { before, after, events } = this.#script;
    let place: Place = events[0]!.place;
    try {
      for (const command of before?.commands ?? []) playCommand(this.subject, command, false);
      for (const event of events) {
        place = event.place;
        this.played += 1;
        this.#play(event);
        this.#tellLate();
      }
      this.#finish();
      for (const command of after?.commands ?? []) playCommand(this.subject, command, true);
      return null;
    } catch (error) {
      if (error instanceof Difference) return this.#failure(error, error.place ?? place);
      throw error;
    }
  }

  #play(event: ScriptEvent): void {
    const { time, action } = event;
    const inbound = action.type === 'icmp' || (action.type === 'packet' && action.packet.direction === 'inbound');
    // Relative packets in a row count from each other, not from when the first was done: packetdrill's run.c.
    const base = inbound && this.#anchor !== null ? this.#anchor : this.subject.now;
    const absolute = time.type === 'absolute' || time.type === 'absolute-range';
    const from = (absolute ? 0 : base) + ('at' in time ? time.at : 'from' in time ? time.from : 0);
    const to = 'to' in time ? (absolute ? 0 : base) + time.to : from;
    const window = { from, to, any: time.type === 'any', slack: this.#tolerance(from), stage: this.#stage };
    if (action.type === 'packet' && !inbound) expectPacket(window, action.packet);
    else {
      this.#reach(from, window.slack);
      this.#act(event, absolute ? 0 : base);
    }
    this.#anchor = inbound ? from : null;
    this.#last = from;
  }

  get #stage() {
    return { subject: this.subject, descriptors: this.#descriptors, options: this.#script.options };
  }

  #tolerance(at: Micros): Micros {
    return tolerance(this.#script.options, at - this.#last);
  }

  #reach(at: Micros, slack: Micros): void {
    const { now } = this.subject;
    if (now > at + slack)
      throw new Difference('time', `this event was due at ${seconds(at)} s; the one before ended at ${seconds(now)} s`);
    this.subject.advance(at);
    this.#tellLate();
  }

  #act(event: ScriptEvent, base: Micros): void {
    const { action } = event;
    switch (action.type) {
      case 'packet':
        return injectPacket(this.#stage, action.packet);
      case 'icmp':
        return injectIcmp(this.#stage, action.icmp);
      case 'call':
        return this.#call(action.call, action.plan, base);
      case 'command':
        for (const command of action.commands) playCommand(this.subject, command, event === this.#script.events.at(-1));
        return;
      case 'assert':
        return checkAssertions(this.subject, this.#descriptors, action.assertions);
    }
  }

  #call(call: CallSpec, planned: PlannedCall, base: Micros): void {
    const end = call.end === null ? this.subject.now : base + call.end;
    const blocked: Blocked = { call, planned, end, slack: tolerance(this.#script.options, end - this.subject.now) };
    this.#blocked.add(blocked);
    let begun = false;
    beginCall(this.#stage, planned, (answer) => {
      this.#blocked.delete(blocked);
      try {
        if (call.end !== null) this.#returned(blocked);
        judge(call, planned, answer);
      } catch (error) {
        // Not thrown through the world when it comes late: the event that is being played then is another.
        if (!(error instanceof Difference) || !begun) throw error;
        this.#late ??= error;
      }
    });
    begun = true;
    if (call.end === null && this.#blocked.has(blocked))
      throw new Difference('call', `${call.name}() blocks, and must return at once`, { place: planned.place });
  }

  #returned({ call, planned, end, slack }: Blocked): void {
    const { now } = this.subject;
    if (Math.abs(now - end) <= slack) return;
    const sides = { expected: `at ${seconds(end)} s`, got: `at ${seconds(now)} s`, place: planned.place };
    throw new Difference('time', `${call.name}() returned at another time`, sides);
  }

  #tellLate(): void {
    if (this.#late !== null) throw this.#late;
    for (const { call, planned, end, slack } of this.#blocked) {
      if (this.subject.now <= end + slack) continue;
      const message = `${call.name}() has not returned at ${seconds(this.subject.now)} s`;
      throw new Difference('call', message, { expected: `at ${seconds(end)} s`, place: planned.place });
    }
  }

  /** The calls that still block get their time; then, strictly, nothing may be left over. */
  #finish(): void {
    const last = Math.max(this.subject.now, ...[...this.#blocked].map(({ end, slack }) => Math.floor(end + slack) + 1));
    this.subject.advance(last);
    this.#tellLate();
    if (this.#strict) unexpected(this.#stage);
  }

  #failure(difference: Difference, { line, column }: Place): ScriptFailure {
    const { kind, message, expected, got, fields } = difference;
    const event = this.#script.events.find(({ place }) => place.line === line);
    const trace = this.subject.trace();
    return {
      line,
      column,
      kind,
      message,
      expected: expected ?? (kind === 'silence' && event ? printEvent(event) : null),
      got,
      fields,
      at: this.subject.now,
      source: (this.#script.source[line - 1] ?? '').trim(),
      ladder: ladderText(trace),
    };
  }
}
