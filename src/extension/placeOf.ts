import path from 'node:path';
import * as vscode from 'vscode';

/** What the panel shows of a path: its name, and its folder as the workspace sees it. */
export function placeOf(file: string): { readonly name: string; readonly folder: string } {
  const shown = vscode.workspace.asRelativePath(path.dirname(file));
  const inWorkspace = vscode.workspace.getWorkspaceFolder(vscode.Uri.file(file)) !== undefined;
  return { name: path.basename(file), folder: inWorkspace && path.isAbsolute(shown) ? '' : shown };
}
