/** Ctrl+C as an abort signal. The second Ctrl+C ends the process as usual. */
export function onInterrupt(): { readonly signal: AbortSignal; dispose(): void } {
  const controller = new AbortController();
  const interrupt = (): void => {
    controller.abort();
  };
  process.once('SIGINT', interrupt);
  return {
    signal: controller.signal,
    dispose: () => process.removeListener('SIGINT', interrupt),
  };
}

/** Exit code of a process that was interrupted: 128 and the number of SIGINT, as shells have it. */
export const INTERRUPTED = 130;
