/** `lastack` alone: the learner's screen. Saving the file judges it; nothing advances by itself. */
import { createInterface } from 'node:readline';
import type { Run } from '../command.ts';
import { exerciseAround, findCourse, idNamed, type Course } from '../course.ts';
import { Refusal } from '../refusal.ts';
import type { Terminal } from '../terminal.ts';
import { layout } from '../watch/draw.ts';
import { openFullScreen } from '../watch/full-screen.ts';
import { openJudge } from '../watch/judge.ts';
import { tell } from '../watch/plain.ts';
import { Session } from '../watch/session.ts';
import type { Room } from '../watch/state.ts';

const now = (): string => new Date().toISOString();
const NO_ROOM: Room = { down: 0, right: 0, page: 1 };

/** The exercise in whose folder the command was called is where to go on. */
function begin(session: Session, course: Course, cwd: string): void {
  const around = exerciseAround(course, cwd);
  if (around) session.dispatch({ type: 'go', id: around.manifest.id });
  else session.begin();
}

function onScreen(course: Course, terminal: Terminal): Promise<number> {
  return new Promise((resolve) => {
    let room = NO_ROOM;
    const quit = (code: number): void => {
      screen.close();
      void session.close().finally(() => resolve(code));
    };
    const draw = (): void => {
      const drawn = layout(session.state, screen.size, terminal.language, screen.paint);
      room = drawn.room;
      screen.show(drawn.lines);
    };
    const session = new Session({
      course,
      language: terminal.language,
      judge: openJudge(),
      onChange: draw,
      onQuit: quit,
      now,
    });
    const screen = openFullScreen(terminal, {
      onKey: (key) => session.dispatch({ type: 'key', key, room }),
      onResize: draw,
      onSignal: quit,
    });
    begin(session, course, terminal.cwd);
  });
}

/** What was typed in a line: a key, or the name of an exercise. */
function typed(words: string, session: Session, course: Course, terminal: Terminal): void {
  if (words.length <= 1 || (words.length === 2 && words.startsWith('/'))) {
    session.dispatch({ type: 'key', key: words === '' ? 'enter' : words, room: NO_ROOM });
    return;
  }
  const ids = course.exercises.map(({ manifest }) => manifest.id);
  try {
    session.dispatch({ type: 'go', id: idNamed(ids, words) });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    terminal.print(terminal.say(error.text));
  }
}

function lineByLine(course: Course, terminal: Terminal): Promise<number> {
  return new Promise((resolve) => {
    const input = createInterface({ input: process.stdin });
    let ended = false;
    const quit = (code: number): void => {
      process.off('SIGINT', interrupted).off('SIGTERM', terminated);
      input.close();
      // A pipe that is still open would keep this process waiting for it.
      process.stdin.destroy();
      void session.close().finally(() => resolve(code));
    };
    const interrupted = (): void => quit(130);
    const terminated = (): void => quit(143);
    /** Nobody can type any more: the answer to what was asked last is the end. */
    const maybeOver = (): void => {
      const { run, view } = session.state;
      const checking =
        view.type === 'check' && Object.values(view.marks).some((mark) => mark === 'waiting' || mark === 'running');
      if (ended && run.type === 'judged' && !checking) quit(run.verdict.outcome === 'passed' ? 0 : 1);
    };
    const session: Session = new Session({
      course,
      language: terminal.language,
      judge: openJudge(),
      onChange: (before, after) => {
        tell(before, after, terminal.language).forEach((line) => terminal.print(line));
        maybeOver();
      },
      onQuit: quit,
      now,
    });
    process.on('SIGINT', interrupted).on('SIGTERM', terminated);
    tell(null, session.state, terminal.language).forEach((line) => terminal.print(line));
    begin(session, course, terminal.cwd);
    input.on('line', (words) => typed(words.trim(), session, course, terminal));
    input.on('close', () => {
      ended = true;
      maybeOver();
    });
  });
}

export const run: Run = (call, terminal) => {
  const course = findCourse(terminal.cwd);
  const dumb = process.env['TERM'] === 'dumb';
  const person = process.stdin.isTTY && process.stdout.isTTY && !dumb;
  return person && !call.has('plain') ? onScreen(course, terminal) : lineByLine(course, terminal);
};
