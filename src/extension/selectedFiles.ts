import path from 'node:path';
import * as vscode from 'vscode';
import { expandPaths, IMAGE_EXTENSIONS, isImageFile } from '../model/image/imageFiles';
import { XceptionError } from '../shared/xceptionError';
import { isFolder } from './localFolders';

/** More pictures than this are not taken from one click. */
export const MAX_FILES = 10_000;

/** What a command got to work on, as picture files. */
export interface SelectedFiles {
  readonly files: readonly string[];
  /** What the user should know of what was left out, for people. */
  readonly notes: readonly string[];
}

/**
 * The pictures among what was selected: files whose name promises one, and those in folders. A menu's command gets the whole
 * selection, whatever the row that was clicked, so a notes.md may come along; it is left out without a word.
 *
 * @throws XceptionError `usage` when nothing usable is left, with the reason; `cancelled`
 */
export async function selectedFiles(
  uris: readonly vscode.Uri[],
  signal?: AbortSignal,
): Promise<SelectedFiles> {
  const local = uris.filter(({ scheme }) => scheme === 'file').map(({ fsPath }) => fsPath);
  if (local.length === 0) {
    throw new XceptionError(
      'usage',
      vscode.l10n.t('Xception reads pictures from the disk only. Save the picture as a file first.'),
    );
  }
  const usable: string[] = [];
  for (const file of local) if (isImageFile(file) || (await isFolder(file))) usable.push(file);
  if (usable.length === 0) throw noPicture(local);
  const { files, failures } = await expandPaths([...new Set(usable)], { ...(signal && { signal }) });
  const notes = failures.map(({ error }) => error.message);
  if (files.length === 0) {
    throw new XceptionError('usage', notes[0] ?? noPicture(local).message);
  }
  if (files.length <= MAX_FILES) return { files, notes };
  const tooMany = vscode.l10n.t(
    'Of {0} pictures, the first {1} are classified. Choose a smaller folder for the others.',
    files.length,
    MAX_FILES,
  );
  return { files: files.slice(0, MAX_FILES), notes: [...notes, tooMany] };
}

function noPicture(files: readonly string[]): XceptionError {
  const known = IMAGE_EXTENSIONS.map((extension) => extension.slice(1)).join(', ');
  const [first = ''] = files;
  const message =
    files.length === 1
      ? vscode.l10n.t('"{0}" is no picture that Xception reads ({1}).', path.basename(first), known)
      : vscode.l10n.t(
          'None of the {0} selected files is a picture that Xception reads ({1}).',
          files.length,
          known,
        );
  return new XceptionError('usage', message);
}
