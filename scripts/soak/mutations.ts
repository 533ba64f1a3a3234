/**
 * Text and octets, changed as accidents and malice change them: cut, doubled, spliced with another text, numbers made
 * extreme, characters that nobody expects. Used by the fuzz tests of every package.
 */
import fc from 'fast-check';

interface Mutation {
  readonly kind: 'delete' | 'double' | 'insert' | 'splice' | 'number' | 'swap' | 'cut' | 'repeat';
  /** Where and how long, as fractions of what there is. */
  readonly at: number;
  readonly length: number;
  /** Which token, or what is inserted. */
  readonly pick: number;
}

const mutation: fc.Arbitrary<Mutation> = fc.record({
  kind: fc.constantFrom<Mutation['kind']>(
    ...(['delete', 'double', 'insert', 'splice', 'splice', 'number', 'number', 'swap', 'cut', 'repeat'] as const),
  ),
  at: fc.nat(999_999),
  length: fc.nat(99),
  pick: fc.nat(999_999),
});

/** Numbers at the edges of what fits; words and marks that mean something somewhere. */
const STRANGE = [
  ...['0', '1', '-1', '65535', '65536', '4294967295', '4294967296', '2147483647', '-2147483648', '1e9', '1e308'],
  ...['0.000001', '9007199254740993', '99999999999999999999', '0x', '1.2.3', 'NaN', 'Infinity', '__proto__'],
  ...['\0', '\n', '\t', '\r', '"', "'", '`', '\\', '{', '}', '[', ']', '(', ')', '<', '>', '...', '/*', '*/', '//'],
  ...['null', 'true', '漢字', '\u{1f980}', '\ud800', '\u2028', '\ufeff', ':', ',', '+', '*', '~', '=', '%{', '}%'],
];

const NUMBER = /\d+/g;
const TOKEN = /[\w.]+|\s+|[^\w\s]/g;

/** One change. `others` are texts to take tokens from. */
function changed(text: string, { kind, at, length, pick }: Mutation, others: readonly string[]): string {
  const from = text.length === 0 ? 0 : at % text.length;
  const to = Math.min(text.length, from + 1 + (length % 24));
  const strange = STRANGE[pick % STRANGE.length]!;
  switch (kind) {
    case 'delete':
      return text.slice(0, from) + text.slice(to);
    case 'double':
      return text.slice(0, to) + text.slice(from);
    case 'insert':
      return text.slice(0, from) + strange + text.slice(from);
    case 'splice':
      return spliced(text, from, others[pick % others.length]!, length);
    case 'number':
      return renumbered(text, at, strange);
    case 'swap':
      return swapped(text, at, pick);
    case 'cut':
      return text.slice(0, from);
    case 'repeat':
      return text.slice(0, from) + text.slice(from, to).repeat(2 + (length % 30)) + text.slice(to);
  }
}

/** A token is replaced by one of another text. */
function spliced(text: string, from: number, other: string, length: number): string {
  const [own, theirs] = [text.slice(from).match(TOKEN) ?? [], other.match(TOKEN) ?? ['']];
  const taken = theirs.slice((from + length) % theirs.length).slice(0, 1 + (length % 6));
  return text.slice(0, from) + taken.join('') + own.slice(1).join('');
}

function renumbered(text: string, nth: number, to: string): string {
  const count = text.match(NUMBER)?.length ?? 0;
  let seen = 0;
  return count === 0 ? text : text.replace(NUMBER, (found) => (seen++ === nth % count ? to : found));
}

function swapped(text: string, one: number, other: number): string {
  const lines = text.split('\n');
  const [i, j] = [one % lines.length, other % lines.length];
  [lines[i], lines[j]] = [lines[j]!, lines[i]!];
  return lines.join('\n');
}

/** Half of the cases have one change, so that much of what is damaged can still be read. */
const changes = <T>(one: fc.Arbitrary<T>, most: number): fc.Arbitrary<T[]> =>
  fc.oneof(fc.tuple(one), fc.array(one, { minLength: 1, maxLength: most }));

/** One of the texts with one to five changes in it, and which one it was. */
export const mutatedText = (
  texts: readonly string[],
): fc.Arbitrary<{ readonly index: number; readonly text: string }> =>
  fc.tuple(fc.nat(texts.length - 1), changes(mutation, 5)).map(([index, mutations]) => ({
    index,
    text: mutations.reduce((text, each) => changed(text, each, texts), texts[index]!),
  }));

const octets = fc.record({
  kind: fc.constantFrom('set' as const, 'set' as const, 'delete' as const, 'double' as const, 'cut' as const),
  at: fc.nat(999_999),
  length: fc.nat(40),
  to: fc.oneof(fc.constantFrom(0, 1, 2, 3, 4, 6, 127, 128, 255), fc.nat(255)),
});
type OctetMutation = typeof octets extends fc.Arbitrary<infer T> ? T : never;

function changedOctets(whole: Uint8Array, { kind, at, length, to }: OctetMutation): Uint8Array {
  const from = whole.length === 0 ? 0 : at % whole.length;
  const until = Math.min(whole.length, from + 1 + length);
  if (kind === 'cut') return whole.slice(0, from);
  if (kind === 'set') return whole.length === 0 ? whole : whole.with(from, to);
  const [before, after] =
    kind === 'delete' ? [whole.slice(0, from), whole.slice(until)] : [whole.slice(0, until), whole.slice(from)];
  const result = new Uint8Array(before.length + after.length);
  result.set(before);
  result.set(after, before.length);
  return result;
}

/** One of the files with one to eight changes in it; or any octets at all. */
export const mutatedOctets = (files: readonly Uint8Array[]): fc.Arbitrary<Uint8Array> =>
  fc.oneof(
    {
      weight: 15,
      arbitrary: fc
        .tuple(fc.nat(files.length - 1), changes(octets, 8))
        .map(([index, mutations]) => mutations.reduce(changedOctets, files[index]!)),
    },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 120 }) },
  );
