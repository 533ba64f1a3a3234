/** The code of a learner's file with another address for the one package that it imports. */

/**
 * For a worker, where no package can be found by name.
 * @param {{ readonly code: string, readonly links: readonly { readonly start: number, readonly end: number }[] }} compiled
 * @param {string} url
 */
export function linkSubject({ code, links }, url) {
  let linked = code;
  for (const { start, end } of links.toSorted((a, b) => b.start - a.start)) {
    linked = linked.slice(0, start) + JSON.stringify(url) + linked.slice(end);
  }
  return linked;
}
