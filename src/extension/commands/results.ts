import * as vscode from 'vscode';
import { RESULT_FORMATS } from '../../shared/resultText';
import type { App } from '../app';
import { exportResults } from '../results/exportResults';

/** Forgets the results, not the files. */
export function clearResults({ session }: App): void {
  session.clear();
}

/** Shows a result's detail in the panel. */
export function showResult({ session, panel }: App, id?: unknown): void {
  if (typeof id === 'number') session.select(id);
  session.setPage('results');
  panel.show();
}

/**
 * "Export Results": asks for form and file, and writes all results of the session.
 *
 * @returns the file; undefined when the user turned back
 * @throws XceptionError `usage` when there is no result
 */
export async function exportAllResults({ session }: App): Promise<string | undefined> {
  const items = RESULT_FORMATS.map((format) => ({
    label: format.toUpperCase(),
    detail:
      format === 'csv'
        ? vscode.l10n.t('A line per picture, for spreadsheets')
        : vscode.l10n.t('All listed classes, for programs'),
    format,
  }));
  const chosen = await vscode.window.showQuickPick(items, { title: vscode.l10n.t('Export Results') });
  return chosen && exportResults(session, session.entries, chosen.format);
}

/** Ends the inference process; the next picture starts a fresh one. */
export async function restartInference({ inference }: App): Promise<void> {
  await inference.stop();
  void vscode.window.showInformationMessage(
    vscode.l10n.t('The inference process was ended. The next picture starts a new one.'),
  );
}
