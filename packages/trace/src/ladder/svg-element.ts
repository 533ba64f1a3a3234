/** Elements of SVG as text, with everything escaped that a reader could have written. Next: svg-style.ts */

type Attributes = { readonly [name: string]: string | number | undefined };

const ESCAPES: { readonly [char: string]: string } = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** XML 1.0 has no way to write the other control characters, nor half a pair of surrogates; they are left out. */
const isWritable = (char: string): boolean => {
  const code = char.codePointAt(0)!;
  if (code < 0x20) return code === 0x09 || code === 0x0a || code === 0x0d;
  return (code < 0xd800 || code > 0xdfff) && code !== 0xfffe && code !== 0xffff;
};

export const escapeXml = (text: string): string =>
  [...text].map((char) => (isWritable(char) ? (ESCAPES[char] ?? char) : '')).join('');

const attribute = ([name, value]: [string, string | number | undefined]): string =>
  value === undefined ? '' : ` ${name}="${typeof value === 'number' ? round(value) : escapeXml(value)}"`;

/** Tenths are finer than any screen. */
export const round = (value: number): number => Math.round(value * 10) / 10;

/** `children` are elements already; an element without any closes itself. */
export function element(name: string, attributes: Attributes, ...children: readonly string[]): string {
  const open = `<${name}${Object.entries(attributes).map(attribute).join('')}`;
  return children.length === 0 ? `${open}/>` : `${open}>${children.join('')}</${name}>`;
}

export const textElement = (attributes: Attributes, text: string): string =>
  element('text', attributes, escapeXml(text));
