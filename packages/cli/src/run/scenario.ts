/** A scenario: read, run, and shown as a ladder, a story or a picture. Next: script.ts */
import type { ProfileName } from '@lastack/tcp';
import { ladderSvg, ladderText, tellStory, type Trace } from '@lastack/trace';
import { parseScenario, run as runScenario, type Scenario } from '@lastack/simulator';
import type { Call } from '../command.ts';
import { placed } from '../placed.ts';
import { EXIT, Refusal, verbatim } from '../refusal.ts';
import type { Terminal } from '../terminal.ts';
import { readText, writeText } from './files.ts';

/** The scenario in a file; a refusal with every problem and its place when it is none. */
export function readScenario(file: string, cwd: string): Scenario {
  const parsed = parseScenario(readText(file, cwd), file);
  if (parsed.ok) return parsed.scenario;
  throw new Refusal(EXIT.wrongCall, verbatim(parsed.problems.map(placed).join('\n')));
}

/** What happens; with `profile`, in the same world with every host of that profile. */
export function traceOf(scenario: Scenario, profile: ProfileName | undefined): Trace {
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

export function writePicture(file: string, trace: Trace, { cwd, language }: Terminal): void {
  writeText(file, cwd, ladderSvg(trace, { language }));
}
