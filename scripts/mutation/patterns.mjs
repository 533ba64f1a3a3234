/** What may be wrong with a regular expression: an anchor, a class, how often, which alternatives. */

const OPPOSITE = { d: 'D', D: 'd', s: 'S', S: 's', w: 'W', W: 'w' };

/** A pattern cut into what cannot be cut further: escapes, classes, quantifiers, single characters. */
const TOKEN = /\\(?:[pP]\{[^}]*\}|k<[^>]*>|.)|\[\^?(?:\\.|[^\]\\])*\]|\(\?(?:[:=!]|<[=!]|<\w+>)|\{\d+(?:,\d*)?\}|./gsu;

const QUANTIFIER = { '+': ['', '*'], '*': ['', '+'], '?': [''] };

function ofToken(token) {
  if (token === '^' || token === '$' || token === '\\b' || token === '\\B') return [''];
  if (Object.hasOwn(QUANTIFIER, token)) return QUANTIFIER[token];
  if (token.startsWith('[^')) return [`[${token.slice(2)}`];
  if (token.startsWith('[')) return [`[^${token.slice(1)}`];
  if (token.length === 2 && token.startsWith('\\') && Object.hasOwn(OPPOSITE, token[1])) return [`\\${OPPOSITE[token[1]]}`];
  if (token === '\\.') return ['.'];
  if (token === '(?=') return ['(?!'];
  if (token === '(?!') return ['(?='];
  return [];
} // prettier-ignore

/** `/^a+$/g` → `/a+$/g`, `/^a$/g`, `/^a*$/g`, `/^a+/g`. */
export function patternMutations(literal) {
  const end = literal.lastIndexOf('/');
  const [pattern, flags] = [literal.slice(1, end), literal.slice(end + 1)];
  const tokens = pattern.match(TOKEN) ?? [];
  const changed = tokens.flatMap((token, at) => ofToken(token).map((to) => tokens.with(at, to).join('')));
  const withoutFlags = flags.includes('i') ? [`/${pattern}/${flags.replace('i', '')}`] : [];
  return [...changed.filter((text) => text !== '' && isPattern(text, flags)).map((text) => `/${text}/${flags}`), ...withoutFlags]; // prettier-ignore
}

function isPattern(text, flags) {
  try {
    new RegExp(text, flags);
    return true;
  } catch {
    return false;
  }
}
