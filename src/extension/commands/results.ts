import * as vscode from 'vscode';
import type { App } from '../app';

/** Forgets the results, not the files. */
export function clearResults({ session }: App): void {
  session.clear();
}

/** Ends the inference process; the next picture starts a fresh one. */
export async function restartInference({ inference }: App): Promise<void> {
  await inference.stop();
  void vscode.window.showInformationMessage(
    vscode.l10n.t('The inference process was ended. The next picture starts a new one.'),
  );
}
