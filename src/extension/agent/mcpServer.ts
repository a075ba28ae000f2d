import path from 'node:path';
import * as vscode from 'vscode';
import type { Core } from '../app';

/** As the manifest names the provider. */
const PROVIDER = 'xception.mcp';

/**
 * Offers the server for agents, the same that the command line starts, to VS Code's agent mode. It is not started here:
 * VS Code does so when its user wants it. Nothing is offered in Restricted Mode, where no model is run.
 */
export function registerMcpServer({ context, models }: Core): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  const provider: vscode.McpServerDefinitionProvider = {
    onDidChangeMcpServerDefinitions: changed.event,
    provideMcpServerDefinitions: () =>
      vscode.workspace.isTrusted ? [mcpServerDefinition(context.extension, models.active)] : [],
  };
  const tell = (): void => {
    changed.fire();
  };
  return vscode.Disposable.from(
    changed,
    vscode.workspace.onDidGrantWorkspaceTrust(tell),
    models.onDidChange(tell),
    vscode.lm.registerMcpServerDefinitionProvider(PROVIDER, provider),
  );
}

/** How VS Code starts the server. Which folders may be read it tells the server: those of the workspace. */
export function mcpServerDefinition(
  extension: vscode.Extension<unknown>,
  model: string | undefined,
): vscode.McpStdioServerDefinition {
  const { version } = extension.packageJSON as { readonly version: string };
  return new vscode.McpStdioServerDefinition(
    'Xception',
    process.execPath,
    [path.join(extension.extensionPath, 'dist', 'cli.js'), 'mcp'],
    // The editor's own program is a Node with it.
    { ELECTRON_RUN_AS_NODE: '1', ...(model !== undefined && { XCEPTION_MODEL: model }) },
    version,
  );
}
