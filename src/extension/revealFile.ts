import * as vscode from 'vscode';

/** Shows where a file is: in the explorer, or, outside of the workspace, in the system's file manager. */
export async function revealFile(uri: vscode.Uri): Promise<void> {
  const inWorkspace = vscode.workspace.getWorkspaceFolder(uri) !== undefined;
  await vscode.commands.executeCommand(inWorkspace ? 'revealInExplorer' : 'revealFileInOS', uri);
}
