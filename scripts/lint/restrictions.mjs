/** What sources may not say, and why. Lists, so that a package's rules are the sum of those that hold for it. */

/** Everywhere. */
export const EVERYWHERE = [
  { selector: 'ExportAllDeclaration', message: 'A door has names: export them one by one, in reading order.' },
  { selector: 'TSEnumDeclaration', message: 'No enums: a union of string literals is erasable and prints itself.' },
  { selector: 'TSModuleDeclaration[kind="namespace"]', message: 'No namespaces: a file is the unit.' },
];

/** Only packages/tcp/src/sequence.ts may compare sequence numbers. Plain `<` is wrong at the wrap of 2^32. */
export const SEQUENCE_NUMBERS = [
  {
    selector:
      'BinaryExpression[operator=/^(<|>|<=|>=)$/] > MemberExpression[property.name=/^(seq|ack|una|nxt|iss|irs|wl1|wl2)$/]',
    message: 'Sequence numbers lie on a circle: compare them with before, atOrBefore or within of sequence.ts.',
  },
  {
    selector:
      'BinaryExpression[operator=/^(<|>|<=|>=)$/] > TSNonNullExpression > MemberExpression[property.name=/^(seq|ack|una|nxt|iss|irs)$/]',
    message: 'Sequence numbers lie on a circle: compare them with before, atOrBefore or within of sequence.ts.',
  },
];

/** Packages that run anywhere: no clock, no chance, no engine-dependent last bit, no outside world. */
export const PURE_SYNTAX = [
  {
    selector: 'BinaryExpression[operator="**"]:not([left.type="Literal"][right.type="Literal"])',
    message: '** is Math.pow: its last bit differs between engines. Shift, multiply, or use a table.',
  },
  { selector: 'MetaProperty[meta.name="import"]', message: 'import.meta differs between the places where this runs.' },
];

const CLOCK = 'Time is an argument (env.now, virtual microseconds).';
const CHANCE = 'Chance is hash(seed, …): the same arguments give the same result.';
const OUTSIDE = 'This package runs anywhere: what happens is returned as data.';
const LAST_BIT = 'Its last bit differs between JavaScript engines.';

export const PURE_GLOBALS = [
  ...['Date', 'performance', 'Temporal'].map((name) => ({ name, message: CLOCK })),
  ...['setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask', 'requestAnimationFrame'].map((name) => ({
    name,
    message: CLOCK,
  })),
  ...['crypto'].map((name) => ({ name, message: CHANCE })),
  ...['console', 'process', 'fetch', 'navigator', 'window', 'document', 'localStorage', 'Buffer'].map((name) => ({
    name,
    message: OUTSIDE,
  })),
];

export const PURE_PROPERTIES = [
  { object: 'Math', property: 'random', message: CHANCE },
  ...[
    'exp',
    'expm1',
    'log',
    'log10',
    'log1p',
    'log2',
    'pow',
    'sin',
    'cos',
    'tan',
    'asin',
    'acos',
    'atan',
    'atan2',
    'sinh',
    'cosh',
    'tanh',
    'cbrt',
    'hypot',
  ].map((property) => ({ object: 'Math', property, message: LAST_BIT })),
];
