/** `true` once the page runs; `false` in the page as it was built, where nothing can move and nothing is yet to come. */
import { useSyncExternalStore } from 'react';

const never = (): (() => void) => () => undefined;

export const useLive = (): boolean =>
  useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
