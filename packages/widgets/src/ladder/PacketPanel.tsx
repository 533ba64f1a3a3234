/** The marked packet, and what can be done to it. */
import type { JSX } from 'react';
import { flagNames } from '@lastack/tcp';
import { formatTime } from '@lastack/trace';
import { FATES, type Fate, type Fault, type SentPacket } from '../fault.ts';
import type { Words } from '../words/words.ts';

interface Props {
  readonly packet: SentPacket | undefined;
  readonly fault: Fault | undefined;
  readonly words: Words;
  onMarkNext(by: 1 | -1): void;
  onDamage(fate: Fate): void;
  onRestore(): void;
}

export function PacketPanel({ packet, fault, words, onMarkNext, onDamage, onRestore }: Props): JSX.Element {
  return (
    <div role="group" className="la-packet" aria-label={words.packet}>
      <p className="la-title">{words.packet}</p>
      <p className="la-packet-name" aria-live="polite">
        {packet ? <PacketName sent={packet} words={words} /> : words.noPacket}
        {fault && <em className="la-fate"> · {words.done[fault.fate]}</em>}
      </p>
      <div className="la-buttons">
        <button type="button" className="la-button" aria-label={words.previousPacket} onClick={() => onMarkNext(-1)}>
          ↑
        </button>
        <button type="button" className="la-button" aria-label={words.nextPacket} onClick={() => onMarkNext(1)}>
          ↓
        </button>
        {FATES.map((fate) => (
          <button
            key={fate}
            type="button"
            className="la-button la-word"
            aria-pressed={fault?.fate === fate}
            disabled={!packet}
            onClick={() => onDamage(fate)}
          >
            {words.do[fate]}
          </button>
        ))}
        <button type="button" className="la-button la-word" disabled={!fault} onClick={onRestore}>
          {words.restore}
        </button>
      </div>
    </div>
  );
}

export function PacketName({ sent, words }: { readonly sent: SentPacket; readonly words: Words }): JSX.Element {
  const { transmission } = sent;
  return (
    <>
      <code>{flagNames(sent.packet.segment)}</code> {words.sentBy(sent.host, formatTime(sent.at))}
      {transmission > 1 && ` · ${words.transmission(transmission)}`}
    </>
  );
}
