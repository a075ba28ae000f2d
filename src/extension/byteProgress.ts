import * as vscode from 'vscode';

/** What work in bytes gets, to be cancelled and to tell how far it is. */
export interface ByteProgress {
  /** Aborted by the notification's Cancel. */
  readonly signal: AbortSignal;
  readonly say: (message: string) => void;
  /** Moves the bar. Thousands of pieces come: only a step of the bar is worth a message. */
  readonly move: (done: number, total: number, message: () => string) => void;
}

/** Shows a notification with a bar and Cancel for as long as the work takes. */
export function withByteProgress<T>(
  title: string,
  work: (progress: ByteProgress) => Promise<T>,
): Thenable<T> {
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  return vscode.window.withProgress(options, (progress, token) => {
    const controller = new AbortController();
    token.onCancellationRequested(() => {
      controller.abort();
    });
    let shown = 0;
    return work({
      signal: controller.signal,
      say: (message) => {
        progress.report({ message });
      },
      move: (done, total, message) => {
        const percent = Math.floor((100 * done) / total);
        if (percent === shown) return;
        progress.report({ message: message(), increment: percent - shown });
        shown = percent;
      },
    });
  });
}
