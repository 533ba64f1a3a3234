/** The reader's bench beside the drawing: the marked packet, the changes, both hosts' tables, the clocks. */
import type { JSX } from 'react';
import { faultOn } from '../fault.ts';
import type { Words } from '../words/words.ts';
import { Clocks } from './Clocks.tsx';
import { FaultList } from './FaultList.tsx';
import { HostTables } from './HostTables.tsx';
import { PacketPanel } from './PacketPanel.tsx';
import type { LadderInUse } from './useLadder.ts';

interface Props {
  readonly ladder: LadderInUse;
  readonly name: string;
  readonly words: Words;
}

export function Bench({ ladder, name, words }: Props): JSX.Element {
  const { state, run, hands, dispatch } = ladder;
  const { cursor, faults, marked } = state;
  return (
    <>
      <PacketPanel
        packet={run.packets.find(({ packet }) => packet.identity === marked)}
        fault={marked === null ? undefined : faultOn(faults, marked)}
        words={words}
        onMarkNext={hands.markNext}
        onDamage={hands.damage}
        onRestore={hands.restore}
      />
      <FaultList
        faults={faults}
        packets={run.packets}
        words={words}
        onRepair={(identity) => dispatch({ type: 'repair', identity })}
        onRepairAll={() => dispatch({ type: 'repair-all' })}
      />
      <HostTables trace={run.trace} at={cursor.at} name={name} words={words} />
      <Clocks trace={run.trace} at={cursor.at} words={words} />
    </>
  );
}
