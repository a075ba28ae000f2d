import path from 'node:path';
import * as vscode from 'vscode';
import { catalogue } from '../../model/weights/catalogue';
import type { WeightsHostMethods, WeightsPageState } from '../../shared/weightsPageProtocol';
import type { Handlers } from '../../shared/rpc';
import type { Core } from '../app';
import { Disposable } from '../disposable';
import type { ModelRef } from '../model/modelRef';
import { panelHtml } from '../panel/panelHtml';
import { revealFile } from '../revealFile';
import { requireTrust } from '../trust';
import { WeightsConnection } from './weightsConnection';
import { WeightsDocument } from './weightsDocument';

/** The editor "Xception Weights": what a weights file holds, read-only. */
export class WeightsEditor
  extends Disposable
  implements vscode.CustomReadonlyEditorProvider<WeightsDocument>
{
  static readonly viewType = 'xception.weights';

  constructor(private readonly core: Core) {
    super();
    this.register(vscode.window.registerCustomEditorProvider(WeightsEditor.viewType, this));
  }

  openCustomDocument(uri: vscode.Uri): WeightsDocument {
    const { context, log } = this.core;
    return new WeightsDocument(uri, context.asAbsolutePath('dist/reader.js'), log);
  }

  resolveCustomEditor(document: WeightsDocument, panel: vscode.WebviewPanel): void {
    const { context, models, log } = this.core;
    const dist = vscode.Uri.joinPath(context.extensionUri, 'dist');
    const connection = new WeightsConnection(panel.webview, this.handlers(document), log);
    const push = (): void => {
      connection.setState(this.state(document));
    };
    const listeners = [
      document.onDidChange(push),
      document.onDidProgress((progress) => {
        connection.setReading(progress);
      }),
      models.onDidChange(push),
      vscode.workspace.onDidGrantWorkspaceTrust(push),
    ];
    panel.onDidChangeViewState(() => {
      // VS Code keeps no document of an editor that is hidden.
      if (!panel.visible) connection.disconnect();
    });
    panel.onDidDispose(() => {
      vscode.Disposable.from(connection, ...listeners).dispose();
    });
    panel.webview.options = { enableScripts: true, localResourceRoots: [dist] };
    panel.webview.html = panelHtml(panel.webview, dist, 'weights');
  }

  private state(document: WeightsDocument): WeightsPageState {
    return {
      file: path.basename(document.uri.fsPath),
      ...document.state,
      trusted: vscode.workspace.isTrusted,
      inUse: this.core.models.active === refOf(document),
    };
  }

  private handlers(document: WeightsDocument): Handlers<WeightsHostMethods> {
    return {
      ready: () => this.state(document),
      retry: () => {
        document.read();
        return null;
      },
      useModel: async () => {
        requireTrust();
        await vscode.commands.executeCommand('xception.useModel', refOf(document));
        return null;
      },
      reveal: async () => {
        await revealFile(document.uri);
        return null;
      },
      copy: async ({ text }) => {
        await vscode.env.clipboard.writeText(text);
        return null;
      },
    };
  }
}

/** A known model's file is used under its name, with the labels that go with it. */
function refOf({ uri }: WeightsDocument): ModelRef {
  return catalogue().find(({ file }) => file === uri.fsPath)?.id ?? uri.fsPath;
}
