import { useLayoutEffect, useState } from 'preact/hooks';
import type { PanelSnapshot, PanelStore } from '../panelStore';

/** The store's snapshot; a new one draws again. */
export function useSnapshot(store: PanelStore): PanelSnapshot {
  const [snapshot, setSnapshot] = useState(store.snapshot);
  useLayoutEffect(
    () =>
      store.subscribe(() => {
        setSnapshot(store.snapshot);
      }),
    [store],
  );
  return snapshot;
}
