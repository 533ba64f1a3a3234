/** What terminals send, as keys: xterm in both cursor modes, tmux, VS Code; text of any language. */
import { expect, test } from 'vitest';
import { keysOf } from '../src/watch/keys.ts';

test.each([
  ['h', ['h']],
  ['jjk', ['j', 'j', 'k']],
  ['\u001b[A\u001b[B\u001b[C\u001b[D', ['up', 'down', 'right', 'left']],
  ['\u001bOA\u001bOB', ['up', 'down']],
  ['\u001b[5~\u001b[6~\u001b[H\u001b[F', ['page-up', 'page-down', 'home', 'end']],
  ['\u001b', ['escape']],
  ['\u001bq', ['escape', 'q']],
  ['\r', ['enter']],
  ['\u007f \u0003\u001a\u000c', ['backspace', 'space', 'ctrl-c', 'ctrl-z', 'ctrl-l']],
  ['序列号𠮷', ['序', '列', '号', '𠮷']],
  ['\u001b[1;5A\u001b[200~x', ['x']],
  ['\u0001\u0007', []],
])('%j', (input, keys) => expect(keysOf(input)).toEqual(keys));
