/**
 * Where in a learner's file something was thrown: from the engine's own list of calls, to the statement that all
 * engines agree upon (their columns differ within it). The types of a file are erased in place (runner/src/subject-file),
 * so that a line and a column of the running code are those of the learner's TypeScript.
 */
import type { Text } from './text.ts';

/** A position that an engine named, both from 1, and how much of it all engines agree upon. */
export interface ThrownPlace {
  readonly line: number;
  readonly column: number;
  readonly within: 'statement' | 'function';
}

/** The topmost call that lies in `file`, a text that occurs in no other module's name. Never throws. */
export function placeInStack(thrown: unknown, file: string, within: ThrownPlace['within']): ThrownPlace | null {
  try {
    const { stack } = thrown as { stack?: unknown };
    if (typeof stack !== 'string') return null;
    const frame = stack
      .slice(0, 20_000)
      .split('\n')
      .find((line) => line.includes(file));
    const [, line, column] = /:(\d{1,7}):(\d{1,7})\)?$/.exec(frame?.trim() ?? '') ?? [];
    return line && column ? { line: Number(line), column: Number(column), within } : null;
  } catch {
    return null;
  }
}

/** A node of a parsed file, as Babel or an ESTree parser makes it. */
export interface SyntaxNode {
  readonly type: string;
  readonly start: number;
  readonly end: number;
}

const FUNCTION = /Function|^ObjectMethod$|^Class(Private)?Method$|^MethodDefinition$/;
const STATEMENT = /Statement$|^VariableDeclaration$|Property(Definition)?$|^SwitchCase$/;

/** The place where the innermost statement (or function) of `program` around `place` begins; `place` itself without one. */
export function settle(program: SyntaxNode, source: string, place: ThrownPlace): { line: number; column: number } {
  const offset = offsetOf(source, place);
  let best: SyntaxNode | null = null;
  const visit = (node: SyntaxNode, parent: SyntaxNode | null): void => {
    if (offset < node.start || offset >= node.end) return;
    if (isPlace(node, parent, place.within)) best = node;
    for (const child of childrenOf(node)) visit(child, node);
  };
  visit(program, null);
  return best === null ? { line: place.line, column: place.column } : positionOf(source, (best as SyntaxNode).start);
}

function isPlace(node: SyntaxNode, parent: SyntaxNode | null, within: ThrownPlace['within']): boolean {
  if (FUNCTION.test(node.type)) return within === 'function' && !FUNCTION.test(parent?.type ?? '');
  if (within === 'function' || node.type === 'BlockStatement') return false;
  // What stands behind `=>` without braces is as good as a return statement.
  if (parent?.type === 'ArrowFunctionExpression' && 'body' in parent && parent.body === node) return true;
  return STATEMENT.test(node.type) && !/^(Object)?Property$/.test(node.type);
}

function childrenOf(node: SyntaxNode): SyntaxNode[] {
  return Object.entries(node)
    .filter(([key]) => !/comments$|^(loc|extra|tokens|parent)$/i.test(key))
    .flatMap(([, value]) => value as unknown)
    .filter((value): value is SyntaxNode => typeof (value as SyntaxNode | null)?.type === 'string');
}

function offsetOf(source: string, { line, column }: ThrownPlace): number {
  let start = 0;
  for (let number = 1; number < line; number++) {
    const end = source.indexOf('\n', start);
    if (end < 0) return source.length;
    start = end + 1;
  }
  return start + column - 1;
}

function positionOf(source: string, offset: number): { line: number; column: number } {
  const before = source.slice(0, offset).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

const SHOWN = 90;

/** `… (src/time-wait.ts:12:3: return connection.peer.seq;)`: the words, the place, and the line that stands there. */
export function withPlace(text: Text, file: string, source: string, at: { line: number; column: number }): Text {
  const line = (source.split('\n')[at.line - 1] ?? '').slice(at.column - 1).trim();
  const shown = line.length > SHOWN ? `${line.slice(0, SHOWN - 1)}…` : line;
  const where = `${file}:${at.line}:${at.column}`;
  return { en: `${text.en} (${where}: ${shown})`, 'zh-Hans': `${text['zh-Hans']}（${where}：${shown}）` };
}
