import { stat } from 'node:fs/promises';
import * as vscode from 'vscode';

/** Paths of the workspace's folders that lie on a disk. */
export function localFolders(): readonly string[] {
  return (vscode.workspace.workspaceFolders ?? [])
    .filter(({ uri }) => uri.scheme === 'file')
    .map(({ uri }) => uri.fsPath);
}

/** Whether a path leads to a folder; false of one that leads nowhere. */
export async function isFolder(file: string): Promise<boolean> {
  return (await stat(file).catch(() => undefined))?.isDirectory() ?? false;
}
