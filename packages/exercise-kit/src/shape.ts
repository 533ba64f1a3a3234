/**
 * The form of an answer: a learner's types are not there when the code runs. What does not fit is told by its path.
 * Next: asking.ts
 */

/** A form, and how it is written down: as a type, which reads the same in every language. */
export interface Shape<T> {
  readonly name: string;
  /** `null`: it fits; otherwise the path to the first thing that does not (`''`: the value itself), and its shape. */
  misfit(value: unknown): Misfit | null;
  /** Never there: it carries the type. */
  readonly type?: T;
}

export interface Misfit {
  readonly path: string;
  readonly expected: string;
  readonly got: unknown;
}

export type Of<S> = S extends Shape<infer T> ? T : never;

function simple<T>(name: string, fits: (value: unknown) => boolean): Shape<T> {
  return { name, misfit: (value) => (fits(value) ? null : { path: '', expected: name, got: value }) };
}

export const boolean = simple<boolean>('boolean', (value) => typeof value === 'boolean');
export const string = simple<string>('string', (value) => typeof value === 'string');
/** Any whole number that is one: counts, milliseconds. */
export const whole = simple<number>('integer', Number.isSafeInteger);
/** 0 … 2^32 − 1: what leaves this range was not taken modulo 2^32. */
export const sequenceNumber = simple<number>(
  '0 … 2^32 − 1',
  (value) => Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) < 2 ** 32,
);

/** One of these strings, spelled exactly so. */
export const oneOf = <const T extends string>(...names: readonly T[]): Shape<T> =>
  simple(names.map((name) => `'${name}'`).join(' | '), (value) => names.includes(value as T));

export const nullable = <T>(inner: Shape<T>): Shape<T | null> => {
  const name = `${inner.name} | null`;
  return {
    name,
    misfit(value) {
      const misfit = value === null ? null : inner.misfit(value);
      return misfit?.path === '' ? { ...misfit, expected: name } : misfit;
    },
  };
};

export const listOf = <T>(inner: Shape<T>): Shape<readonly T[]> => {
  const name = `[${inner.name}, …]`;
  return {
    name,
    misfit(value) {
      if (!Array.isArray(value)) return { path: '', expected: name, got: value };
      return firstMisfit(value.map((item, index) => [`[${index}]`, inner, item]));
    },
  };
};

/** These fields; others do no harm. */
export const object = <const Fields extends Readonly<Record<string, Shape<unknown>>>>(
  fields: Fields,
): Shape<{ readonly [name in keyof Fields]: Of<Fields[name]> }> => {
  const name = `{ ${Object.entries(fields)
    .map(([field, shape]) => `${field}: ${shape.name}`)
    .join(', ')} }`;
  return {
    name,
    misfit(value) {
      if (typeof value !== 'object' || value === null || Array.isArray(value))
        return { path: '', expected: name, got: value };
      return firstMisfit(
        Object.entries(fields).map(([field, shape]) => [`.${field}`, shape, Reflect.get(value, field)]),
      );
    },
  };
};

function firstMisfit(
  parts: readonly (readonly [path: string, shape: Shape<unknown>, value: unknown])[],
): Misfit | null {
  for (const [path, shape, value] of parts) {
    const misfit = shape.misfit(value);
    if (misfit !== null) return { ...misfit, path: `${path}${misfit.path}` };
  }
  return null;
}
