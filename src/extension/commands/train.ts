import { statSync } from 'node:fs';
import * as vscode from 'vscode';
import { XceptionError } from '../../shared/xceptionError';
import type { App } from '../app';
import { chooseTrainingFolder } from '../training/chooseTraining';
import { lookAtFolder } from '../training/lookAtFolder';
import { requireTrust } from '../trust';

/**
 * "Train a Classifier from Folders…": looks at a folder and shows in the panel what can be learnt from it. From the explorer it
 * gets the folder that was clicked, from the palette nothing.
 *
 * @throws XceptionError `usage` in Restricted Mode, for what is no folder on the disk, and while a training goes on
 */
export async function train(app: App, clicked?: unknown): Promise<void> {
  requireTrust();
  const folder = clicked instanceof vscode.Uri ? folderOf(clicked) : await chooseTrainingFolder();
  if (folder === undefined) return;
  await lookAtFolder(app, folder, () => {
    app.panel.show();
  });
}

function folderOf({ scheme, fsPath }: vscode.Uri): string {
  if (scheme === 'file' && statSync(fsPath, { throwIfNoEntry: false })?.isDirectory() === true) return fsPath;
  throw new XceptionError('usage', vscode.l10n.t('“{0}” is no folder on the disk.', fsPath));
}
