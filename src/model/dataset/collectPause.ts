/** Lets a run rest and go on: what it has begun is finished first. */
export class CollectPause {
  private gate: { readonly open: Promise<void>; readonly resume: () => void } | undefined;

  get isPaused(): boolean {
    return this.gate !== undefined;
  }

  pause(): void {
    if (this.gate) return;
    let resume = (): void => undefined;
    const open = new Promise<void>((resolve) => {
      resume = resolve;
    });
    this.gate = { open, resume };
  }

  resume(): void {
    this.gate?.resume();
    this.gate = undefined;
  }

  /** Kept once the run may go on, or is to end. */
  async resumed(signal: AbortSignal): Promise<void> {
    const { gate } = this;
    if (!gate || signal.aborted) return;
    let listener = (): void => undefined;
    const aborted = new Promise<void>((resolve) => {
      listener = resolve;
    });
    signal.addEventListener('abort', listener, { once: true });
    await Promise.race([gate.open, aborted]);
    signal.removeEventListener('abort', listener);
  }
}
