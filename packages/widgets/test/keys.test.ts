import { expect, test } from 'vitest';
import { commandOf } from '../src/keys.ts';
import { wordsIn } from '../src/words/words-in.ts';

const plain = { shiftKey: false, altKey: false, ctrlKey: false, metaKey: false };

test.each([
  ['ArrowRight', { do: 'step', by: 1 }],
  ['ArrowUp', { do: 'mark', by: -1 }],
  [' ', { do: 'toggle' }],
  ['d', { do: 'damage', fate: 'drop' }],
  ['D', { do: 'damage', fate: 'drop' }],
  ['r', { do: 'restore' }],
])('%s', (key, command) => {
  expect(commandOf({ ...plain, key })).toEqual(command);
});

test('Shift and an arrow go to the next change of state', () => {
  expect(commandOf({ ...plain, key: 'ArrowRight', shiftKey: true })).toEqual({ do: 'transition', by: 1 });
});

test.each(['ctrlKey', 'metaKey', 'altKey'])('with %s a key belongs to the browser', (held) => {
  expect(commandOf({ ...plain, key: 'd', [held]: true })).toBeNull();
});

test('keys that mean nothing here are left alone', () => {
  for (const key of ['Tab', 'Enter', 'x', 'PageDown']) expect(commandOf({ ...plain, key })).toBeNull();
});

test('the help names as many keys in both languages', () => {
  expect(wordsIn('zh-Hans').keyHelp).toHaveLength(wordsIn('en').keyHelp.length);
});
