// mutant: a FIN takes no number
// fails: SEG.LEN > counts SYN and FIN
// code: segment-length/fin
export const segmentLength = ({ text, syn }: { text: string; syn: boolean }): number => text.length + Number(syn);
