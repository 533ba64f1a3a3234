/** JSON with places: the value, and the line and column of anything inside it. */
import { evaluate, parse, type AnyNode, type DocumentNode, type ValueNode } from '@humanwhocodes/momoa';

export interface Place {
  readonly line: number;
  readonly column: number;
}

export interface JsonPlaces {
  readonly ok: true;
  readonly value: unknown;
  /** Where the value at `path` stands; of the nearest enclosing value when there is none. Counted from 1. */
  placeOf(path: readonly (string | number)[]): Place;
}

export type JsonResult = JsonPlaces | ({ readonly ok: false; readonly message: string } & Place);

/** Parses JSON (no comments, no trailing commas) and remembers where everything stood. */
export function jsonPlaces(source: string): JsonResult {
  let document: DocumentNode;
  try {
    document = parse(source, { mode: 'json' });
  } catch (thrown) {
    const { line = 1, column = 1, message } = thrown as { line?: number; column?: number; message: string };
    return { ok: false, line, column, message: message.replace(/\s*\(\d+:\d+\)$/, '') };
  }
  return { ok: true, value: evaluate(document), placeOf: (path) => start(find(document.body, path)) };
}

function find(root: ValueNode, path: readonly (string | number)[]): AnyNode {
  let node: ValueNode = root;
  for (const key of path) {
    const next = child(node, key);
    if (next === undefined) return node;
    node = next;
  }
  return node;
}

function child(node: ValueNode, key: string | number): ValueNode | undefined {
  if (node.type === 'Array') return node.elements[Number(key)]?.value;
  if (node.type !== 'Object') return undefined;
  return node.members.find((member) => (member.name.type === 'String' ? member.name.value : member.name.name) === key)
    ?.value;
}

const start = ({ loc }: AnyNode): Place => ({ line: loc.start.line, column: loc.start.column });
