import * as vscode from 'vscode';

/** What a menu says: the selection where there is one (a tab's menu gives something else there), else the one thing clicked. */
export function selectedUris(clicked: unknown, selection: unknown): readonly vscode.Uri[] | undefined {
  if (Array.isArray(selection)) {
    const uris = selection.filter((item) => item instanceof vscode.Uri);
    if (uris.length > 0) return uris;
  }
  return clicked instanceof vscode.Uri ? [clicked] : undefined;
}
