/** The layout's one-line label in two: what the packet is, above its arrow, and its numbers, below. */

/** `FIN,ACK seq=101 ack=1 len=0 #2` → `FIN,ACK #2` and `seq=101 ack=1`. An empty text needs no `len`. */
export function arrowText(label: string): { readonly flags: string; readonly numbers: string } {
  const words = label.split(' ');
  const isNumber = (word: string): boolean => /^(seq|ack|len)=/.test(word);
  return {
    flags: words.filter((word) => !isNumber(word)).join(' '),
    numbers: words.filter((word) => isNumber(word) && word !== 'len=0').join(' '),
  };
}
