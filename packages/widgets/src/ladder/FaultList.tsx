/** Everything the reader did to the network, each with its way back. */
import type { JSX } from 'react';
import type { Fault, SentPacket } from '../fault.ts';
import type { Words } from '../words/words.ts';
import { PacketName } from './PacketPanel.tsx';

interface Props {
  readonly faults: readonly Fault[];
  readonly packets: readonly SentPacket[];
  readonly words: Words;
  onRepair(identity: string): void;
  onRepairAll(): void;
}

export function FaultList({ faults, packets, words, onRepair, onRepairAll }: Props): JSX.Element {
  return (
    <div role="group" className="la-faults" aria-label={words.changes}>
      <p className="la-title">{words.changes}</p>
      {faults.length === 0 && <p>{words.noChange}</p>}
      <ul>
        {faults.map((fault) => (
          <li key={fault.identity}>
            <FaultName fault={fault} packets={packets} words={words} />{' '}
            <button
              type="button"
              className="la-button la-word"
              aria-label={words.undo(`${fault.identity} ${words.done[fault.fate]}`)}
              onClick={() => onRepair(fault.identity)}
            >
              {words.restore}
            </button>
          </li>
        ))}
      </ul>
      {faults.length > 1 && (
        <button type="button" className="la-button la-word" onClick={onRepairAll}>
          {words.undoAll}
        </button>
      )}
    </div>
  );
}

/** An earlier change can make a packet disappear from the run: then its fault waits, and says so. */
function FaultName({ fault, packets, words }: Pick<Props, 'packets' | 'words'> & { fault: Fault }): JSX.Element {
  const sent = packets.find(({ packet }) => packet.identity === fault.identity);
  return (
    <>
      {sent ? <PacketName sent={sent} words={words} /> : <code>{fault.identity}</code>}{' '}
      <em className="la-fate">{words.done[fault.fate]}</em>
      {!sent && ` (${words.missed})`}
    </>
  );
}
