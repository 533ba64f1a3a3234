/** Which keys do what, in one line. */
import type { JSX } from 'react';
import type { Words } from '../words/words.ts';

export function KeyHelp({ words, id }: { readonly words: Words; readonly id: string }): JSX.Element {
  return (
    <p className="la-keys" id={id}>
      <span className="la-keys-title">{words.keys}</span>
      {words.keyHelp.map(([keys, meaning]) => (
        <span key={keys} className="la-key">
          <kbd>{keys}</kbd> {meaning}
        </span>
      ))}
    </p>
  );
}
