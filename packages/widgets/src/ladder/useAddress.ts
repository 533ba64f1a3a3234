/** The page's address remembers what the reader did, and a link brings it back. */
import { useEffect, useRef } from 'react';
import { readAddress, writeAddress, type Remembered } from '../address.ts';
import type { LadderState } from '../ladder-state.ts';

/** The address of the page that a widget stands on; the page says how it is read and replaced. */
export interface PageAddress {
  /** The query, with its `?`, or empty. */
  read(): string;
  replace(search: string): void;
}

export function useAddress(
  name: string,
  state: LadderState,
  address: PageAddress | undefined,
  onRemember: (remembered: Remembered) => void,
): void {
  const ports = useRef({ address, onRemember });
  useEffect(() => {
    ports.current = { address, onRemember };
  });
  useEffect(() => {
    const remembered = readAddress(ports.current.address?.read() ?? '', name);
    if (remembered.at !== undefined || remembered.faults.length > 0) ports.current.onRemember(remembered);
  }, [name]);
  const { touched, faults, cursor } = state;
  useEffect(() => {
    const page = ports.current.address;
    if (!page || !touched || cursor.playing) return;
    const search = page.read();
    const next = writeAddress(search, name, { at: cursor.at, faults });
    if (next !== search) page.replace(next);
  }, [name, touched, faults, cursor.at, cursor.playing]);
}
