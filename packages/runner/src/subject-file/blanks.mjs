/** A text of which parts are overwritten with blanks. Line ends stay, so that every line and column stays, too. */

/** @typedef {{ blank(start: number, end: number): void, put(at: number, character: string): void,
 *              isBlank(at: number): boolean, text(): string }} Blanks */

/** @param {string} source @returns {Blanks} */
export function blanksOver(source) {
  const units = source.split('');
  /** @type {Set<number>} */
  const blanked = new Set();
  return {
    blank(start, end) {
      for (let i = start; i < end; i++) {
        if (!/[\n\r\u2028\u2029]/.test(units[i] ?? '')) units[i] = ' ';
        blanked.add(i);
      }
    },
    put(at, character) {
      units[at] = character;
    },
    isBlank: (at) => blanked.has(at),
    text: () => units.join(''),
  };
}

/** The first place at or after `from` that is neither white space nor inside a comment. @param {string} source @param {number} from */
export function skipSpace(source, from) {
  const space = /(?:\s|\/\/[^\n\r\u2028\u2029]*|\/\*[\s\S]*?\*\/)*/y;
  space.lastIndex = from;
  space.exec(source);
  return space.lastIndex;
}
