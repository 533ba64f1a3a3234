/**
 * Reading arguments: a descriptor, flags, a socket address, a value in brackets. What is not understood is refused
 * where it stands.
 * Next: structure.ts
 */
import type { Expression } from './expression.ts';
import type { Place } from './problem.ts';
import { unsupported, wrong } from './problem.ts';
import type { CallSpec } from './system-call.ts';

/** The arguments of one call, looked at by position. */
export interface Arguments {
  readonly call: CallSpec;
  /** Where the event begins. */
  readonly place: Place;
}

export function argument({ call, place }: Arguments, index: number): Expression {
  const found = call.args[index];
  if (found === undefined)
    throw wrong(place, `${call.name}() lacks its argument ${index + 1}`, 'Write ... where the default will do.');
  return found;
}

/** Refuses a call that has more or fewer arguments. */
export function needCount({ call, place }: Arguments, least: number, most: number): void {
  const { length } = call.args;
  if (length >= least && length <= most) return;
  const wanted = least === most ? `${least}` : `${least} or ${most}`;
  throw wrong(place, `${call.name}() takes ${wanted} arguments, not ${length}`, `See ${call.name}(2).`);
}

export function numberArgument(args: Arguments, index: number): number {
  return numberOf(argument(args, index));
}

export function numberOf(expression: Expression): number {
  if (expression.type === 'number') return expression.value;
  throw wrong(expression.place, 'expected a number here', 'Write a decimal or hexadecimal number.');
}

export function descriptor(args: Arguments): number {
  const fd = numberArgument(args, 0);
  if (fd >= -1 && fd <= 0xffff) return fd;
  throw wrong(argument(args, 0).place, `${fd} is no file descriptor`, 'The first socket of a script is 3.');
}

/** The names joined by `|`; 0 is none. */
export function flagNames(expression: Expression): readonly string[] {
  if (expression.type === 'word') return [expression.name];
  if (expression.type === 'number' && expression.value === 0) return [];
  if (expression.type === 'or') return expression.parts.flatMap(flagNames);
  throw wrong(expression.place, 'expected flags here', 'Write their names joined by |, or 0.');
}

/** Refuses every flag that is not among `known`. */
export function onlyFlags(expression: Expression, known: readonly string[]): readonly string[] {
  const names = flagNames(expression);
  const other = names.find((name) => !known.includes(name));
  if (other === undefined) return names;
  throw unsupported(
    expression.place,
    `the flag ${other}`,
    known.length > 0 ? `Known: ${known.join(', ')}.` : 'Write 0.',
  );
}

/** The first item of `[value]`, as getsockopt and setsockopt take it. */
export function boxed(expression: Expression): Expression {
  if (expression.type === 'list' && expression.items.length === 1) return expression.items[0]!;
  throw wrong(expression.place, 'expected one value in brackets here', 'Write [1].');
}

/** A socket address as a script may write it; `null` where it leaves the default. */
export interface ScriptAddress {
  readonly address: string | null;
  readonly port: number | null;
}

/** `...`, or `{sa_family = AF_INET, sin_port = htons(8080), sin_addr = inet_addr("192.0.2.1")}`. */
export function socketAddress(expression: Expression): ScriptAddress {
  if (expression.type === 'default') return { address: null, port: null };
  const help = 'Write ... or {sa_family = AF_INET, sin_port = htons(PORT), sin_addr = inet_addr("ADDRESS")}.';
  if (expression.type !== 'struct') throw wrong(expression.place, 'expected a socket address here', help);
  let address: string | null = null;
  let port: number | null = null;
  for (const { name, value } of expression.fields) {
    if (name === 'sin_port' || name === 'sin6_port') port = portOf(value);
    else if (name === 'sin_addr' || name === 'sin6_addr') address = addressOf(value);
    else if (name !== 'sa_family') throw wrong(value.place, `a socket address has no field ${name ?? ''}`, help);
    else if (value.type !== 'word' || !['AF_INET', 'AF_INET6'].includes(value.name))
      throw unsupported(value.place, 'this address family', 'Write AF_INET or AF_INET6.');
  }
  return { address, port };
}

function portOf(value: Expression): number {
  const inner = value.type === 'function' && value.name === 'htons' ? value.args[0] : undefined;
  if (inner?.type === 'number' && inner.value >= 0 && inner.value <= 0xffff) return inner.value;
  throw wrong(value.place, 'expected a port here', 'Write htons(8080).');
}

function addressOf(value: Expression): string {
  const known = value.type === 'function' && ['inet_addr', 'inet6_addr'].includes(value.name);
  const inner = known ? value.args[0] : undefined;
  if (inner?.type === 'string') return inner.text;
  throw wrong(value.place, 'expected an address here', 'Write inet_addr("192.0.2.1").');
}
