/** A learner's own copy of the fixture course: a git clone, as learners have one. */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { FIXTURE } from './lastack.ts';

/** Inside the package, so that an exercise's imports are found; ignored by git. */
const PLACE = fileURLToPath(new URL('../test-results/', import.meta.url));

export class OwnCourse {
  readonly root: string;

  constructor() {
    mkdirSync(PLACE, { recursive: true });
    this.root = mkdtempSync(join(PLACE, 'course-'));
    cpSync(FIXTURE, this.root, { recursive: true });
    onTestFinished(() => rmSync(this.root, { recursive: true, force: true }));
  }

  /** The course's authors commit what stands there. */
  commit(message: string): void {
    const git = (...args: string[]): void =>
      void execFileSync('git', [
        '-C',
        this.root,
        '-c',
        'user.name=Author',
        '-c',
        'user.email=author@example.org',
        ...args,
      ]);
    git('init', '--quiet');
    git('add', '--all', '--force');
    git('commit', '--quiet', '--message', message);
  }

  path(...parts: readonly string[]): string {
    return join(this.root, ...parts);
  }

  read(file: string): string {
    return readFileSync(this.path(file), 'utf8');
  }

  write(file: string, text: string): void {
    writeFileSync(this.path(file), text);
  }

  /** What a learner keeps, as data. */
  progress(): { current: string | null; exercises: Record<string, Record<string, unknown>> } {
    return JSON.parse(this.read('.lastack/progress.json')) as ReturnType<OwnCourse['progress']>;
  }
}

export const clonedCourse = (): OwnCourse => {
  const course = new OwnCourse();
  course.commit('The course');
  return course;
};
