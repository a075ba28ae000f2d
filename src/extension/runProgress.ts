import * as vscode from 'vscode';
import type { ClassifyRun } from './classifyRun';

/** A run of so many pictures is worth a notification with a Cancel button; fewer show in panel and status bar only. */
const WORTH_A_NOTIFICATION = 5;

/**
 * Shows a large run as VS Code's own progress, with the very figures that the panel shows, until it is disposed.
 *
 * @param onProgress - fires when the run has got further
 */
export function showRunProgress(run: ClassifyRun, onProgress: vscode.Event<void>): vscode.Disposable {
  if (run.state.total < WORTH_A_NOTIFICATION) return new vscode.Disposable(() => undefined);
  let end = (): void => undefined;
  const ended = new Promise<void>((resolve) => (end = resolve));
  const options = { location: vscode.ProgressLocation.Notification, title: 'Xception', cancellable: true };
  void vscode.window.withProgress(options, async (progress, token) => {
    let shown = 0;
    const report = (): void => {
      const { activity, done, total } = run.state;
      progress.report({
        message: vscode.l10n.t('{0} ({1} of {2})', activity, done, total),
        increment: ((done - shown) / total) * 100,
      });
      shown = done;
    };
    report();
    const listening = [
      onProgress(report),
      token.onCancellationRequested(() => {
        run.cancel();
      }),
    ];
    await ended;
    for (const listener of listening) listener.dispose();
  });
  return new vscode.Disposable(end);
}
