import { homedir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import type { TrainingState } from '../../shared/training';
import { XceptionError } from '../../shared/xceptionError';

const EXTENSION = '.keras';

/** Asks for a folder whose subfolders are classes; undefined when the user turned back. */
export async function chooseTrainingFolder(): Promise<string | undefined> {
  const chosen = await vscode.window.showOpenDialog({
    title: vscode.l10n.t('Choose a Folder Whose Subfolders Are Classes'),
    openLabel: vscode.l10n.t('Look at It'),
    canSelectFiles: false,
    canSelectFolders: true,
  });
  return chosen?.[0]?.fsPath;
}

/**
 * Asks where the trained model goes. The dialog has asked before it gives the name of a file that is there.
 *
 * @returns undefined when the user turned back
 * @throws XceptionError `usage` for a file of another kind
 */
export async function chooseTrainedFile({ name, out }: TrainingState): Promise<string | undefined> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? homedir();
  const chosen = await vscode.window.showSaveDialog({
    title: vscode.l10n.t('Train on “{0}”', name),
    saveLabel: vscode.l10n.t('Train'),
    defaultUri: vscode.Uri.file(out ?? path.join(folder, `${name}${EXTENSION}`)),
    filters: { [vscode.l10n.t('Keras 3 archive')]: [EXTENSION.slice(1)] },
  });
  if (!chosen) return undefined;
  const { fsPath } = chosen;
  if (path.extname(fsPath).toLowerCase() === EXTENSION) return fsPath;
  throw new XceptionError(
    'usage',
    vscode.l10n.t(
      'A trained model is a .keras file, not “{0}”. “Export Model…” writes other formats of it.',
      path.basename(fsPath),
    ),
  );
}
