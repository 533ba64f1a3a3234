/** The scripts of `scripts/`, by path below it; the first folder names the profile that they are held to. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { definesOf, parseScript } from '../src/index.ts';
import type { Script } from '../src/index.ts';

export const ROOT = new URL('../scripts/', import.meta.url);

export type CorpusProfile = 'linux' | 'rfc9293' | 'freebsd';

export interface CorpusScript {
  readonly path: string;
  readonly profile: CorpusProfile;
  readonly text: string;
  /** Of the text, so that a recorded verdict belongs to these very lines. */
  readonly hash: string;
}

export function corpus(): readonly CorpusScript[] {
  const paths = readdirSync(ROOT, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => path.endsWith('.pkt'));
  return paths.sort().map((path) => {
    const text = readFileSync(new URL(path, ROOT), 'utf8');
    const hash = createHash('sha256').update(text).digest('hex').slice(0, 16);
    return { path, profile: path.slice(0, path.indexOf('/')) as CorpusProfile, text, hash };
  });
}

/** A script of the corpus; every one of them must be readable. */
export function parsed({ path, text, profile }: CorpusScript): Script {
  const result = parseScript(text, path, definesOf(profile));
  if (!result.ok)
    throw new Error(`${path}: ${result.problems.map(({ line, message }) => `${line}: ${message}`).join('; ')}`);
  return result.script;
}

/** A verdict that is pinned: where the reference TCP and the authority are known to differ, and why. */
export interface ExpectedFailure {
  readonly line: number;
  readonly kind: string;
  readonly reason: string;
}

export const EXPECTED_FAILURES = JSON.parse(readFileSync(new URL('expected-failures.json', ROOT), 'utf8')) as Readonly<
  Record<string, ExpectedFailure>
>;
