import * as vscode from 'vscode';
import { isImageFile } from '../../model/image/imageFiles';
import type { ScanRequest } from '../../shared/datasetProtocol';
import type { ResultEntry } from '../../shared/panelProtocol';
import { XceptionError } from '../../shared/xceptionError';
import type { App } from '../app';
import type { FollowedRun } from '../folders/folderRuns';
import { scanRequest } from '../folders/scanRequest';
import { isFolder, localFolders } from '../localFolders';
import { chooseModel } from '../model/chooseModel';
import { selectedUris } from '../selectedUris';
import { requireTrust } from '../trust';

/**
 * "Classify Folder with Xception": all pictures of the folders of a selection, together with the pictures in it. From the
 * palette it asks for a pattern and looks through the workspace.
 *
 * @returns the entries with their results; undefined when the user turned back
 * @throws XceptionError `usage` in Restricted Mode, without a folder on a disk
 */
export async function classifyFolder(
  app: App,
  clicked?: unknown,
  selection?: unknown,
): Promise<readonly ResultEntry[] | undefined> {
  return (await runFolder(app, clicked, selection))?.entries;
}

/** {@link classifyFolder}, with the run itself. */
export async function runFolder(
  app: App,
  clicked: unknown,
  selection: unknown,
): Promise<FollowedRun | undefined> {
  requireTrust();
  const uris = selectedUris(clicked, selection);
  const scan = uris ? scanRequest(await localRoots(uris)) : await askForPattern();
  if (!scan) return undefined;
  const model = app.models.active ?? (await chooseModel(app));
  if (model === undefined) return undefined;
  const classifying = app.folders.classify(scan, model);
  app.panel.show({ preserveFocus: true });
  return classifying;
}

/** Whether a selection holds a folder on a disk. */
export async function holdsFolder(uris: readonly vscode.Uri[]): Promise<boolean> {
  for (const { scheme, fsPath } of uris) if (scheme === 'file' && (await isFolder(fsPath))) return true;
  return false;
}

/** The folders and pictures of a selection; a notes.md that came along is left out. */
async function localRoots(uris: readonly vscode.Uri[]): Promise<readonly string[]> {
  const files = uris.filter(({ scheme }) => scheme === 'file').map(({ fsPath }) => fsPath);
  const roots: string[] = [];
  for (const file of files) if (isImageFile(file) || (await isFolder(file))) roots.push(file);
  if (roots.length > 0) return [...new Set(roots)];
  throw new XceptionError('usage', vscode.l10n.t('Choose a folder of pictures on the disk.'));
}

async function askForPattern(): Promise<ScanRequest | undefined> {
  const folders = localFolders();
  if (folders.length === 0) {
    throw new XceptionError('usage', vscode.l10n.t('Open a folder of pictures on the disk first.'));
  }
  const pattern = await vscode.window.showInputBox({
    title: vscode.l10n.t('Classify Folder with Xception'),
    prompt: vscode.l10n.t(
      'Which pictures of the workspace, as a pattern: photos/**, **/*.jpg, {train,val}/**',
    ),
    value: '**',
  });
  if (pattern === undefined) return undefined;
  const include = pattern.trim() === '' || pattern.trim() === '**' ? [] : [pattern.trim()];
  return scanRequest(folders, include);
}
