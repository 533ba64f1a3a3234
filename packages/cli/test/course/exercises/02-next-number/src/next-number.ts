export const nextNumber = (seq: number, length: number): number => (seq + length) >>> 0;
