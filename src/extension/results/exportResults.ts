import path from 'node:path';
import * as vscode from 'vscode';
import type { ResultEntry } from '../../shared/panelProtocol';
import { resultsText, type ResultFormat } from '../../shared/resultText';
import { XceptionError } from '../../shared/xceptionError';
import { saveNewFile } from '../saveFile';
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
  const saved = await saveNewFile({
    title: vscode.l10n.t('Export Results'),
    folder,
    name: `xception-results.${format}`,
    extension: format,
    content: () => Buffer.from(resultsText(format, entries, session.records)),
    written: (name) => vscode.l10n.t('{0} results are written to {1}.', entries.length, name),
  });
  return saved?.fsPath;
}
