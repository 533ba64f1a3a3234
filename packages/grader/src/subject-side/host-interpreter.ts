/**
 * The untrusted side for functions where there is no `os` isolation: an interpreter (QuickJS) inside WebAssembly inside
 * this process. The learner's code cannot reach Node at all; it has its own memory and its own CPU time. An engine that
 * broke down (a stack too deep for WebAssembly) ends with its process, and the next submission has another.
 * Next: interpreter.ts, serve.ts
 */
import variant from '@jitl/quickjs-wasmfile-release-sync';
import { newQuickJSWASMModuleFromVariant } from 'quickjs-emscripten-core';
import { openInterpreter } from './interpreter.ts';
import { serve } from './serve.ts';

const quickjs = await newQuickJSWASMModuleFromVariant(variant);
await serve((request) => openInterpreter(quickjs.newRuntime(), request));
