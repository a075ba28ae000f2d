import * as vscode from 'vscode';
import { IMAGE_EXTENSIONS, isImageFile } from '../../model/image/imageFiles';
import type { ResultEntry } from '../../shared/panelProtocol';
import type { App } from '../app';
import { chooseModel } from '../model/chooseModel';
import type { ModelRef } from '../model/modelRef';
import { selectedFiles, type SelectedFiles } from '../selectedFiles';
import { selectedUris } from '../selectedUris';
import { requireTrust } from '../trust';
import { classifyFolder, holdsFolder } from './classifyFolder';

/** A scan of folders that takes longer than this shows that it goes on. */
const SHOW_SCAN_AFTER_MS = 500;

/**
 * "Classify with Xception". From the explorer it gets the row that was clicked and the whole selection, from a tab its file,
 * from the palette nothing. A selection with a folder in it is a run of folders.
 *
 * @returns the entries with their results; undefined when the user turned back
 * @throws XceptionError `usage` in Restricted Mode and when no picture was selected
 */
export async function classifyImage(
  app: App,
  clicked?: unknown,
  selection?: unknown,
): Promise<readonly ResultEntry[] | undefined> {
  const uris = selectedUris(clicked, selection);
  if (uris && (await holdsFolder(uris))) return classifyFolder(app, clicked, selection);
  const asked = await askedPictures(app, clicked, selection);
  if (!asked) return undefined;
  const classifying = app.classifier.classify(asked.files, asked.model);
  app.panel.show({ preserveFocus: true });
  return classifying;
}

/**
 * The pictures that a command is about, and the model that judges them; undefined when the user turned back.
 *
 * @throws XceptionError `usage` in Restricted Mode and when no picture was selected
 */
export async function askedPictures(
  app: App,
  clicked: unknown,
  selection: unknown,
): Promise<{ readonly files: readonly string[]; readonly model: ModelRef } | undefined> {
  requireTrust();
  const uris = selectedUris(clicked, selection) ?? activePicture() ?? (await askForPictures());
  if (uris === undefined) return undefined;
  const { files, notes } = await scan(uris);
  const model = app.models.active ?? (await chooseModel(app));
  if (model === undefined) return undefined;
  for (const note of notes) app.log.warn(note);
  if (notes[0] !== undefined) void vscode.window.showWarningMessage(notesText(notes[0], notes.length - 1));
  return { files, model };
}

function activePicture(): readonly vscode.Uri[] | undefined {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  const shows = input instanceof vscode.TabInputCustom || input instanceof vscode.TabInputText;
  return shows && isImageFile(input.uri.fsPath) ? [input.uri] : undefined;
}

function askForPictures(): Thenable<readonly vscode.Uri[] | undefined> {
  return vscode.window.showOpenDialog({
    title: vscode.l10n.t('Choose Pictures to Classify'),
    openLabel: vscode.l10n.t('Classify'),
    canSelectMany: true,
    filters: { [vscode.l10n.t('Pictures')]: IMAGE_EXTENSIONS.map((extension) => extension.slice(1)) },
  });
}

/** Looks for the pictures, with a Cancel button when that takes long. */
async function scan(uris: readonly vscode.Uri[]): Promise<SelectedFiles> {
  const controller = new AbortController();
  const scanning = selectedFiles(uris, controller.signal);
  const timer = setTimeout(() => {
    const options = {
      location: vscode.ProgressLocation.Notification,
      title: vscode.l10n.t('Looking for pictures …'),
      cancellable: true,
    };
    void vscode.window.withProgress(options, async (_progress, token) => {
      token.onCancellationRequested(() => {
        controller.abort();
      });
      await scanning.catch(() => undefined);
    });
  }, SHOW_SCAN_AFTER_MS);
  try {
    return await scanning;
  } finally {
    clearTimeout(timer);
  }
}

function notesText(first: string, others: number): string {
  return others === 0 ? first : vscode.l10n.t('{0} ({1} more in the log)', first, others);
}
