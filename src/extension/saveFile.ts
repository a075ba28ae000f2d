import path from 'node:path';
import * as vscode from 'vscode';
import { XceptionError } from '../shared/xceptionError';
import { revealFile } from './revealFile';

/**
 * Asks where to put a file and writes it there.
 *
 * @param name - what it is called unless the user says otherwise; its extension says what it is
 * @returns whether it was written: the user may turn back
 * @throws XceptionError `usage` for a name that is none, `file-unreadable` when it cannot be written
 */
export async function saveFile(name: string, bytes: Uint8Array): Promise<boolean> {
  const extension = path.extname(name).slice(1);
  if (name !== path.basename(name) || extension === '')
    throw new XceptionError('usage', vscode.l10n.t('"{0}" is no name for a file.', name));
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const chosen = await vscode.window.showSaveDialog({
    ...(folder && { defaultUri: vscode.Uri.joinPath(folder, name) }),
    filters: { [extension.toUpperCase()]: [extension] },
  });
  if (!chosen) return false;
  try {
    await vscode.workspace.fs.writeFile(chosen, bytes);
  } catch (thrown) {
    const { message } = XceptionError.from(thrown);
    throw new XceptionError(
      'file-unreadable',
      vscode.l10n.t('{0} cannot be written: {1}', chosen.fsPath, message),
      { cause: thrown },
    );
  }
  void offerToReveal(chosen);
  return true;
}

async function offerToReveal(file: vscode.Uri): Promise<void> {
  const reveal = vscode.l10n.t('Reveal');
  const done = vscode.l10n.t('{0} is written.', path.basename(file.fsPath));
  if ((await vscode.window.showInformationMessage(done, reveal)) === reveal) await revealFile(file);
}
