import type { Sent } from '../../exercises/01-segment-length/src/segment-length.ts';

export const segmentLength = ({ text, syn, fin }: Sent): number => text.length + Number(syn) + Number(fin);
