/** What somebody's program prints must not steer the screen. Next: course.ts */

/** Escape sequences go, other control characters become blanks. */
export const printable = (text: string): string =>
  // eslint-disable-next-line no-control-regex -- these are the characters that would
  text.replace(/\u001b\[[0-?]*[ -/]*[@-~]/g, '').replace(/[\u0000-\u001f\u007f-\u009f]/g, ' ');
