// variant: branches instead of arithmetic
export function segmentLength(sent: { text: string; syn: boolean; fin: boolean }): number {
  let length = sent.text.length;
  if (sent.syn) length += 1;
  if (sent.fin) length += 1;
  return length;
}
