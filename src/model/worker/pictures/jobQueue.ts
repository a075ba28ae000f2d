/** Decoded pictures are large: no more are worked on at the same time. */
const AT_ONCE = 3;

/** Does jobs in their order, a few at a time. */
export class JobQueue {
  private readonly waiting: { readonly id: number; readonly run: () => Promise<void> }[] = [];
  private active = 0;

  add(id: number, run: () => Promise<void>): void {
    this.waiting.push({ id, run });
    this.fill();
  }

  /** Takes out a job that has not begun. */
  drop(id: number): void {
    const place = this.waiting.findIndex((job) => job.id === id);
    if (place >= 0) this.waiting.splice(place, 1);
  }

  private fill(): void {
    while (this.active < AT_ONCE) {
      const job = this.waiting.shift();
      if (!job) return;
      this.active++;
      void job.run().finally(() => {
        this.active--;
        this.fill();
      });
    }
  }
}
