/**
 * How deep a learner's functions may call in the interpreter. QuickJS counts its own stack, but WebAssembly lives on
 * V8's: where that ends first, the engine is broken for good. Measured on Linux with Node 20: a nested JSON.stringify,
 * the deepest of all, needs 11 to 17 KB of V8's stack for each KB of QuickJS's.
 */
export const INTERPRETER_STACK =
  process.platform === 'win32' ? { quickjsKB: 64, v8KB: 984 } : { quickjsKB: 384, v8KB: 7_000 };
