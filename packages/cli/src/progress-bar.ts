/** `[####>-----] 2/15`, as wide as there is room. Next: starter.ts */
export function progressBar(done: number, total: number, columns: number): string {
  const count = ` ${done}/${total}`;
  const inside = Math.max(10, Math.min(60, columns - count.length - 3));
  const full = total === 0 ? 0 : Math.floor((done / total) * inside);
  const head = full < inside ? '>' : '';
  return `[${'#'.repeat(full)}${head}${'-'.repeat(Math.max(0, inside - full - head.length))}]${count}`;
}
