/** What is drawn, as one value. Every change makes a new snapshot and tells the listener. */
export class SnapshotStore<Snapshot extends object> {
  private listener: (() => void) | undefined;

  constructor(private current: Snapshot) {}

  get snapshot(): Snapshot {
    return this.current;
  }

  /** @returns a function that ends it */
  subscribe(listener: () => void): () => void {
    this.listener = listener;
    return () => {
      this.listener = undefined;
    };
  }

  protected change(changes: Partial<Snapshot>): void {
    this.current = { ...this.current, ...changes };
    this.listener?.();
  }
}
