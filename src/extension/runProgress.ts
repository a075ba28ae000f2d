import * as vscode from 'vscode';
import type { RunState } from '../shared/panelProtocol';
import { speedText } from './speedText';
import type { Run } from './run';

/** A run of so many pictures is worth a notification with a Cancel button; fewer show in panel and status bar only. */
const WORTH_A_NOTIFICATION = 5;

/**
 * Shows a large run as VS Code's own progress, with the very figures that the panel shows, until it is disposed.
 *
 * @param onProgress - fires when the run has got further
 */
export function showRunProgress(run: Run, onProgress: vscode.Event<void>): vscode.Disposable {
  // How many pictures folders hold is not known when a run begins.
  const worthIt = run.setPaused !== undefined || run.state.total >= WORTH_A_NOTIFICATION;
  if (!worthIt) return new vscode.Disposable(() => undefined);
  let end = (): void => undefined;
  const ended = new Promise<void>((resolve) => (end = resolve));
  const options = { location: vscode.ProgressLocation.Notification, title: 'Xception', cancellable: true };
  void vscode.window.withProgress(options, async (progress, token) => {
    let shown = 0;
    const report = (): void => {
      const { done, total } = run.state;
      const share = total === 0 ? 0 : (100 * done) / total;
      progress.report({ message: progressText(run.state), increment: Math.max(0, share - shown) });
      shown = Math.max(shown, share);
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

function progressText(state: RunState): string {
  const { activity, done, total } = state;
  if (total === 0) return activity;
  const counted = vscode.l10n.t('{0} ({1} of {2})', activity, done, total);
  const speed = speedText(state);
  return speed === '' ? counted : `${counted} · ${speed}`;
}
