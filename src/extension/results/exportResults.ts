import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import type { ResultEntry } from '../../shared/panelProtocol';
import { resultsText, type ResultFormat } from '../../shared/resultText';
import { XceptionError } from '../../shared/xceptionError';
import { revealFile } from '../revealFile';
import type { Session } from '../session';

/**
 * Asks for a file and writes results there.
 *
 * @returns the file; undefined when the user turned back
 * @throws XceptionError `usage` when there is nothing to write, `file-unreadable` when the file cannot be written
 */
export async function exportResults(
  session: Session,
  entries: readonly ResultEntry[],
  format: ResultFormat,
): Promise<string | undefined> {
  if (entries.length === 0) {
    throw new XceptionError(
      'usage',
      vscode.l10n.t('There is no result to export. Classify a picture first.'),
    );
  }
  const folder =
    vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file(path.dirname(entries[0]?.file ?? ''));
  const chosen = await vscode.window.showSaveDialog({
    title: vscode.l10n.t('Export Results'),
    defaultUri: vscode.Uri.joinPath(folder, `xception-results.${format}`),
    filters: { [format.toUpperCase()]: [format] },
  });
  if (!chosen) return undefined;
  const { models } = session.state;
  try {
    await writeFile(chosen.fsPath, resultsText(format, entries, models));
  } catch (thrown) {
    const { message } = XceptionError.from(thrown);
    throw new XceptionError(
      'file-unreadable',
      vscode.l10n.t('{0} cannot be written: {1}', chosen.fsPath, message),
      { cause: thrown },
    );
  }
  void offerToReveal(chosen, entries.length);
  return chosen.fsPath;
}

async function offerToReveal(file: vscode.Uri, count: number): Promise<void> {
  const reveal = vscode.l10n.t('Reveal');
  const done = vscode.l10n.t('{0} results are written to {1}.', count, path.basename(file.fsPath));
  if ((await vscode.window.showInformationMessage(done, reveal)) === reveal) await revealFile(file);
}
