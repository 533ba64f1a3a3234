export interface Sent {
  readonly text: string;
  readonly syn: boolean;
  readonly fin: boolean;
}

/** TODO: SYN and FIN take a number too. */
export function segmentLength(sent: Sent): number {
  return sent.text.length;
}
