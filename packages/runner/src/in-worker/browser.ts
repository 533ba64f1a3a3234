/** The worker's machine in a browser: one realm for the test and the learner's code. */
import type { Order, Told } from '../messages.ts';
import { shareRealm } from '../realm/shared-realm.ts';
import { linkSubject } from '../subject-file/link.mjs';
import { serve, type Machine } from './serve.ts';

export function serveInBrowser(load: () => Promise<unknown>, language: string): Promise<void> {
  return serve(machine, load, language);
}

/** What a dedicated worker has, of which a page's types know nothing. */
interface WorkerScope {
  postMessage(told: Told): void;
  addEventListener(type: 'message', ear: (event: MessageEvent<Order>) => void, options: { once: boolean }): void;
  addEventListener(type: 'unhandledrejection', ear: (event: PromiseRejectionEvent) => void): void;
  addEventListener(type: 'error', ear: (event: ErrorEvent) => void): void;
}

// In hand before the realm is bared of it (realm/shared-realm.ts).
const scope = globalThis as unknown as WorkerScope;
const postMessage = scope.postMessage.bind(scope);
const strays: unknown[] = [];
const last = { reason: Symbol('the last rejection'), seen: (): void => {} };

/** An address under which `code` can be imported. */
const addressOf = (code: string): string => URL.createObjectURL(new Blob([code], { type: 'text/javascript' }));

const machine: Machine = {
  // The test would find what is taken out of the realm before the learner's code is loaded.
  collectsFirst: false,
  tell: (told) => postMessage(told),
  order: () => new Promise((resolve) => scope.addEventListener('message', ({ data }) => resolve(data), { once: true })),
  prepare({ code, links }, language, print) {
    scope.addEventListener('unhandledrejection', (event) => {
      event.preventDefault();
      if (event.reason === last.reason) last.seen();
      else strays.push(event.reason);
    });
    scope.addEventListener('error', (event) => {
      event.preventDefault();
      strays.push(event.error);
    });
    const linked = linkSubject({ code, links }, links.length > 0 ? addressOf(language) : '');
    const file = addressOf(linked);
    const realm = shareRealm(print);
    const evaluate = (): Promise<Record<string, unknown>> => import(file);
    return { load: () => realm.open(evaluate, file), file, between: realm.look };
  },
  /** Rejections are told in their order: when one of our own is told, all before it have been. */
  async strays() {
    await new Promise<void>((resolve) => {
      last.seen = resolve;
      void Promise.reject(last.reason as unknown);
    });
    return strays;
  },
};
