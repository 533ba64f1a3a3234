/**
 * One learner's session: events in, commands done. It knows files and runs, and nothing of how the screen is shown.
 * Next: full-screen.ts
 */
import { existsSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Language, Text } from '@lastack/exercise-kit';
import { hintsOf } from '../commands/hint.ts';
import type { Course, Exercise } from '../course.ts';
import { loadProgress, saveProgress } from '../progress/progress-file.ts';
import { currentOf, reconciled } from '../progress/progress.ts';
import { refusalOf } from '../refusal.ts';
import { keepStarters, resetExercise, solutionOf, subjectOf } from '../starter.ts';
import type { Command, ScreenEvent } from './event.ts';
import { watchFile, type FileWatch } from './file-watch.ts';
import type { Judge } from './judge.ts';
import { reduce } from './reduce.ts';
import { TOP, type Item, type ScreenState } from './state.ts';

export interface SessionOptions {
  readonly course: Course;
  readonly language: Language;
  readonly judge: Judge;
  /** After every event, with what was and what is. */
  readonly onChange: (before: ScreenState, after: ScreenState) => void;
  readonly onQuit: (code: number) => void;
  /** Now, as ISO 8601. */
  readonly now: () => string;
}

const itemFor = (root: string, exercise: Exercise): Item => {
  const { id, title, minutes, version } = exercise.manifest;
  const path = subjectOf(exercise);
  return { id, title, minutes, version, file: relative(root, path), path };
};

export class Session {
  state: ScreenState;
  readonly #options: SessionOptions;
  /** Progress that must not be written over. */
  readonly #locked: boolean;
  #watch: FileWatch | null = null;
  /** Counts runs: what an older one says is not heard. */
  #run = 0;

  constructor(options: SessionOptions) {
    this.#options = options;
    const { root, exercises } = options.course;
    const { progress: kept, warning, locked } = loadProgress(root);
    this.#locked = locked;
    keepStarters(root, exercises);
    const progress = reconciled(
      kept,
      exercises.map(({ manifest }) => manifest.id),
    );
    const current = currentOf(progress, exercises)!.manifest.id;
    this.state = {
      items: exercises.map((exercise) => itemFor(root, exercise)),
      progress: { ...progress, current },
      ...{ current, warning, run: { type: 'none' }, view: { type: 'exercise' }, filter: 'all' },
      ...{ hint: null, question: null, notice: null, scroll: TOP },
    };
  }

  /** Judges the exercise at hand. */
  begin(): void {
    this.dispatch({ type: 'go', id: this.state.current });
  }

  dispatch(event: ScreenEvent): void {
    const before = this.state;
    const [after, commands] = reduce(before, event);
    this.state = after;
    // What the screen says was passed is kept already, whatever happens next.
    for (const command of commands) if (command.type === 'save') this.#save(command);
    if (after !== before) this.#options.onChange(before, after);
    for (const command of commands) if (command.type !== 'save') this.#do(command);
  }

  /** Ends what runs; nothing is heard afterwards. */
  async close(): Promise<void> {
    this.#run += 1;
    this.#watch?.close();
    await this.#options.judge.close();
  }

  #exercise(id: string): Exercise {
    return this.#options.course.exercises.find(({ manifest }) => manifest.id === id)!;
  }

  #do(command: Exclude<Command, { type: 'save' }>): void {
    switch (command.type) {
      case 'judge':
        return void this.#judge(command.id);
      case 'read-hint':
        return this.#hint(command);
      case 'read-solution':
        return this.dispatch({
          type: 'solution',
          solution: solutionOf(this.#options.course.root, this.#exercise(command.id)),
        });
      case 'reset':
        return this.#reset(command.id);
      case 'check-all':
        return void this.#checkAll();
      case 'stop-check':
        this.#run += 1;
        return this.#options.judge.stop();
      case 'quit':
        return this.#options.onQuit(command.code);
    }
  }

  async #judge(id: string): Promise<void> {
    const { judge, now } = this.#options;
    const run = (this.#run += 1);
    this.#follow(id);
    if (this.#busy) judge.stop();
    this.#busy = true;
    try {
      const verdict = await judge.judge(this.#exercise(id));
      if (run === this.#run && verdict !== null) this.dispatch({ type: 'judged', id, verdict, at: now() });
    } finally {
      if (run === this.#run) this.#busy = false;
    }
  }
  #busy = false;

  #followed: string | null = null;
  #follow(id: string): void {
    if (this.#followed === id) return;
    this.#followed = id;
    this.#watch?.close();
    this.#watch = watchFile(subjectOf(this.#exercise(id)), () => this.dispatch({ type: 'saved' }));
  }

  async #checkAll(): Promise<void> {
    const { judge, now, course } = this.#options;
    const run = (this.#run += 1);
    if (this.#busy) judge.stop();
    this.#busy = true;
    for (const exercise of course.exercises) {
      const { id } = exercise.manifest;
      if (run !== this.#run) return;
      this.dispatch({ type: 'check-began', id });
      const verdict = await judge.judge(exercise);
      if (run !== this.#run || verdict === null) return;
      this.dispatch({ type: 'checked', id, verdict, at: now() });
    }
    this.#busy = false;
  }

  #save({ progress }: Command & { type: 'save' }): void {
    if (this.#locked) return;
    const warning = saveProgress(this.#options.course.root, progress);
    const known = this.state.warning;
    if (warning?.en !== known?.en && (warning !== null || this.#unsaved)) {
      this.#unsaved = warning !== null;
      this.dispatch({ type: 'not-saved', warning });
    }
  }
  #unsaved = false;

  #hint({ id, level }: Command & { type: 'read-hint' }): void {
    const { folder } = this.#exercise(id);
    const path = join(folder, this.#options.language === 'en' ? 'hints.md' : 'hints.zh-Hans.md');
    const hints = existsSync(path) ? hintsOf(readFileSync(path, 'utf8')) : [];
    const text = hints[level - 1];
    this.dispatch({ type: 'hint', id, hint: text === undefined ? null : { level, of: hints.length, text } });
  }

  #reset(id: string): void {
    try {
      this.dispatch({ type: 'reset', id, ...resetExercise(this.#options.course.root, this.#exercise(id)) });
    } catch (error) {
      this.#tellError(error);
    }
  }

  /** What a person can mend is said; anything else is our own bug. */
  #tellError(error: unknown): void {
    const refusal = refusalOf(error);
    if (refusal === null) throw error;
    const notice: Text = refusal.text;
    this.dispatch({ type: 'told', notice });
  }
}
