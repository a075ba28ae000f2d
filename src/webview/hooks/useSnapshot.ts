import { useLayoutEffect, useState } from 'preact/hooks';
import type { SnapshotStore } from '../snapshotStore';

/** The store's snapshot; a new one draws again. What came between the first drawing and the subscription is not missed. */
export function useSnapshot<Snapshot extends object>(store: SnapshotStore<Snapshot>): Snapshot {
  const [snapshot, setSnapshot] = useState(store.snapshot);
  useLayoutEffect(() => {
    const take = (): void => {
      setSnapshot(store.snapshot);
    };
    take();
    return store.subscribe(take);
  }, [store]);
  return snapshot;
}
