import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { ResultEntry } from '../../shared/panelProtocol';

export interface ActiveEntry {
  /** Place of the entry that keys go on from. */
  readonly active: number;
  /** Goes to an entry that was pointed at. */
  readonly activate: (id: number) => void;
  /** Goes to an entry by key: the focus goes along. */
  readonly move: (index: number) => void;
}

/**
 * Which of the entries is in the tab order: the selected one, until the user moves on.
 *
 * @param box - holds the entries' elements, each with its place as `data-index`
 */
export function useActiveEntry(
  box: RefObject<HTMLElement | null>,
  entries: readonly ResultEntry[],
  selected: number | null,
): ActiveEntry {
  // Focus moves at once, however long the host takes to agree to the selection.
  const [activeId, setActiveId] = useState(selected);
  useEffect(() => {
    if (selected !== null) setActiveId(selected);
  }, [selected]);
  const active = Math.max(
    0,
    entries.findIndex(({ id }) => id === activeId),
  );
  const keyboard = useRef(false);
  useLayoutEffect(() => {
    if (!keyboard.current) return;
    keyboard.current = false;
    box.current?.querySelector<HTMLElement>(`[data-index="${active}"]`)?.focus({ preventScroll: true });
  }, [active]);
  return {
    active,
    activate: setActiveId,
    move: (index) => {
      keyboard.current = index !== active;
      setActiveId(entries[index]?.id ?? null);
    },
  };
}
