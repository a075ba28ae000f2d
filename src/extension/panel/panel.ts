import * as vscode from 'vscode';
import type { HostMethods } from '../../shared/panelProtocol';
import type { Handlers } from '../../shared/rpc';
import { Disposable } from '../disposable';
import type { Session } from '../session';
import { PanelConnection } from './panelConnection';
import { panelHtml } from './panelHtml';

/** What the panel needs of the extension. */
export interface PanelParts {
  readonly extensionUri: vscode.Uri;
  readonly session: Session;
  readonly handlers: Handlers<HostMethods>;
  readonly log: vscode.LogOutputChannel;
}

/** The one panel of a window: made on demand, and taken over when VS Code brings it back after a reload. */
export class Panel extends Disposable implements vscode.WebviewPanelSerializer {
  static readonly viewType = 'xception.panel';
  private current: vscode.WebviewPanel | undefined;

  constructor(private readonly parts: PanelParts) {
    super();
    this.register(vscode.window.registerWebviewPanelSerializer(Panel.viewType, this));
  }

  get isVisible(): boolean {
    return this.current?.visible ?? false;
  }

  /** Brings the panel to the front. A picture that is open stays in sight: the panel then opens beside it. */
  show({ preserveFocus = false } = {}): void {
    if (this.current) {
      this.current.reveal(undefined, preserveFocus);
      return;
    }
    const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
    const besidePicture = input instanceof vscode.TabInputCustom;
    this.adopt(
      vscode.window.createWebviewPanel(Panel.viewType, 'Xception', {
        viewColumn: besidePicture ? vscode.ViewColumn.Beside : vscode.ViewColumn.Active,
        preserveFocus,
      }),
    );
  }

  /** Called by VS Code after a reload. The state is the webview's own (scroll, sort order): it reads that itself. */
  deserializeWebviewPanel(panel: vscode.WebviewPanel): Promise<void> {
    this.adopt(panel);
    return Promise.resolve();
  }

  override dispose(): void {
    super.dispose();
    this.current?.dispose();
  }

  private adopt(panel: vscode.WebviewPanel): void {
    const { extensionUri, session, handlers, log } = this.parts;
    const earlier = this.current;
    this.current = panel;
    earlier?.dispose();
    const connection = new PanelConnection(panel.webview, session, handlers, log);
    panel.onDidChangeViewState(() => {
      if (!panel.visible) connection.disconnect();
    });
    panel.onDidDispose(() => {
      connection.dispose();
      if (this.current === panel) this.current = undefined;
    });
    const dist = vscode.Uri.joinPath(extensionUri, 'dist');
    panel.iconPath = {
      light: vscode.Uri.joinPath(extensionUri, 'media', 'panel-light.svg'),
      dark: vscode.Uri.joinPath(extensionUri, 'media', 'panel-dark.svg'),
    };
    panel.webview.options = { enableScripts: true, localResourceRoots: [dist] };
    panel.webview.html = panelHtml(panel.webview, dist);
  }
}
