import * as vscode from 'vscode';
import type { App } from '../app';
import { chooseWeightsFile } from '../model/chooseModelFile';
import { catalogueEntry } from '../model/modelRef';
import { WeightsEditor } from '../weights/weightsEditor';

/**
 * Opens the editor that tells what a weights file holds.
 *
 * @param file - from a menu a Uri, from a view or another program a path or the id of a known model; else the user is asked
 */
export async function inspectWeights(_app: App, file?: unknown): Promise<void> {
  const words = {
    title: vscode.l10n.t('Choose a Weights File to Inspect'),
    openLabel: vscode.l10n.t('Inspect'),
  };
  const uri = uriOf(file) ?? (await chooseWeightsFile(words));
  if (uri) await vscode.commands.executeCommand('vscode.openWith', uri, WeightsEditor.viewType);
}

function uriOf(file: unknown): vscode.Uri | undefined {
  if (file instanceof vscode.Uri) return file;
  if (typeof file !== 'string') return undefined;
  return vscode.Uri.file(catalogueEntry(file)?.file ?? file);
}
