import * as vscode from 'vscode';
import type { ResultEntry } from '../../shared/panelProtocol';
import { Coalescer } from '../coalescer';
import { Disposable } from '../disposable';
import type { Session } from '../session';
import { groupItem, pictureItem } from './resultItem';
import { resultTree, type ResultGroup } from './resultTree';

type ResultNode = ResultGroup | ResultEntry;

/** While pictures stream in, the tree is drawn anew so often at most. */
const REFRESH_MS = 500;

/** The tree "Results": the session's pictures by what they were taken for. Empty, the view's welcome says what to do. */
export class ResultsView extends Disposable implements vscode.TreeDataProvider<ResultNode> {
  private readonly emitter = this.register(new vscode.EventEmitter<undefined>());
  readonly onDidChangeTreeData = this.emitter.event;
  private readonly view: vscode.TreeView<ResultNode>;
  private readonly refreshes = this.register(
    new Coalescer(REFRESH_MS, () => {
      this.badge();
      this.emitter.fire(undefined);
    }),
  );

  constructor(private readonly session: Session) {
    super();
    this.view = this.register(
      vscode.window.createTreeView('xception.results', { treeDataProvider: this, showCollapseAll: true }),
    );
    this.badge();
    this.register(
      session.onChange((change) => {
        const entriesChanged =
          change.kind === 'everything' || (change.kind === 'progress' && change.entries.length > 0);
        if (entriesChanged) this.refreshes.request();
      }),
    );
  }

  getChildren(node?: ResultNode): ResultNode[] {
    if (!node) return [...resultTree(this.session.entries)];
    return isGroup(node) ? [...node.entries] : [];
  }

  getTreeItem(node: ResultNode): vscode.TreeItem {
    return isGroup(node) ? groupItem(node) : pictureItem(node);
  }

  private badge(): void {
    const { length } = this.session.entries;
    const tooltip = length === 1 ? vscode.l10n.t('1 picture') : vscode.l10n.t('{0} pictures', length);
    this.view.badge = length === 0 ? undefined : { value: length, tooltip };
  }
}

function isGroup(node: ResultNode): node is ResultGroup {
  return 'entries' in node;
}
