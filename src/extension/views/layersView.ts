import * as vscode from 'vscode';
import { summarize } from '../../model/arch/summarize';
import { Disposable } from '../disposable';
import { optionsOf } from '../network/layerTable';
import type { Session } from '../session';
import { layerItem } from './layerItem';
import { layerTree, type LayerTreeNode } from './layerTree';

/** The tree "Layers": the network of the panel's layer table, by flow and block. Needs no model and no native library. */
export class LayersView extends Disposable implements vscode.TreeDataProvider<LayerTreeNode> {
  private readonly emitter = this.register(new vscode.EventEmitter<undefined>());
  readonly onDidChangeTreeData = this.emitter.event;
  private readonly view: vscode.TreeView<LayerTreeNode>;

  constructor(private readonly session: Session) {
    super();
    this.view = this.register(
      vscode.window.createTreeView('xception.layers', { treeDataProvider: this, showCollapseAll: true }),
    );
    this.describe();
    this.register(
      session.onChange(({ kind }) => {
        if (kind !== 'table') return;
        this.describe();
        this.emitter.fire(undefined);
      }),
    );
  }

  getChildren(node?: LayerTreeNode): LayerTreeNode[] {
    if (node) return node.kind === 'layer' ? [] : [...node.children];
    const { network, options } = optionsOf(this.session.table);
    return [...layerTree(summarize(network, options))];
  }

  getTreeItem(node: LayerTreeNode): vscode.TreeItem {
    return layerItem(node);
  }

  private describe(): void {
    const { network, height, width } = this.session.table;
    this.view.description = `${network}, ${height} × ${width}`;
  }
}
