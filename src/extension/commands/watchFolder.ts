import path from 'node:path';
import * as vscode from 'vscode';
import { XceptionError } from '../../shared/xceptionError';
import type { App } from '../app';
import { isFolder } from '../localFolders';
import { keepWatchFolders, readSettings } from '../settings';
import { requireTrust } from '../trust';
import { watchedFolders } from '../watch/folderWatch';

/**
 * "Classify New Pictures of Folder": from now on, pictures are classified as they arrive in it.
 *
 * @throws XceptionError `usage` in Restricted Mode, and for what is no folder of the workspace
 */
export async function watchFolder(_app: App, clicked?: unknown): Promise<void> {
  requireTrust();
  const folder = clicked instanceof vscode.Uri ? clicked : vscode.workspace.workspaceFolders?.[0]?.uri;
  if (!folder || !(await isFolder(folder.fsPath)) || !vscode.workspace.getWorkspaceFolder(folder)) {
    throw new XceptionError('usage', vscode.l10n.t('Choose a folder of the workspace.'));
  }
  if (watchedFolders().includes(folder.fsPath)) return;
  await keepWatchFolders([...readSettings().watchFolders, settingOf(folder)]);
  void vscode.window.showInformationMessage(
    vscode.l10n.t(
      'Pictures are classified as they arrive in {0}.',
      vscode.workspace.asRelativePath(folder) || folder.fsPath,
    ),
  );
}

/** "Stop Classifying New Pictures". */
export async function unwatchFolder(_app: App, clicked?: unknown): Promise<void> {
  if (!(clicked instanceof vscode.Uri)) return keepWatchFolders([]);
  const all = watchedFolders();
  await keepWatchFolders(readSettings().watchFolders.filter((_, index) => all[index] !== clicked.fsPath));
}

/** Relative where it can be, so that the setting holds on another machine too. */
function settingOf(folder: vscode.Uri): string {
  const root = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
  const relative = path.relative(root, folder.fsPath);
  if (relative === '') return '.';
  return relative.startsWith('..') ? folder.fsPath : relative.replaceAll(path.sep, '/');
}
