import * as vscode from 'vscode';
import { catalogue } from '../../model/weights/catalogue';
import type { App } from '../app';
import { WeightsEditor } from '../weights/weightsEditor';

/**
 * Opens the editor that tells what a weights file holds.
 *
 * @param file - from a menu a Uri, from a view or another program a path or the id of a known model; else the user is asked
 */
export async function inspectWeights(_app: App, file?: unknown): Promise<void> {
  const uri = uriOf(file) ?? (await askForFile());
  if (uri) await vscode.commands.executeCommand('vscode.openWith', uri, WeightsEditor.viewType);
}

function uriOf(file: unknown): vscode.Uri | undefined {
  if (file instanceof vscode.Uri) return file;
  if (typeof file !== 'string') return undefined;
  return vscode.Uri.file(catalogue().find(({ id }) => id === file)?.file ?? file);
}

async function askForFile(): Promise<vscode.Uri | undefined> {
  const chosen = await vscode.window.showOpenDialog({
    title: vscode.l10n.t('Choose a Weights File to Inspect'),
    openLabel: vscode.l10n.t('Inspect'),
    filters: {
      [vscode.l10n.t('Weights files')]: ['keras', 'h5', 'hdf5', 'safetensors', 'pth', 'pt', 'json', 'pb'],
      [vscode.l10n.t('All files')]: ['*'],
    },
  });
  return chosen?.[0];
}
