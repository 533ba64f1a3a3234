/**
 * What vitest's runner and this package use of a browser beyond the language, taken in hand before the realm is bared of
 * it: in the bundle, every free mention of one of these names means this module's (bundle.ts, `inject`).
 */
const host = globalThis as unknown as Record<string, never>;

export const {
  AbortController,
  Atomics,
  Blob,
  URL,
  clearTimeout,
  performance,
  queueMicrotask,
  setTimeout,
  structuredClone,
} = host;
