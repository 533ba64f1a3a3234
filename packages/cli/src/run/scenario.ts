/** A scenario: read, run, and shown as a ladder, a story or a picture. Next: script.ts */
import type { ProfileName } from '@lastack/tcp';
import { ladderText, tellStory, type Trace } from '@lastack/trace';
import { parseScenario, run as runScenario, type Problem, type Scenario } from '@lastack/simulator';
import type { Call } from '../command.ts';
import { placed } from '../placed.ts';
import { EXIT, Refusal, verbatim } from '../refusal.ts';
import type { Terminal } from '../terminal.ts';
import { readText } from './files.ts';

export type ScenarioRun =
  | {
      readonly kind: 'scenario';
      readonly file: string;
      readonly outcome: 'passed';
      readonly title?: string;
      readonly trace: Trace;
    }
  | {
      readonly kind: 'scenario';
      readonly file: string;
      readonly outcome: 'unreadable';
      readonly problems: readonly Problem[];
    };

/** The scenario in a file; a refusal with every problem and its place when it is none. */
export function readScenario(file: string, cwd: string): Scenario {
  const parsed = parseScenario(readText(file, cwd), file);
  if (parsed.ok) return parsed.scenario;
  throw new Refusal(EXIT.wrongCall, verbatim(parsed.problems.map(placed).join('\n')));
}

/** Reads and runs one file among many: what is wrong with it is an answer, and the others are still run. */
export function runOne(file: string, cwd: string, profile: ProfileName | undefined): ScenarioRun {
  const parsed = parseScenario(readText(file, cwd), file);
  if (!parsed.ok) return { kind: 'scenario', file, outcome: 'unreadable', problems: parsed.problems };
  return told(file, parsed.scenario, profile);
}

export function told(
  file: string,
  scenario: Scenario,
  profile: ProfileName | undefined,
): ScenarioRun & { outcome: 'passed' } {
  const title = scenario.title === undefined ? {} : { title: scenario.title };
  return { kind: 'scenario', file, outcome: 'passed', ...title, trace: traceOf(scenario, profile) };
}

/** What happens; with `profile`, in the same world with every host of that profile. */
function traceOf(scenario: Scenario, profile: ProfileName | undefined): Trace {
  if (profile === undefined) return runScenario(scenario);
  const hosts = Object.fromEntries(Object.entries(scenario.hosts).map(([name, host]) => [name, { ...host, profile }]));
  return runScenario({ ...scenario, hosts });
}

/** The ladder unless only the story was asked for. */
export function showTrace(title: string | undefined, trace: Trace, call: Call, terminal: Terminal): void {
  const { language, columns } = terminal;
  const story = call.has('story');
  const parts: string[] = title === undefined ? [] : [title];
  if (call.has('ladder') || !story) parts.push(ladderText(trace, { language, width: columns }).trimEnd());
  if (story) parts.push(tellStory(trace, language).join('\n'));
  terminal.print(parts.join('\n\n'));
}
