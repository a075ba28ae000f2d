import * as vscode from 'vscode';
import { removeModel as removeFromDisk } from '../../model/download/removeModel';
import type { App } from '../app';
import { chooseModelFile as askForFile } from '../model/chooseModelFile';
import { catalogueEntry, modelFile } from '../model/modelRef';
import { megabytes } from '../model/modelSize';
import { provideModel } from '../model/provideModel';
import { revealFile } from '../revealFile';
import { requireTrust } from '../trust';

/** A click in the tree of models: uses the model, which is fetched first if it must be. */
export async function useModel(app: App, ref: unknown): Promise<void> {
  if (typeof ref !== 'string') return;
  const entry = catalogueEntry(ref);
  const provided = entry ? await provideModel(entry, app) : ref;
  if (provided !== undefined) await app.models.use(provided);
}

/** Fetches a model and leaves the one in use as it is. */
export async function downloadModel(app: App, ref: unknown): Promise<void> {
  const entry = typeof ref === 'string' ? catalogueEntry(ref) : undefined;
  if (!entry) return;
  await provideModel(entry, app);
  app.models.refresh();
}

/** Takes a model file out of the tree. */
export async function forgetModel(app: App, ref: unknown): Promise<void> {
  if (typeof ref === 'string') await app.models.forgetFile(ref);
}

/** Removes a fetched model from the disk, once the user has agreed. */
export async function removeModel(app: App, ref: unknown): Promise<void> {
  const entry = typeof ref === 'string' ? catalogueEntry(ref) : undefined;
  if (!entry) return;
  const remove = vscode.l10n.t('Remove');
  const answer = await vscode.window.showWarningMessage(
    vscode.l10n.t('Remove "{0}" from this machine?', entry.title),
    { modal: true, detail: vscode.l10n.t('{0} is deleted. It can be fetched again.', entry.folder) },
    remove,
  );
  if (answer !== remove) return;
  const { bytes } = await removeFromDisk(entry);
  app.models.refresh();
  vscode.window.setStatusBarMessage(vscode.l10n.t('{0} freed', megabytes(bytes)), 5000);
}

/** Shows a model's file where it lies: in the explorer if it is in the workspace, else in the system's own. */
export async function revealModel(_app: App, ref: unknown): Promise<void> {
  const file = typeof ref === 'string' ? modelFile(ref) : undefined;
  if (file !== undefined) await revealFile(vscode.Uri.file(file));
}

/** Opens what is known of a model's file. */
export async function inspectModel(_app: App, ref: unknown): Promise<void> {
  const file = typeof ref === 'string' ? modelFile(ref) : undefined;
  if (file !== undefined)
    await vscode.commands.executeCommand('xception.inspectWeights', vscode.Uri.file(file));
}

/** Asks for a model file and uses it. */
export async function chooseModelFile(app: App): Promise<void> {
  requireTrust();
  const ref = await askForFile();
  if (ref !== undefined) await app.models.use(ref);
}

/** Looks again at what is on this machine. */
export function refreshModels(app: App): void {
  app.found.refresh();
  app.models.refresh();
}
