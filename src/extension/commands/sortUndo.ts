import { existsSync } from 'node:fs';
import { rmdir } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import type { SortPlan } from '../folders/sortPlan';

/**
 * Says what was done, with a button that takes it back: what an extension does with files is not in the explorer's own undo.
 *
 * @param made - folders that were not there before
 */
export async function offerUndo(
  done: string,
  moves: SortPlan['moves'],
  way: 'move' | 'copy',
  made: readonly string[],
): Promise<void> {
  const undo = vscode.l10n.t('Undo');
  if ((await vscode.window.showInformationMessage(done, undo)) !== undo) return;
  const edit = new vscode.WorkspaceEdit();
  for (const { from, to } of moves) {
    if (way === 'copy') edit.deleteFile(vscode.Uri.file(to), { ignoreIfNotExists: true });
    else if (!existsSync(from))
      edit.renameFile(vscode.Uri.file(to), vscode.Uri.file(from), { overwrite: false });
  }
  await vscode.workspace.applyEdit(edit);
  // Whatever somebody has put there meanwhile keeps its folder.
  for (const folder of made) await rmdir(folder).catch(() => undefined);
}

/** The folders that a plan needs and that are not there. */
export function missingFolders(moves: SortPlan['moves']): readonly string[] {
  return [...new Set(moves.map(({ to }) => path.dirname(to)))].filter((folder) => !existsSync(folder));
}
