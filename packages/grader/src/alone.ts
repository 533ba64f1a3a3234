/** Runs may go side by side, or one may have the machine to itself: a lock of readers and a writer, first come first. */

type Release = () => void;

let running = 0;
let exclusive = false;
const waiting: { readonly alone: boolean; readonly go: () => void }[] = [];

function next(): void {
  for (;;) {
    const [first] = waiting;
    if (first === undefined || exclusive || (first.alone && running > 0)) return;
    waiting.shift();
    if (first.alone) exclusive = true;
    else running++;
    first.go();
  }
}

function enter(alone: boolean): Promise<Release> {
  return new Promise((resolve) => {
    const leave = (): void => {
      if (alone) exclusive = false;
      else running--;
      next();
    };
    waiting.push({ alone, go: () => resolve(leave) });
    next();
  });
}

/** Runs `work` beside others, or (`alone`) when nothing else runs in this process. */
export async function withMachine<T>(alone: boolean, work: () => Promise<T>): Promise<T> {
  const leave = await enter(alone);
  try {
    return await work();
  } finally {
    leave();
  }
}
