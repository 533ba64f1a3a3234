/**
 * A learner's file in QuickJS, in a realm of its own beside the one that asks: limits, loading, one call after the other.
 * Next: in-quickjs.ts (the part inside)
 */
import { readFileSync } from 'node:fs';
import type { QuickJSContext, QuickJSHandle, QuickJSRuntime } from 'quickjs-emscripten-core';
import { INTERPRETER_STACK } from './interpreter-stack.ts';
import { languageOnly } from './realm.ts';
import { errorReply, Said, Stopped, type Answer } from './reply.ts';
import type { LoadRequest } from './serve.ts';

/** As in realm.ts: the name of the learner's module among the calls of an error. */
const SUBJECT_MODULE = 'lastack:subject';

const beside = (name: string): string => readFileSync(new URL(name, import.meta.url), 'utf8');

/** ms of this process's CPU time. */
function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** The two realms, and when the code under way is stopped. */
interface Engine {
  readonly runtime: QuickJSRuntime;
  readonly learner: QuickJSContext;
  readonly asking: QuickJSContext;
  /** In CPU time. */
  deadline: number;
}

/** Loads the file. Rejects with what `serve` says of a file that cannot be loaded. */
export async function openInterpreter(runtime: QuickJSRuntime, request: LoadRequest): Promise<Answer> {
  const { id, load, replyBytes, memoryMB, loadMs, callMs } = request;
  runtime.setMaxStackSize(INTERPRETER_STACK.quickjsKB * 1024);
  runtime.setMemoryLimit(memoryMB * 1024 * 1024);
  runtime.setModuleLoader(() => beside('language.mjs'));
  const engine: Engine = { runtime, learner: runtime.newContext(), asking: runtime.newContext(), deadline: Infinity };
  runtime.setInterruptHandler(() => cpuMs() > engine.deadline);

  const { asking } = engine;
  const fromJson = prepare(engine);
  const door = asking.unwrapResult(asking.evalCode(`${beside('in-quickjs.js')};lastack`));
  engine.deadline = cpuMs() + loadMs;
  const loaded = evaluate(engine, readFileSync(load, 'utf8'));
  if (loaded.thrown) {
    const words = [asking.newNumber(id), loaded.thrown, asking.newString(SUBJECT_MODULE)];
    throw new Said(textOf(engine, asking.getProp(door, 'couldNotBeLoaded'), words));
  }
  const args = [loaded.exports, fromJson, asking.newNumber(replyBytes), asking.newString(SUBJECT_MODULE)];
  const ask = asking.unwrapResult(asking.callFunction(asking.getProp(door, 'open'), asking.undefined, ...args));
  return (call, name, values) => {
    engine.deadline = cpuMs() + callMs;
    const question = [asking.newNumber(call), asking.newString(name), asking.newString(JSON.stringify(values))];
    try {
      return textOf(engine, ask, question);
    } catch (thrown) {
      return errorReply(call, thrown);
    } finally {
      for (const handle of question) handle.dispose();
    }
  };
}

/**
 * This QuickJS answers BigInt.asUintN(32, -1n) with -1n: §21.2.2.2 of ECMAScript wants 2^32 − 1, and sequence numbers
 * are often counted so. Its asIntN is right, and the rest is an addition.
 */
const UNSIGNED = `{
  const { asIntN } = BigInt, big = BigInt, number = Number, { trunc } = Math;
  const { asUintN: value } = {
    asUintN(bits, bigint) {
      const signed = asIntN(bits, bigint);
      return signed < 0n ? signed + (1n << big(trunc(number(bits)))) : signed;
    },
  };
  Object.defineProperty(BigInt, 'asUintN', { value, writable: true, enumerable: false, configurable: true });
}`;

/** Makes the learner's realm ready; what it returns is the realm's own way from JSON to arguments. */
function prepare({ learner }: Engine): QuickJSHandle {
  const print = learner.newFunction('print', (line) => void process.stdout.write(`${learner.getString(line)}\n`));
  learner.unwrapResult(learner.evalCode(UNSIGNED)).dispose();
  const languageAlone = learner.unwrapResult(learner.evalCode(`(${languageOnly})`));
  return learner.unwrapResult(learner.callFunction(languageAlone, learner.undefined, print));
}

type Loaded = { readonly thrown: QuickJSHandle } | { readonly thrown?: never; readonly exports: QuickJSHandle };

function evaluate(engine: Engine, code: string): Loaded {
  const { learner, runtime } = engine;
  const result = learner.evalCode(code, SUBJECT_MODULE, { type: 'module' });
  if (result.error) return { thrown: unlessStopped(engine, result.error) };
  const jobs = runtime.executePendingJobs();
  if (jobs.error) return { thrown: unlessStopped(engine, jobs.error) };
  const state = learner.getPromiseState(result.value);
  switch (state.type) {
    case 'fulfilled':
      return { exports: state.value };
    case 'rejected':
      return { thrown: unlessStopped(engine, state.error) };
    case 'pending':
      // It awaits what will never come: nothing is left that could run.
      throw new Stopped('time');
  }
}

function textOf(engine: Engine, fn: QuickJSHandle, args: readonly QuickJSHandle[]): string {
  const { asking } = engine;
  const result = asking.callFunction(fn, asking.undefined, ...args);
  if (result.error) {
    unlessStopped(engine, result.error);
    throw new Error(`QuickJS: ${JSON.stringify(asking.dump(result.error))}`);
  }
  const text = asking.getString(result.value);
  result.value.dispose();
  return text;
}

/** Passes on what was thrown. Throws `Stopped` when it was the engine that threw, at one of its limits. */
function unlessStopped({ asking }: Engine, thrown: QuickJSHandle): QuickJSHandle {
  if (asking.typeof(thrown) !== 'object') return thrown;
  const field = (name: string): string => {
    const handle = asking.getProp(thrown, name);
    return handle.consume((value) => (asking.typeof(value) === 'string' ? asking.getString(value) : ''));
  };
  if (field('name') !== 'InternalError') return thrown;
  const message = field('message');
  if (message === 'interrupted') throw new Stopped('time');
  if (message === 'out of memory') throw new Stopped('memory');
  return thrown;
}
