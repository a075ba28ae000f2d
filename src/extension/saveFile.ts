import path from 'node:path';
import * as vscode from 'vscode';
import { XceptionError } from '../shared/xceptionError';
import { revealFile } from './revealFile';

/** A file that is to be saved. */
export interface NewFile {
  /** Of the dialog. */
  readonly title?: string;
  /** The workspace's first by default. */
  readonly folder?: vscode.Uri;
  /** What it is called unless the user says otherwise. */
  readonly name: string;
  /** Without a dot. */
  readonly extension: string;
  /** Called once it is known that somebody wants it. */
  readonly content: () => Uint8Array | Promise<Uint8Array>;
  /** What to say when it is written, with its name; that it is written by default. */
  readonly written?: (name: string) => string;
}

/**
 * Asks where to put a file, writes it there, and offers to show it.
 *
 * @returns the file; undefined when the user turned back
 * @throws XceptionError `file-unreadable` when it cannot be written
 */
export async function saveNewFile(file: NewFile): Promise<vscode.Uri | undefined> {
  const { title, name, extension, content } = file;
  const folder = file.folder ?? vscode.workspace.workspaceFolders?.[0]?.uri;
  const chosen = await vscode.window.showSaveDialog({
    ...(title !== undefined && { title }),
    ...(folder && { defaultUri: vscode.Uri.joinPath(folder, name) }),
    filters: { [extension.toUpperCase()]: [extension] },
  });
  if (!chosen) return undefined;
  try {
    await vscode.workspace.fs.writeFile(chosen, await content());
  } catch (thrown) {
    const { message } = XceptionError.from(thrown);
    throw new XceptionError(
      'file-unreadable',
      vscode.l10n.t('{0} cannot be written: {1}', chosen.fsPath, message),
      { cause: thrown },
    );
  }
  const given = path.basename(chosen.fsPath);
  void offerToReveal(chosen, file.written?.(given) ?? vscode.l10n.t('{0} is written.', given));
  return chosen;
}

/**
 * The same for a file that is complete already.
 *
 * @param name - its extension says what it is
 * @returns whether it was written: the user may turn back
 * @throws XceptionError `usage` for a name that is none, `file-unreadable` when it cannot be written
 */
export async function saveFile(name: string, bytes: Uint8Array): Promise<boolean> {
  const extension = path.extname(name).slice(1);
  if (name !== path.basename(name) || extension === '')
    throw new XceptionError('usage', vscode.l10n.t('"{0}" is no name for a file.', name));
  return (await saveNewFile({ name, extension, content: () => bytes })) !== undefined;
}

/** Tells what was done, with a button that shows the file. Nothing needs to wait until that is read. */
export async function offerToReveal(file: vscode.Uri, done: string): Promise<void> {
  const reveal = vscode.l10n.t('Reveal');
  if ((await vscode.window.showInformationMessage(done, reveal)) === reveal) await revealFile(file);
}
