/** Whether a text is well-formed XML, as far as these drawings use it: elements, attributes, five entities. XML 1.0 §2. */

const TOKEN = /<(\/?)([A-Za-z][\w-]*)((?:\s+[\w:-]+="[^"<]*")*)\s*(\/?)>|([^<]+)/gy;
const STRAY = /&(?!amp;|lt;|gt;|quot;|apos;)/;

/** What is wrong, in words; empty when nothing is. */
export function problemsOfXml(xml: string): string[] {
  const problems: string[] = [];
  const open: string[] = [];
  let end = 0;
  for (const [token, close, name, attributes, empty, text] of xml.matchAll(TOKEN)) {
    end += token.length;
    if (text !== undefined) {
      if (open.length === 0) problems.push(`text outside the root: ${text.slice(0, 20)}`);
      if (STRAY.test(text)) problems.push(`a stray & in: ${text.slice(0, 40)}`);
      continue;
    }
    const names = [...(attributes ?? '').matchAll(/([\w:-]+)="/g)].map(([, attribute]) => attribute);
    if (new Set(names).size !== names.length) problems.push(`an attribute twice in: ${token.slice(0, 60)}`);
    if (STRAY.test(attributes ?? '')) problems.push(`a stray & in: ${token.slice(0, 60)}`);
    if (close) {
      if (open.pop() !== name) problems.push(`</${name}> closes what is not open`);
    } else if (!empty) open.push(name!);
  }
  if (end !== xml.length) problems.push(`no markup at ${end}: ${xml.slice(end, end + 60)}`);
  if (open.length > 0) problems.push(`never closed: ${open.join(', ')}`);
  // eslint-disable-next-line no-control-regex
  if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/.test(xml))
    problems.push('a character that XML cannot write');
  return problems;
}
